package sandbox

import (
	"net"
	"net/http"
	"net/url"
	"strings"
)

const (
	hooksPerScope  = 10 // of one client
	exceptionScope = "store/hook/deliveryException"
)

var hookRules = []rule{
	textOf("scope", 1, unbounded).must(),
	textOf("destination", 1, unbounded).must(),
	flag("is_active"),
	objectOf("headers").orNull(),
}

// hookFields are those of a hook that a client can write.
var hookFields = []string{"scope", "destination", "is_active", "headers"}

func createHook(s *Store, r *request) (answer, *refusal) {
	body, f := hookBody(r, false)
	if f != nil {
		return answer{}, f
	}
	if f := s.hookConflict(body, r.client(), 0); f != nil {
		return answer{}, f
	}
	h := hook{fields: s.newHookFields(r.client()).merged(body)}
	s.hooks.put(h.fields.integer("id"), h)
	return data(http.StatusOK, h.fields.String(), object{}), nil
}

// newHookFields are the fields of a hook without scope and destination, in the vendor's order.
func (s *Store) newHookFields(client string) object {
	now := number(s.now().Unix())
	return object{
		{"id", number(s.hooks.takeID())},
		{"client_id", quote(client)},
		{"store_hash", quote(s.hash)},
		{"scope", `""`},
		{"destination", `""`},
		{"headers", "null"},
		{"is_active", "true"},
		{"created_at", now},
		{"updated_at", now},
	}
}

// updateHook changes a hook; one that was deactivated can be activated again.
func updateHook(s *Store, r *request) (answer, *refusal) {
	h, f := s.hook(r)
	if f != nil {
		return answer{}, f
	}
	body, f := hookBody(r, true)
	if f != nil {
		return answer{}, f
	}
	id, old := h.fields.integer("id"), h.fields
	h.fields = h.fields.merged(body).with("updated_at", number(s.now().Unix()))
	moved := h.fields.raw("scope") != old.raw("scope") || h.fields.raw("destination") != old.raw("destination")
	if f := s.hookConflict(h.fields, r.client(), id); moved && f != nil {
		return answer{}, f
	}
	if _, given := body.get("is_active"); given {
		h.deactivated = false
	}
	s.hooks.put(id, h)
	return data(http.StatusOK, h.fields.String(), object{}), nil
}

// hookBody reads what a client wants a hook to be. A partial body changes a hook and needs one field at least.
func hookBody(r *request, partial bool) (object, *refusal) {
	body, f := bodyObject(r.body)
	if f != nil {
		return nil, f
	}
	wanted := object{}
	for _, name := range hookFields {
		if value, given := body.get(name); given {
			wanted = append(wanted, field{name, value})
		}
	}
	if partial && len(wanted) == 0 {
		return nil, refuse(http.StatusUnprocessableEntity, "At least one field is required to update a webhook.")
	}
	errors := check(hookRules, wanted, "", partial)
	if len(errors) == 0 {
		errors = append(destinationFaults(wanted), headerFaults(wanted)...)
	}
	if f := hookFaults(errors); f != nil {
		return nil, f
	}
	if scope, given := wanted.get("scope"); given && !knownScope(unquote(scope)) {
		return nil, refuse(http.StatusBadRequest, "Input is invalid.").because("scope", "no such scope: "+unquote(scope))
	}
	return wanted, nil
}

// hookFaults refuses fields as the hooks do: under one title, and with a full stop behind the code of an absent field.
func hookFaults(errors object) *refusal {
	f := invalid(errors)
	if f == nil {
		return nil
	}
	f.title = titleInvalid
	for i := range f.errors {
		if f.errors[i].value == quote(pathMissing) {
			f.errors[i].value = quote(pathMissing + ".")
		}
	}
	return f
}

// destinationFaults demands HTTPS on its usual port. A server on this machine may be reached in any way.
func destinationFaults(body object) object {
	text, given := body.get("destination")
	if !given {
		return nil
	}
	refused := func(why string) object { return object{{"destination", quote(why)}} }
	destination, err := url.Parse(unquote(text))
	switch {
	case err != nil || destination.Hostname() == "":
		return refused("must be a URL with a host")
	case isLoopback(destination.Hostname()) && (destination.Scheme == "http" || destination.Scheme == "https"):
		return nil
	case destination.Scheme != "https":
		return refused("must be an https URL")
	case destination.Port() != "" && destination.Port() != "443":
		return refused("must be served on port 443")
	}
	return nil
}

// isLoopback reports whether a host is this machine.
func isLoopback(host string) bool {
	address := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || address != nil && address.IsLoopback()
}

// headerFaults demands headers that can be sent.
func headerFaults(body object) object {
	headers, _ := parseObject([]byte(body.raw("headers")))
	var errors object
	for _, header := range headers {
		path := "headers." + header.name
		switch {
		case !aText.fits(header.value):
			errors = append(errors, field{path, quote(expected[aText])})
		case !isHeaderName(header.name) || strings.ContainsFunc(unquote(header.value), isControl):
			errors = append(errors, field{path, quote("can't be sent as a header")})
		}
	}
	return errors
}

func isHeaderName(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("!#$%&'*+-.^_`|~", r)
	})
}

func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

// hookConflict checks a hook against the others of its client. The id is the hook's own, 0 for a new one.
func (s *Store) hookConflict(body object, client string, id int64) *refusal {
	scope, sameScope := body.text("scope"), 0
	for _, other := range s.hooksOf(client) {
		if other.fields.integer("id") == id {
			continue
		}
		sameDestination := other.fields.text("destination") == body.text("destination")
		if other.fields.text("scope") == scope {
			sameScope++
			if sameDestination || scope == exceptionScope {
				title := "Webhook with id [" + other.fields.raw("id") + "] has the same scope and destination"
				if scope == exceptionScope {
					title = "Webhook with id [" + other.fields.raw("id") + "] has the scope " + scope + ", of which there can be one"
				}
				return refuse(http.StatusConflict, title).because("destination", title)
			}
		}
		if sameDestination && (scope == exceptionScope || other.fields.text("scope") == exceptionScope) {
			return refuse(http.StatusUnprocessableEntity, titleInvalid).
				because("destination", exceptionScope+" needs a destination of its own")
		}
	}
	if sameScope >= hooksPerScope {
		return refuse(http.StatusUnprocessableEntity, titleInvalid).because("scope", "there are 10 webhooks of the scope "+scope+" already")
	}
	return nil
}
