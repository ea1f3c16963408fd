package bigcommerce

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// StoreHash names a store: what follows "store-" in the address of its control panel. Make one with [ParseStoreHash].
type StoreHash string

var (
	storeHost = regexp.MustCompile(`^store-([a-z0-9]{1,32})(-[0-9]+)?(\.[a-z0-9.-]+)?$`)
	storePath = regexp.MustCompile(`(?:^|/)stores/([a-z0-9]{1,32})(?:[/?#]|$)`)
)

// ParseStoreHash reads a store hash as people paste it: the hash itself (abc123), with its prefix (store-abc123), the address of
// the control panel or of the store (https://store-abc123.mybigcommerce.com/manage/dashboard), or an API path
// (https://api.bigcommerce.com/stores/abc123/v3/). Upper case and blanks around it are forgiven.
func ParseStoreHash(text string) (StoreHash, error) {
	cleaned := strings.ToLower(strings.TrimSpace(text))
	if hash := StoreHash(cleaned); hash.isValid() {
		return hash, nil
	}
	if found := storePath.FindStringSubmatch(cleaned); found != nil {
		return StoreHash(found[1]), nil
	}
	if found := storeHost.FindStringSubmatch(hostOf(cleaned)); found != nil {
		return StoreHash(found[1]), nil
	}
	const where = `it is what follows "store-" in the address of the control panel: abc123 in https://store-abc123.mybigcommerce.com/manage`
	if cleaned == "" {
		return "", fmt.Errorf("the store hash is blank: %s", where)
	}
	return "", fmt.Errorf("%q is not a store hash: %s", shorten(cleaned, 80), where)
}

// isValid reports whether the hash is one as BigCommerce makes them: lower-case letters and digits.
func (h StoreHash) isValid() bool {
	for _, c := range []byte(h) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return len(h) >= 1 && len(h) <= 32
}

// hostOf returns the host of an address that may lack its scheme, "" when there is none.
func hostOf(address string) string {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	parsed, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return parsed.Hostname()
}
