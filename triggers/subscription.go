package triggers

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/url"
	"slices"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// shortestSecret is how long a secret that is found on a webhook must be to be taken over.
const shortestSecret = 20

// subscription is what an engine keeps of the webhooks of one trigger: one for each scope.
type subscription struct {
	Destination string       `json:"destination"`
	Hooks       []subscribed `json:"hooks"`
}

// subscribed is a webhook of a subscription.
type subscribed struct {
	Scope  string `json:"scope"`
	ID     int64  `json:"id"`
	Secret string `json:"secret"`
}

// Validate implements what [registry.ReceiveBy] asks of a subscription.
func (s subscription) Validate() error {
	if s.Destination == "" || len(s.Hooks) == 0 {
		return errors.New("no webhook")
	}
	for _, hook := range s.Hooks {
		if hook.Scope == "" || hook.ID <= 0 || hook.Secret == "" {
			return errors.New("an incomplete webhook")
		}
	}
	return nil
}

// find returns the webhook for a scope.
func (s *subscription) find(scope string) (subscribed, bool) {
	if s == nil {
		return subscribed{}, false
	}
	i := slices.IndexFunc(s.Hooks, func(hook subscribed) bool { return hook.Scope == scope })
	if i < 0 {
		return subscribed{}, false
	}
	return s.Hooks[i], true
}

// secrets are those that a delivery may carry.
func (s subscription) secrets() []string {
	secrets := make([]string, 0, len(s.Hooks))
	for _, hook := range s.Hooks {
		secrets = append(secrets, hook.Secret)
	}
	return secrets
}

// subscribing makes exactly one active webhook with a known secret for each scope.
type subscribing struct {
	store       *bigcommerce.Client
	destination string
	previous    *subscription
	// existing are all webhooks of the API account.
	existing []bigcommerce.Webhook
	repaired []string
}

// subscribe returns the subscription to the scopes, and what had to be repaired of the one before. One that runs beside it, in this
// process or another, comes to the same webhooks: a webhook that is there already is taken over with its secret.
func subscribe(ctx context.Context, store *bigcommerce.Client, scopes []string, destination string, previous *subscription) (made subscription, repaired []string, err error) {
	if err := checkDestination(destination); err != nil {
		return subscription{}, nil, err
	}
	err = store.Hooks.Exclusively(ctx, func() error {
		s := &subscribing{store: store, destination: destination, previous: previous}
		if err := s.list(ctx); err != nil {
			return err
		}
		made = subscription{Destination: destination}
		for _, scope := range scopes {
			hook, err := s.ensure(ctx, scope)
			if err != nil {
				return err
			}
			made.Hooks = append(made.Hooks, hook)
		}
		err := s.leave(ctx, scopes)
		repaired = s.repaired
		return err
	})
	return made, repaired, err
}

// list reads the webhooks of the API account.
func (s *subscribing) list(ctx context.Context) error {
	s.existing = nil
	for record, err := range s.store.Hooks.All(ctx, bigcommerce.HookQuery{}, bigcommerce.ListOptions{}) {
		if err != nil {
			return err
		}
		hook, err := record.Decode()
		if err != nil {
			return err
		}
		s.existing = append(s.existing, hook)
	}
	return nil
}

// ensure makes sure that there is one active webhook for the scope.
func (s *subscribing) ensure(ctx context.Context, scope string) (subscribed, error) {
	before, known := s.previous.find(scope)
	known = known && s.previous.Destination == s.destination
	matching := s.matching(scope, before.ID)
	if len(matching) == 0 {
		made, err := s.create(ctx, scope, before.Secret)
		if err == nil {
			if known {
				s.repair("The webhook for %s was gone. It was made again.", scope)
			}
			return made, nil
		}
		// It may have been made after all, or by somebody else at the same moment.
		if !errors.Is(err, bigcommerce.ErrConflict) && !errors.Is(err, bigcommerce.ErrInvalid) && !errors.Is(err, bigcommerce.ErrOutcomeUnknown) {
			return subscribed{}, err
		}
		if again := s.list(ctx); again != nil {
			if errors.Is(err, bigcommerce.ErrOutcomeUnknown) {
				return subscribed{}, err // that it may have been made matters more than why that can't be looked up
			}
			return subscribed{}, again
		}
		if matching = s.matching(scope, before.ID); len(matching) == 0 {
			return subscribed{}, err
		}
	}
	for _, duplicate := range matching[1:] {
		if err := s.delete(ctx, duplicate.ID); err != nil {
			return subscribed{}, err
		}
		s.repair("There was a second webhook for %s (%d). It was removed.", scope, duplicate.ID)
	}
	return s.mend(ctx, matching[0], before.Secret)
}

// matching returns the webhooks for the scope: the one that was used before comes first, then active and older ones.
func (s *subscribing) matching(scope string, before int64) []bigcommerce.Webhook {
	var matching []bigcommerce.Webhook
	for _, hook := range s.existing {
		if hook.Scope == scope && hook.Destination == s.destination {
			matching = append(matching, hook)
		}
	}
	rank := func(hook bigcommerce.Webhook) int {
		switch {
		case hook.ID == before:
			return 0
		case hook.IsActive:
			return 1
		default:
			return 2
		}
	}
	slices.SortFunc(matching, func(a, b bigcommerce.Webhook) int {
		if difference := rank(a) - rank(b); difference != 0 {
			return difference
		}
		return int(min(max(a.ID-b.ID, -1), 1))
	})
	return matching
}

