package registry

import (
	"encoding/json"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// secrets returns the secret fields of the JSON object, as far as it can be read.
func (f *form) secrets(raw json.RawMessage) []value.Secret {
	var members map[string]any
	_ = json.Unmarshal(raw, &members) // what is no object has no fields
	var found []value.Secret
	for _, field := range f.root.fields {
		text, ok := members[field.name].(string)
		if text = strings.TrimSpace(text); ok && field.node.secret {
			found = append(found, value.NewSecret(text))
		}
	}
	return found
}

// redact removes the secrets from all that the failure shows.
func (f *Failure) redact(secrets []value.Secret) {
	for _, secret := range secrets {
		f.Message = secret.Redact(f.Message)
		f.Code = secret.Redact(f.Code)
		for i := range f.Fields {
			f.Fields[i].Path = secret.Redact(f.Fields[i].Path)
			f.Fields[i].Message = secret.Redact(f.Fields[i].Message)
		}
		if f.Details != nil {
			f.Details, _ = redactedValue(f.Details, secret).(map[string]any)
		}
	}
}

// redactedValue returns the value without the secret. It copies what it changes.
func redactedValue(v any, secret value.Secret) any {
	switch v := v.(type) {
	case string:
		return secret.Redact(v)
	case []string:
		copied := make([]string, len(v))
		for i := range v {
			copied[i] = secret.Redact(v[i])
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
			copied[secret.Redact(key)] = redactedValue(v[key], secret)
		}
		return copied
	case json.RawMessage:
		return json.RawMessage(secret.Redact(string(v)))
	}
	return v
}
