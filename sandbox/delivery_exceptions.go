package sandbox

import (
	"errors"
	"time"
)

// Codes of the events that tell a client of failed deliveries.
const (
	codeRetrying    = 90001
	codeDeactivated = 90002
	codeBlocked     = 90003
)

// warningsApart is how often a client is told that deliveries of one hook fail.
const warningsApart = 10 * time.Minute

// warn tells the client of a hook that a delivery failed and will be tried again.
func (s *Store) warn(h hook, why error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := h.fields.integer("id")
	h, exists := s.hooks.get(id)
	if !exists || s.clock().Sub(h.warned) < warningsApart {
		return
	}
	h.warned = s.clock()
	s.hooks.put(id, h)
	if errors.Is(why, errBlocked) {
		s.except(h, codeBlocked, "The domain of the webhook is blocked because too many deliveries to it failed.")
		return
	}
	s.except(h, codeRetrying, "A delivery of the webhook failed and will be tried again.")
}

// except emits the event of an exception to the client of the hook; failures of the hook for exceptions make none. The
// store's lock is held.
func (s *Store) except(h hook, code int64, message string) {
	if h.fields.text("scope") == exceptionScope {
		return
	}
	event := object{
		{"type", `"webhook"`},
		{"id", h.fields.raw("id")},
		{"error_code", number(code)},
		{"message", quote(message)},
	}
	s.announce(exceptionScope, event.String(), h.fields.text("client_id"))
}