// create makes a webhook.
func (s *subscribing) create(ctx context.Context, scope, secret string) (subscribed, error) {
	if secret == "" {
		secret = rand.Text()
	}
	made, err := s.store.Hooks.Create(ctx, bigcommerce.HookCreate{HookFields: bigcommerce.HookFields{
		Scope: value.Of(scope), Destination: value.Of(s.destination), IsActive: value.Of(true),
		Headers: map[string]string{bigcommerce.SecretHeader: secret},
	}})
	if err != nil {
		return subscribed{}, err
	}
	id, err := idOf(made)
	return subscribed{scope, id, secret}, err
}

// mend sets right what is wrong with a webhook. Its other headers stay.
func (s *subscribing) mend(ctx context.Context, hook bigcommerce.Webhook, secret string) (subscribed, error) {
	var change bigcommerce.HookUpdate
	carried := secretOf(hook)
	if secret == "" && len(carried) >= shortestSecret {
		secret = carried
	}
	if secret == "" {
		secret = rand.Text()
	}
	if carried != secret {
		change.Headers = maps.Clone(hook.Headers)
		maps.DeleteFunc(change.Headers, func(name, _ string) bool { return strings.EqualFold(name, bigcommerce.SecretHeader) })
		if change.Headers == nil {
			change.Headers = map[string]string{}
		}
		change.Headers[bigcommerce.SecretHeader] = secret
		s.repair("The webhook for %s (%d) did not carry the secret. It was set.", hook.Scope, hook.ID)
	}
	if !hook.IsActive {
		change.IsActive = value.Of(true)
		s.repair("BigCommerce had turned the webhook for %s (%d) off. It was turned on again: see that the destination answers every delivery at once with a status of 200.", hook.Scope, hook.ID)
	}
	kept := subscribed{hook.Scope, hook.ID, secret}
	if change.Headers == nil && !change.IsActive.IsSet() {
		return kept, nil
	}
	_, err := s.store.Hooks.Update(ctx, hook.ID, change)
	return kept, err
}

// secretOf returns the secret that a webhook sends along, "" when it has none.
func secretOf(hook bigcommerce.Webhook) string {
	for name, header := range hook.Headers {
		if strings.EqualFold(name, bigcommerce.SecretHeader) {
			return header
		}
	}
	return ""
}

// leave removes the webhooks of the subscription before that are not of this one.
func (s *subscribing) leave(ctx context.Context, scopes []string) error {
	if s.previous == nil {
		return nil
	}
	for _, hook := range s.previous.Hooks {
		if s.previous.Destination == s.destination && slices.Contains(scopes, hook.Scope) {
			continue
		}
		left := slices.ContainsFunc(s.existing, func(existing bigcommerce.Webhook) bool {
			return existing.ID == hook.ID && existing.Destination == s.previous.Destination
		})
		if !left {
			continue
		}
		if err := s.delete(ctx, hook.ID); err != nil {
			return err
		}
		if s.previous.Destination == s.destination {
			s.repair("The webhook for %s (%d) is not needed any more. It was removed.", hook.Scope, hook.ID)
		} else {
			s.repair("The webhook for %s (%d) at the former destination was removed.", hook.Scope, hook.ID)
		}
	}
	return nil
}

// delete removes a webhook. One that is gone already is none to remove.
func (s *subscribing) delete(ctx context.Context, id int64) error {
	if err := s.store.Hooks.Delete(ctx, id); !errors.Is(err, bigcommerce.ErrNotFound) {
		return err
	}
	return nil
}

func (s *subscribing) repair(format string, values ...any) {
	s.repaired = append(s.repaired, fmt.Sprintf(format, values...))
}

// unsubscribe removes the webhooks of the subscription that are still those it made.
func unsubscribe(ctx context.Context, store *bigcommerce.Client, from subscription) error {
	return store.Hooks.Exclusively(ctx, func() error {
		s := &subscribing{store: store}
		if err := s.list(ctx); err != nil {
			return err
		}
		for _, hook := range s.existing {
			ours, ok := from.find(hook.Scope)
			if !ok || hook.Destination != from.Destination || ours.ID != hook.ID && secretOf(hook) != ours.Secret {
				continue
			}
			if err := s.delete(ctx, hook.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// checkDestination refuses addresses that BigCommerce doesn't deliver to. This machine is for the sandbox store.
func checkDestination(destination string) error {
	address, err := url.Parse(destination)
	var message string
	switch {
	case err != nil || address.Hostname() == "" || address.User != nil || address.Fragment != "":
		message = "The destination must be a whole web address such as https://example.com/webhooks/orders."
	case isLoopback(address.Hostname()) && (address.Scheme == "http" || address.Scheme == "https"):
	case address.Scheme != "https":
		message = "The destination must begin with https://: BigCommerce delivers to no other address."
	case address.Port() != "" && address.Port() != "443":
		message = "The destination must be on port 443, the one of https: BigCommerce delivers to no other port."
	}
	if message == "" {
		return nil
	}
	return registry.NewFailure(registry.InvalidInput, "destination.invalid", message, nil)
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
