package triggers

import (
	"bytes"
	"encoding/json"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

// field is a field that a trigger adds to a record: its name and its JSON.
type field struct{ name, json string }

// withFields returns a record with fields put in front of it; the rest passes as BigCommerce sent it.
func withFields[T any](object json.RawMessage, fields ...field) bigcommerce.Record[T] {
	var record bytes.Buffer
	record.WriteByte('{')
	for i, field := range fields {
		if i > 0 {
			record.WriteByte(',')
		}
		record.WriteString(`"` + field.name + `":` + field.json)
	}
	rest := bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimSpace(object), []byte("{")))
	if len(rest) > 1 { // more than the closing brace
		record.WriteByte(',')
	}
	record.Write(rest)
	return bigcommerce.NewRecord[T](record.Bytes())
}
