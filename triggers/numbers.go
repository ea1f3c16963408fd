package triggers

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"slices"
)

// mostNumbers bounds what a cursor carries: far more records than any store changes within a second.
const mostNumbers = 100_000

// numbers are integers that a cursor carries. In JSON they are a text of a few characters a number: the differences as variable-length
// integers, in base64.
type numbers []int64

// MarshalJSON writes the text.
func (n numbers) MarshalJSON() ([]byte, error) {
	packed := make([]byte, 0, 2*len(n))
	previous := int64(0)
	for _, number := range n {
		packed = binary.AppendVarint(packed, number-previous)
		previous = number
	}
	return json.Marshal(base64.RawURLEncoding.EncodeToString(packed))
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (n *numbers) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	packed, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return err
	}
	read := numbers{}
	previous := int64(0)
	for len(packed) > 0 {
		difference, size := binary.Varint(packed)
		if size <= 0 || len(read) == mostNumbers {
			return errors.New("not a list of numbers")
		}
		previous += difference
		read = append(read, previous)
		packed = packed[size:]
	}
	*n = read
	return nil
}

// has reports whether an ascending list has the number.
func (n numbers) has(number int64) bool {
	_, found := slices.BinarySearch(n, number)
	return found
}

// with returns an ascending list with the number added.
func (n numbers) with(number int64) numbers {
	at, found := slices.BinarySearch(n, number)
	if found {
		return n
	}
	return slices.Insert(n, at, number)
}

// areIDs reports whether the numbers are ascending and positive.
func (n numbers) areIDs() bool {
	previous := int64(0)
	for _, number := range n {
		if number <= previous {
			return false
		}
		previous = number
	}
	return true
}
