package bigcommerce

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/google/go-querystring/query"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// pathf builds a path from a format and its segments. Text segments are escaped; a blank one, "..", and ids that are not
// positive make a path that do refuses.
func pathf(format string, segments ...any) string {
	escaped := make([]any, len(segments))
	for i, segment := range segments {
		switch segment := segment.(type) {
		case int:
			escaped[i] = max(segment, 0)
		case int64:
			escaped[i] = max(segment, 0)
		case string:
			escaped[i] = url.PathEscape(segment)
		default:
			escaped[i] = segment
		}
	}
	return fmt.Sprintf(format, escaped...)
}

// checkPath refuses a path that may leave the store's API, or that names no single thing: blank segments, "..", "0".
func checkPath(path string) error {
	rest, ok := strings.CutPrefix(path, "/v2/")
	if !ok {
		rest, ok = strings.CutPrefix(path, "/v3/")
	}
	if !ok {
		return fmt.Errorf("the path %q must begin with /v2/ or /v3/", shorten(path, 100))
	}
	for segment := range strings.SplitSeq(rest, "/") {
		plain, err := url.PathUnescape(segment)
		switch {
		case err != nil || strings.ContainsFunc(plain, func(r rune) bool { return r < ' ' || r == 0x7f || strings.ContainsRune(`/\`, r) }):
			return fmt.Errorf("the path %q has a segment that is no name or id", shorten(path, 100))
		case strings.TrimSpace(plain) == "" || plain == "0":
			return fmt.Errorf("the path %q lacks a name or id between two slashes or at its end", shorten(path, 100))
		case plain == "." || plain == "..":
			return fmt.Errorf("the path %q must not contain %q", shorten(path, 100), plain)
		case strings.ContainsAny(segment, "?# "):
			return fmt.Errorf("the path %q has characters that must be escaped", shorten(path, 100))
		}
	}
	return nil
}

// queryValues encodes a query: nil, url.Values, or a struct with url tags.
func queryValues(q any) (url.Values, error) {
	switch q := q.(type) {
	case nil:
		return url.Values{}, nil
	case url.Values:
		return q, nil
	default:
		return query.Values(q)
	}
}

// encodeQuery writes a query with its colons and commas in the clear, as BigCommerce writes them, which also keeps addresses short.
func encodeQuery(values url.Values) string {
	return strings.ReplaceAll(strings.ReplaceAll(values.Encode(), "%3A", ":"), "%2C", ",")
}

// encodedBody is a body that encodeBody has written.
type encodedBody []byte

// encodeBody writes a body as JSON, with the fields of every [Additional] merged into the object that holds it. Nil is no body.
func encodeBody(body any) ([]byte, error) {
	if body == nil {
		return nil, nil
	}
	switch body := body.(type) {
	case encodedBody:
		return body, nil
	case json.RawMessage:
		if !json.Valid(body) {
			return nil, errors.New("the body is not valid JSON")
		}
		return body, nil
	}
	var encoded bytes.Buffer
	encoder := json.NewEncoder(&encoded)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body); err != nil {
		return nil, err
	}
	data := unescapeHTML(bytes.TrimSpace(encoded.Bytes()))
	if !bytes.Contains(data, []byte(`"`+additionalFields+`"`)) {
		return data, nil
	}
	var merged bytes.Buffer
	merged.Grow(len(data))
	if err := mergeAdditional(&merged, data, true); err != nil {
		return nil, err
	}
	return merged.Bytes(), nil
}

// additionalFields is the name of the field of [Additional].
const additionalFields = "additional_fields"

// mergeAdditional copies a JSON value and puts the members of each additional_fields object beside it. top is set for the record itself, whose
// id is the path's or the record's own business.
func mergeAdditional(out *bytes.Buffer, data []byte, top bool) error {
	switch {
	case startsWith(data, '['):
		out.WriteByte('[')
		first := true
		for element := range elements(data) {
			separate(out, &first)
			if err := mergeAdditional(out, element, top); err != nil {
				return err
			}
		}
		out.WriteByte(']')
		return nil
	case startsWith(data, '{'):
		return mergeObject(out, data, top)
	default:
		out.Write(data)
		return nil
	}
}

func mergeObject(out *bytes.Buffer, data []byte, top bool) error {
	out.WriteByte('{')
	first := true
	own := map[string]bool{"id": top, additionalFields: true}
	var additional []byte
	for name, value := range members(data) {
		own[name] = true
		if name == additionalFields {
			additional = value
			continue
		}
		separate(out, &first)
		writeName(out, name)
		if err := mergeAdditional(out, value, false); err != nil {
			return err
		}
	}
	for name, given := range members(additional) {
		if own[name] {
			name = shorten(name, 100)
			message := fmt.Sprintf("%q can't be given as an additional field: it has a field of its own", name)
			return &Error{
				Kind: KindInvalid, Code: "bigcommerce.request", Message: message,
				Fields: []FieldError{{Path: value.Pointer(additionalFields, name), Message: message}},
			}
		}
		own[name] = true
		separate(out, &first)
		writeName(out, name)
		out.Write(given)
	}
	out.WriteByte('}')
	return nil
}

func separate(out *bytes.Buffer, first *bool) {
	if !*first {
		out.WriteByte(',')
	}
	*first = false
}

func writeName(out *bytes.Buffer, name string) {
	quoted, _ := json.Marshal(name) // a string always encodes
	out.Write(unescapeHTML(quoted))
	out.WriteByte(':')
}

// unescapeHTML writes <, > and & as themselves: custom encoders inside a body escape them although the body's encoder doesn't.
func unescapeHTML(data []byte) []byte {
	if !bytes.Contains(data, []byte(`\u00`)) {
		return data
	}
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' || i+1 == len(data) {
			out = append(out, data[i])
			continue
		}
		if i+6 <= len(data) {
			switch string(data[i : i+6]) {
			case `\u003c`:
				out, i = append(out, '<'), i+5
				continue
			case `\u003e`:
				out, i = append(out, '>'), i+5
				continue
			case `\u0026`:
				out, i = append(out, '&'), i+5
				continue
			}
		}
		out = append(out, data[i], data[i+1])
		i++
	}
	return out
}
