package actions

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// queryText returns a JSON value as it stands in a query: a list with commas between its values. It reports false for what can't stand there.
func queryText(raw json.RawMessage) (string, bool) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var plain any
	if decoder.Decode(&plain) != nil {
		return "", false
	}
	values, isList := plain.([]any)
	if !isList {
		return scalarText(plain)
	}
	texts := make([]string, len(values))
	for i, one := range values {
		text, ok := scalarText(one)
		if !ok || strings.Contains(text, ",") {
			return "", false
		}
		texts[i] = text
	}
	return strings.Join(texts, ","), true
}

func scalarText(plain any) (string, bool) {
	switch plain := plain.(type) {
	case string:
		return plain, true
	case json.Number:
		return plain.String(), true
	case bool:
		return strconv.FormatBool(plain), true
	default:
		return "", false
	}
}
