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
	// hidden is a function because what a function returns is out of reach of printers that look into unexported fields.
	hidden func() *hidden
}

// hidden is what a [Secret] hides.
type hidden struct {
	text string
	// spellings is what to look for where the text must not be shown, found when it is first looked for.
	spellings []string
	looked    sync.Once
}

// NewSecret wraps text.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	kept := &hidden{text: text}
	return Secret{func() *hidden { return kept }}
}

// Reveal returns the text itself. Call it where the secret is used, never where it is described.
func (s Secret) Reveal() string {
	if s.hidden == nil {
		return ""
	}
	return s.hidden().text
}

// spellings returns what to look for where the text must not be shown.
func (s Secret) spellings() []string {
	kept := s.hidden()
	kept.looked.Do(func() { kept.spellings = spellingsOf(kept.text) })
	return kept.spellings
}

// IsZero reports whether there is no secret.
func (s Secret) IsZero() bool { return s.hidden == nil }

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
