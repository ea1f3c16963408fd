package bigcommerce

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseStoreHashTakesWhatPeoplePaste(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"abc123", " ABC123\n", "store-abc123", "Store-ABC123", "https://store-abc123.mybigcommerce.com/manage/dashboard",
		"store-abc123.mybigcommerce.com", "https://store-abc123-2.mybigcommerce.com", "HTTPS://STORE-ABC123.MYBIGCOMMERCE.COM/",
		"https://api.bigcommerce.com/stores/abc123/v3/", "https://api.bigcommerce.com/stores/abc123", "/stores/abc123/v2/orders",
		"stores/abc123", "http://127.0.0.1:9000/stores/abc123/v3?x=1", "https://store-abc123.mybigcommerce.com:443/manage?x=y#z",
	} {
		hash, err := ParseStoreHash(text)
		require.NoError(t, err, text)
		require.Equal(t, testHash, hash, text)
	}
}

func TestParseStoreHashSaysWhereToFindIt(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "  ", "https://www.example.com/shop", "my shop", "abc/123", "store-", "../abc123", "https://login.bigcommerce.com", "stores/", "abc_123",
		"äbc", "https://%zz",
	} {
		_, err := ParseStoreHash(text)
		require.ErrorContains(t, err, "https://store-abc123.mybigcommerce.com/manage", "%q", text)
	}
}

func FuzzParseStoreHash(f *testing.F) {
	for _, seed := range []string{"abc123", "https://store-abc123.mybigcommerce.com/manage", "/stores/abc123/v3", "", "store-\x00", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		hash, err := ParseStoreHash(text)
		if err != nil {
			require.Empty(t, hash)
			require.Less(t, len(err.Error()), 700)
			return
		}
		require.Regexp(t, `^[a-z0-9]{1,32}$`, string(hash))
		again, err := ParseStoreHash(string(hash))
		require.NoError(t, err)
		require.Equal(t, hash, again)
	})
}
