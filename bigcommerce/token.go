package bigcommerce

import (
	"bytes"
	"fmt"
	"log/slog"
	"strconv"
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

// redact cuts the token from a text that came from outside.
func (t Token) redact(text string) string { return t.secret.Redact(text) }

// redactBytes cuts the token from a body that came from outside.
func (t Token) redactBytes(body []byte) []byte {
	if t.IsZero() {
		return body
	}
	return t.secret.RedactBytes(unescapeLetters(body))
}

// unescapeLetters writes the letters, digits and signs of JSON texts as themselves where they are escaped (\u0061), which may hide the token.
func unescapeLetters(data []byte) []byte {
	if !bytes.Contains(data, []byte(`\u00`)) {
		return data
	}
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' || i+1 == len(data) {
			out = append(out, data[i])
			continue
		}
		if i+6 <= len(data) && bytes.HasPrefix(data[i:], []byte(`\u00`)) {
			if code, err := strconv.ParseUint(string(data[i+4:i+6]), 16, 8); err == nil && code > ' ' && code <= '~' && code != '"' && code != '\\' {
				out = append(out, byte(code))
				i += 5
				continue
			}
		}
		out = append(out, data[i], data[i+1])
		i++
	}
	return out
}
