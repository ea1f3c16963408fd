package value

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
)

// Money is an exact amount in the record's own currency, such as 1.10, kept digit for digit as it was written and sent as a JSON
// number. It never passes through a float. It reads numbers and numeric strings; the empty string stands for no amount
// and is sent as null.
type Money string

// MoneyText is an exact amount like [Money], sent as a JSON string: the notation of the V2 API.
type MoneyText string

var decimalPattern = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

// MarshalJSON writes the amount as a JSON number with all its digits.
func (m Money) MarshalJSON() ([]byte, error) {
	if m == "" {
		return []byte("null"), nil
	}
	if !decimalPattern.MatchString(string(m)) {
		return nil, fmt.Errorf("%q is not an amount: write digits with an optional decimal point, such as 19.99", string(m))
	}
	return []byte(m), nil
}

// UnmarshalJSON reads a number, a numeric string, an empty string or null.
func (m *Money) UnmarshalJSON(data []byte) error {
	digits, err := decimalDigits(data)
	if err != nil {
		return err
	}
	*m = Money(digits)
	return nil
}

// MarshalJSON writes the amount as a JSON string with all its digits.
func (m MoneyText) MarshalJSON() ([]byte, error) {
	if m != "" && !decimalPattern.MatchString(string(m)) {
		return nil, fmt.Errorf("%q is not an amount: write digits with an optional decimal point, such as 19.99", string(m))
	}
	return json.Marshal(string(m))
}

// UnmarshalJSON reads a number, a numeric string, an empty string or null.
func (m *MoneyText) UnmarshalJSON(data []byte) error {
	digits, err := decimalDigits(data)
	if err != nil {
		return err
	}
	*m = MoneyText(digits)
	return nil
}

// decimalDigits returns the digits of a JSON number or numeric string as they are written, "" for null and for empty text.
func decimalDigits(data []byte) (string, error) {
	data = bytes.TrimSpace(data)
	if bytes.Equal(data, []byte("null")) {
		return "", nil
	}
	digits := string(data)
	if len(data) > 0 && data[0] == '"' {
		if err := json.Unmarshal(data, &digits); err != nil {
			return "", err
		}
		if digits == "" {
			return "", nil
		}
	}
	if !decimalPattern.MatchString(digits) {
		return "", fmt.Errorf("%s is not an amount", data)
	}
	return digits, nil
}
