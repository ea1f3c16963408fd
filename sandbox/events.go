package sandbox

import (
	"crypto/sha1" //nolint:gosec // the vendor's hash has the form of a SHA-1; it protects nothing
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// emit sends an event to all active hooks whose scope covers it. The store's lock is held.
func (s *Store) emit(scope string, data object) { s.announce(scope, data.String(), "") }

// announce queues an event for the hooks that it is meant for: those of one client, or of all when it is blank. The store's
// lock is held. All hooks get the same hash; bodies name the event's own scope, also where the hook's is a wildcard.
func (s *Store) announce(scope, data, client string) {
	if len(s.hooks.ids) == 0 {
		return
	}
	s.events++
	hash := sha1.Sum(fmt.Appendf(nil, "%s %s %s %d", s.hash, scope, data, s.events)) //nolint:gosec // see the import
	body := object{
		{"scope", quote(scope)},
		{"store_id", quote(s.storeInformation.text("store_id"))},
		{"data", data},
		{"hash", quote(hex.EncodeToString(hash[:]))},
		{"created_at", number(s.now().Unix())},
		{"producer", quote("stores/" + s.hash)},
	}.appendJSON(nil)
	for _, id := range s.hooks.ids {
		h, _ := s.hooks.get(id)
		if !h.active() || !covers(h.fields.text("scope"), scope) || client != "" && h.fields.text("client_id") != client {
			continue
		}
		s.post(scope, delivery{hook: id, message: fmt.Sprintf("msg_%x_%d", hash[:12], id), body: body})
	}
}

// Emit sends an event to all active hooks whose scope covers it, as if it had happened in the store. The data is the event's
// data object. It fails when the scope is not the concrete scope of an event or the data is no JSON value.
func (s *Store) Emit(scope string, data json.RawMessage) error {
	compact, err := parseArray("[" + string(data) + "]")
	if err != nil || len(compact) != 1 {
		return fmt.Errorf("data of the event %s: not one JSON value", scope)
	}
	if !strings.HasPrefix(scope, "store/") || strings.Contains(scope, "*") {
		return fmt.Errorf("%q is not the scope of an event", scope)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.announce(scope, compact[0], "")
	return nil
}

// Hook is a webhook that [Store.PlantHook] makes.
type Hook struct {
	// Token says whose hook it is. Blank means [DefaultToken]; a text that is no token of the store makes a hook that no client
	// can see.
	Token string
	// Scope is what the hook listens to, such as "store/order/*".
	Scope string
	// Destination is the URL that is called.
	Destination string
	// Headers are sent with each delivery.
	Headers map[string]string
	// Inactive makes a hook that its client switched off.
	Inactive bool
	// Deactivated makes a hook that was switched off because its deliveries failed.
	Deactivated bool
}

// PlantHook makes a webhook past all rules, also one that the API would refuse because there is the same already, and returns
// its id.
func (s *Store) PlantHook(planted Hook) int64 {
	token := planted.Token
	if token == "" {
		token = DefaultToken
	}
	headers := "null"
	if planted.Headers != nil {
		all := object{}
		for _, name := range slices.Sorted(maps.Keys(planted.Headers)) {
			all = append(all, field{name, quote(planted.Headers[name])})
		}
		headers = all.String()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	fields := s.newHookFields(clientID(token))
	fields.set("scope", quote(planted.Scope))
	fields.set("destination", quote(planted.Destination))
	fields.set("headers", headers)
	fields.set("is_active", boolText(!planted.Inactive && !planted.Deactivated))
	id := fields.integer("id")
	s.hooks.put(id, hook{fields: fields, deactivated: planted.Deactivated})
	return id
}
