package sandbox

import (
	"crypto/subtle"
	"net/http"
	"slices"
	"strings"
)

// scopesOf returns the scopes of the token that the request carries; false when it is none of this store.
func (s *Store) scopesOf(r *request) ([]string, bool) {
	given := r.Header.Get("X-Auth-Token")
	if r.hash != s.hash || given == "" {
		return nil, false
	}
	for token, scopes := range s.tokens {
		if subtle.ConstantTimeCompare([]byte(token), []byte(given)) == 1 {
			return scopes, true
		}
	}
	return nil, false
}

// allows reports whether scopes that were granted cover one that is required, or one of several with bars between them: the
// modifying scope always does, the read-only one does for reading.
func allows(granted []string, required, method string) bool {
	reading := method == http.MethodGet || method == http.MethodHead
	return required == "" || slices.ContainsFunc(granted, func(scope string) bool {
		if reading {
			scope = modifying(scope)
		}
		return slices.Contains(strings.Split(required, "|"), scope)
	})
}
