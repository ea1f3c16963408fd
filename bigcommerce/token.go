package bigcommerce

import (
	"fmt"
	"log/slog"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// Token is the access token of an API account. It never prints: every fmt verb, JSON and slog show "[redacted]".
type Token struct{ secret value.Secret }

// NewToken wraps the text of an access token, without the blanks that copying adds around it.
func NewToken(text string) Token { return Token{value.NewSecret(strings.TrimSpace(text))} }

// IsZero reports whether there is no token.
func (t Token) IsZero() bool { return t.secret.IsZero() }

// String returns "[redacted]".
func (Token) String() string { return value.Redacted }

// GoString returns "[redacted]".
func (Token) GoString() string { return value.Redacted }

// Format writes "[redacted]", whatever the verb.
func (Token) Format(state fmt.State, _ rune) { _, _ = state.Write([]byte(value.Redacted)) }

// MarshalJSON writes "[redacted]" as a JSON string.
func (Token) MarshalJSON() ([]byte, error) { return []byte(`"` + value.Redacted + `"`), nil }

// MarshalText writes "[redacted]".
func (Token) MarshalText() ([]byte, error) { return []byte(value.Redacted), nil }

// LogValue returns "[redacted]".
func (Token) LogValue() slog.Value { return slog.StringValue(value.Redacted) }

// reveal returns the text: for the request's header, the pool's digest and the redaction of upstream texts only.
func (t Token) reveal() string { return t.secret.Reveal() }

// fault says why the token can't be sent as a header, "" when it can.
func (t Token) fault() string {
	text := t.reveal()
	if text == "" {
		return "there is no API token"
	}
	for _, r := range text {
		if r <= ' ' || r > '~' {
			return "the API token contains blanks or characters that no token has"
		}
	}
	return ""
}

// shortestRedacted is the length from which a token is cut from upstream texts; anything shorter is no token of BigCommerce.
const shortestRedacted = 6

// redact cuts the token from a text that came from outside.
func (t Token) redact(text string) string {
	if secret := t.reveal(); len(secret) >= shortestRedacted {
		return strings.ReplaceAll(text, secret, value.Redacted)
	}
	return text
}
