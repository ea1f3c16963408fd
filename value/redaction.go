package value

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
)

// ShortestRedacted is the length from which [Secret.Redact] looks for a secret: anything shorter would hit ordinary words.
const ShortestRedacted = 6

// Redact returns a text that came from outside without the secret, however it is spelt: as it is, escaped for an address, in hexadecimal digits,
// or in base64, alone or inside something longer. It doesn't find a secret that is taken to pieces.
func (s Secret) Redact(text string) string {
	if s.hidden == nil || len(text) < ShortestRedacted {
		return text
	}
	for _, spelling := range s.spellings() {
		if strings.Contains(text, spelling) {
			text = strings.ReplaceAll(text, spelling, Redacted)
		}
	}
	return text
}

// RedactBytes is [Secret.Redact] for bytes. It returns the bytes themselves when there is nothing to cut out.
func (s Secret) RedactBytes(text []byte) []byte {
	if s.hidden == nil || len(text) < ShortestRedacted {
		return text
	}
	for _, spelling := range s.spellings() {
		if spelling := []byte(spelling); bytes.Contains(text, spelling) {
			text = bytes.ReplaceAll(text, spelling, []byte(Redacted))
		}
	}
	return text
}

// spellingsOf returns what a secret looks like in texts, longest first; nothing when it is too short to be looked for.
func spellingsOf(secret string) []string {
	if len(secret) < ShortestRedacted {
		return nil
	}
	digits := hex.EncodeToString([]byte(secret))
	found := []string{secret, url.QueryEscape(secret), url.PathEscape(secret), digits, strings.ToUpper(digits)}
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		// Inside something longer, a secret begins at the first, second or third of the bytes that four characters stand for. What other bytes
		// have a part in is left out.
		for before := range 3 {
			encoded := encoding.EncodeToString(append(make([]byte, before), secret...))
			begin, end := (before*8+5)/6, (before+len(secret))*8/6
			found = append(found, encoded[begin:end])
		}
	}
	slices.SortStableFunc(found, func(a, b string) int { return len(b) - len(a) })
	found = slices.Compact(found)
	return slices.DeleteFunc(found, func(spelling string) bool { return len(spelling) < ShortestRedacted })
}
