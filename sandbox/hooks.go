package sandbox

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// webhooks are the hooks of the store.
type webhooks struct {
	hooks  *table[hook]
	emails map[string]string // JSON array of those to notify, by client
	events int64             // that were emitted so far
}

// hook sends the events of a scope to a destination.
type hook struct {
	fields      object
	deactivated bool      // by deliveries that failed, other than by the client
	warned      time.Time // when the client was last told that deliveries fail
}

// firstHook is the id of the first hook.
const firstHook = 18_048_288

// openHooks makes room for hooks.
func (s *Store) openHooks() {
	s.hooks = newTable(firstHook, 0, func(int64) hook { return hook{} })
	s.emails = map[string]string{}
}

func (h hook) active() bool { return h.fields.raw("is_active") == "true" }

// status is how the overview of a client's hooks calls the hook's state.
func (h hook) status() string {
	switch {
	case h.active():
		return "active"
	case h.deactivated:
		return "deactivated"
	default:
		return "inactive"
	}
}

// clientID is the API account of a token. Each token is an account of its own.
func clientID(token string) string {
	sum := sha256.Sum256([]byte("client of " + token))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:20]))
}

// client is the API account that sent the request.
func (r *request) client() string { return clientID(r.Header.Get("X-Auth-Token")) }

// hooksOf returns the hooks of an API account in the order of their ids.
func (s *Store) hooksOf(client string) []hook {
	var own []hook
	for _, h := range s.hooks.all() {
		if h.fields.text("client_id") == client {
			own = append(own, h)
		}
	}
	return own
}

// hook returns the hook in the path. Those of other accounts don't exist for the client.
func (s *Store) hook(r *request) (hook, *refusal) {
	id := r.id("webhook_id")
	h, exists := s.hooks.get(id)
	if !exists || h.fields.text("client_id") != r.client() {
		return hook{}, refuse(http.StatusNotFound, fmt.Sprintf("Webhook with id [%d] not found", id))
	}
	return h, nil
}

var hookListing = listing{
	filters: filters{}.on("is_active", boolean, "").on("scope", text, "").on("destination", text, ""),
	extra:   []string{"page", "limit"},
}

func listHooks(s *Store, r *request) (answer, *refusal) {
	own := s.hooksOf(r.client())
	fields := make([]object, len(own))
	for i, h := range own {
		fields[i] = h.fields
	}
	return s.listObjects(hookListing, fields, r.query, asTheyAre)
}

func getHook(s *Store, r *request) (answer, *refusal) {
	h, f := s.hook(r)
	if f != nil {
		return answer{}, f
	}
	return data(http.StatusOK, h.fields.String(), object{}), nil
}

// deleteHook answers with the hook that is gone.
func deleteHook(s *Store, r *request) (answer, *refusal) {
	h, f := s.hook(r)
	if f != nil {
		return answer{}, f
	}
	s.hooks.remove(h.fields.integer("id"))
	return data(http.StatusOK, h.fields.String(), object{}), nil
}

var hookAdminListing = listing{filters: filters{}.on("is_active", boolean, "")}

// getHookAdmin answers with all hooks of the client, who is told of their failures, and which domains are blocked.
func getHookAdmin(s *Store, r *request) (answer, *refusal) {
	var all []object
	for _, h := range s.hooksOf(r.client()) {
		all = append(all, append(slices.Clip(h.fields), field{"status", quote(h.status())}))
	}
	found, f := s.findObjects(hookAdminListing, all, r.query, ordering{})
	if f != nil {
		return answer{}, f
	}
	emails := s.emails[r.client()]
	if emails == "" {
		emails = list(nil)
	}
	admin := object{{"emails", emails}, {"hooks_list", list(found)}, {"blocked_domains", list(s.blocked(r.client()))}}
	return data(http.StatusOK, admin.String(), object{}), nil
}

// updateHookAdmin replaces the addresses that are told of failures.
func updateHookAdmin(s *Store, r *request) (answer, *refusal) {
	body, f := bodyObject(r.body)
	if f != nil {
		return answer{}, f
	}
	if f := hookFaults(check([]rule{listOf("emails", aText, unbounded).must()}, body, "", false)); f != nil {
		return answer{}, f
	}
	s.emails[r.client()] = body.raw("emails")
	return noContent(), nil
}
