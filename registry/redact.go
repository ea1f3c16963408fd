package registry

import (
	"encoding/json"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// minSecretLength is how long a secret must be to be looked for in messages: a shorter one would hit ordinary words.
const minSecretLength = 6

// secrets returns the texts of the secret fields of the JSON object, as far as it can be read.
func (f *form) secrets(raw json.RawMessage) []string {
	var members map[string]any
	_ = json.Unmarshal(raw, &members) // what is no object has no fields
	var texts []string
	for _, field := range f.root.fields {
		text, ok := members[field.name].(string)
		if text = strings.TrimSpace(text); ok && field.node.secret && len(text) >= minSecretLength {
			texts = append(texts, text)
		}
	}
	return texts
}

// redact removes the secrets from all that the failure shows.
func (f *Failure) redact(secrets []string) {
	for _, secret := range secrets {
		f.Message = redacted(f.Message, secret)
		f.Code = redacted(f.Code, secret)
		for i := range f.Fields {
			f.Fields[i].Path = redacted(f.Fields[i].Path, secret)
			f.Fields[i].Message = redacted(f.Fields[i].Message, secret)
		}
		for key, detail := range f.Details {
			f.Details[key] = redactedValue(detail, secret)
		}
	}
}

// redacted returns the text without the secret.
func redacted(text, secret string) string { return strings.ReplaceAll(text, secret, value.Redacted) }

// redactedValue returns the value without the secret. It copies what it changes.
func redactedValue(v any, secret string) any {
	switch v := v.(type) {
	case string:
		return redacted(v, secret)
	case []string:
		copied := make([]string, len(v))
		for i := range v {
			copied[i] = redacted(v[i], secret)
		}
		return copied
	case []any:
		copied := make([]any, len(v))
		for i := range v {
			copied[i] = redactedValue(v[i], secret)
		}
		return copied
	case map[string]any:
		copied := make(map[string]any, len(v))
		for key := range v {
			copied[key] = redactedValue(v[key], secret)
		}
		return copied
	case json.RawMessage:
		return json.RawMessage(redacted(string(v), secret))
	}
	return v
}
