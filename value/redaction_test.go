package value

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestASecretIsCutOutHoweverItIsSpelt(t *testing.T) {
	t.Parallel()
	const text = "s3cret/canary+7f3a9c51=="
	secret := NewSecret(text)
	for name, spelt := range map[string]string{
		"as it is":            text,
		"in an address":       url.QueryEscape(text),
		"in a path":           url.PathEscape(text),
		"in hexadecimal":      hex.EncodeToString([]byte(text)),
		"in capital digits":   strings.ToUpper(hex.EncodeToString([]byte(text))),
		"in base64":           base64.StdEncoding.EncodeToString([]byte(text)),
		"in base64 for URLs":  base64.URLEncoding.EncodeToString([]byte(text)),
		"in a user's base64":  base64.StdEncoding.EncodeToString([]byte("a:" + text)),
		"in a header's":       base64.RawStdEncoding.EncodeToString([]byte("X-Auth-Token: " + text + "\r\n")),
		"in a longer one":     base64.RawURLEncoding.EncodeToString([]byte("abc" + text + "abc")),
		"twice":               text + text,
		"in the middle of it": "x" + text + "y",
	} {
		redacted := secret.Redact("before " + spelt + " after")
		require.Contains(t, redacted, Redacted, name)
		require.True(t, strings.HasPrefix(redacted, "before ") && strings.HasSuffix(redacted, " after"), redacted)
		require.NotContains(t, redacted, text[1:len(text)-1], name)
		require.LessOrEqual(t, len(redacted), len("before  after")+len(Redacted)*2+24, "%s: little of it is left: %s", name, redacted)
		require.Equal(t, redacted, string(secret.RedactBytes([]byte("before "+spelt+" after"))), name)
	}
}

func TestWhatIsNoSecretStays(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "abc", "nothing of it", strings.Repeat("x", 1000)} {
		for _, secret := range []Secret{{}, NewSecret("abc"), NewSecret("s3cret-canary")} {
			require.Equal(t, text, secret.Redact(text))
			require.Equal(t, text, string(secret.RedactBytes([]byte(text))))
		}
	}
}

func FuzzRedact(f *testing.F) {
	f.Add("s3cret-canary", "a", "b")
	f.Add("\xff\x00\x01secret", "", "==")
	f.Fuzz(func(t *testing.T, text, before, after string) {
		secret := NewSecret(text)
		if len(text) < ShortestRedacted {
			require.Equal(t, before+text+after, secret.Redact(before+text+after))
			return
		}
		encoded := base64.StdEncoding.EncodeToString([]byte(before + text + after))
		for _, spelt := range []string{before + text + after, before + url.QueryEscape(text) + after, fmt.Sprintf("%s%x%s", before, text, after), encoded} {
			require.Contains(t, secret.Redact(spelt), Redacted, "%q", spelt)
		}
	})
}
