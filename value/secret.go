package value

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"sync"
)

// Redacted is what every printed form of a [Secret] reads.
const Redacted = "[redacted]"

// Secret is text that must not be shown: an API token, a client secret. It reads from JSON, but every way of writing it out
// (fmt verbs, JSON, slog, dumps by reflection) gives [Redacted]. Only [Secret.Reveal] returns the text.
type Secret struct {
	// reveal is a function because a function's text is out of reach of printers that look into unexported fields.
	reveal func() string
	// spellings returns what to look for where the text must not be shown.
	spellings func() []string
}

// NewSecret wraps text.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{reveal: func() string { return text }, spellings: sync.OnceValue(func() []string { return spellingsOf(text) })}
}

// Reveal returns the text itself. Call it where the secret is used, never where it is described.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// IsZero reports whether there is no secret.
func (s Secret) IsZero() bool { return s.reveal == nil }

// String returns [Redacted].
func (Secret) String() string { return Redacted }

// Format writes [Redacted], whatever the verb.
func (Secret) Format(state fmt.State, _ rune) { _, _ = state.Write([]byte(Redacted)) }

// LogValue returns [Redacted].
func (Secret) LogValue() slog.Value { return slog.StringValue(Redacted) }

// MarshalJSON writes [Redacted] as a JSON string.
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + Redacted + `"`), nil }

// UnmarshalJSON reads a JSON string.
func (s *Secret) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return fmt.Errorf("a secret must be text")
	}
	*s = NewSecret(text)
	return nil
}

// ElementType returns the type of the text, so that a schema can be made from the field's type alone.
func (Secret) ElementType() reflect.Type { return reflect.TypeFor[string]() }
