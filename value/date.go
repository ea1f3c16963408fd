package value

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"time"
)

// Date is a point in time of the V3 API. It reads every notation BigCommerce uses (RFC 3339 with or without offset, date
// only, RFC 2822, Unix seconds, and "" for unset), and writes RFC 3339 in UTC.
type Date struct{ time.Time }

// DateText is a point in time of the V2 API. It reads what [Date] reads and writes RFC 2822 in UTC, "" when unset.
type DateText struct{ time.Time }

// dateLayouts are the notations that ParseDate tries, the commonest first. A time without zone is UTC. Zones by name are
// understood as far as they mean UTC: Go takes any other name for an offset of zero.
var dateLayouts = []string{
	time.RFC3339Nano,
	time.RFC1123Z,
	"Mon, _2 Jan 2006 15:04:05 -0700",
	"Mon, _2 Jan 2006 15:04:05 GMT",
	"Mon, _2 Jan 2006 15:04:05 UTC",
	"2006-01-02T15:04:05.999999999Z0700",
	"2006-01-02T15:04:05.999999999",
	"2006-01-02T15:04",
	"2006-01-02 15:04:05",
	"2006-01-02 15:04",
	"2006-01-02",
	"02/01/2006 15:04",
	"02/01/2006 15:04:05",
	"02/01/2006",
}

// ParseDate reads a date in any notation that BigCommerce writes, or DD/MM/YYYY with or without HH:MM as forms write it. A time
// without a zone is UTC. The error names the notations that are understood.
func ParseDate(text string) (time.Time, error) {
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			if year := t.UTC().Year(); year < 1 || year > 9999 {
				break
			}
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a date: write 2026-01-31T09:30:00Z or 31/01/2026 09:30 (UTC unless a zone is given)", text)
}

// MarshalJSON writes RFC 3339 in UTC, null when unset.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.UTC().Format(time.RFC3339Nano))
}

// UnmarshalJSON reads any notation of BigCommerce; "" and null are the zero time.
func (d *Date) UnmarshalJSON(data []byte) error {
	t, err := unmarshalDate(data)
	if err != nil {
		return err
	}
	d.Time = t
	return nil
}

// EncodeValues writes the date as a query parameter in UTC, without the numeric offset that some V3 filters misread.
func (d Date) EncodeValues(key string, values *url.Values) error {
	if !d.IsZero() {
		values.Set(key, d.UTC().Format("2006-01-02T15:04:05Z"))
	}
	return nil
}

// MarshalJSON writes RFC 2822 in UTC, "" when unset.
func (d DateText) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte(`""`), nil
	}
	return json.Marshal(d.UTC().Format(time.RFC1123Z))
}

// UnmarshalJSON reads any notation of BigCommerce; "" and null are the zero time.
func (d *DateText) UnmarshalJSON(data []byte) error {
	t, err := unmarshalDate(data)
	if err != nil {
		return err
	}
	d.Time = t
	return nil
}

// EncodeValues writes the date as a query parameter in RFC 2822.
func (d DateText) EncodeValues(key string, values *url.Values) error {
	if !d.IsZero() {
		values.Set(key, d.UTC().Format(time.RFC1123Z))
	}
	return nil
}

func unmarshalDate(data []byte) (time.Time, error) {
	data = bytes.TrimSpace(data)
	if bytes.Equal(data, []byte("null")) {
		return time.Time{}, nil
	}
	if len(data) > 0 && data[0] != '"' {
		var seconds int64
		if err := json.Unmarshal(data, &seconds); err != nil {
			return time.Time{}, fmt.Errorf("%s is not a date", data)
		}
		return time.Unix(seconds, 0).UTC(), nil
	}
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return time.Time{}, err
	}
	if text == "" {
		return time.Time{}, nil
	}
	return ParseDate(text)
}
