package triggers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// told is what a delivery tells, as a notice keeps it.
type told struct {
	Scope string `json:"scope"`
	// CreatedAt is when it happened, in Unix seconds; 0 when the delivery doesn't say.
	CreatedAt int64  `json:"created_at,omitempty"`
	Hash      string `json:"hash,omitempty"`
	// Data is the JSON of what it happened to, Payload that of the whole delivery, for the trigger whose record it is. As texts they pass
	// through the engine's encoder unchanged, which rewrites JSON.
	Data    string `json:"data"`
	Payload string `json:"payload,omitempty"`
}

// subject is what the data of a delivery names: a record by number, or a cart by UUID.
func (t told) subject() string {
	var named struct {
		ID json.RawMessage `json:"id"`
	}
	_ = json.Unmarshal([]byte(t.Data), &named) // without an id there is no subject
	return strings.Trim(string(named.ID), `"`)
}

// number returns the number of the record that the data names, 0 for none.
func (t told) number() int64 { return placeID(t.subject()) }

// read decodes the data; false when it doesn't fit.
func (t told) read(into any) bool { return json.Unmarshal([]byte(t.Data), into) == nil }

// time returns when it happened, false when the delivery doesn't say.
func (t told) time() (time.Time, bool) { return second(t.CreatedAt), t.CreatedAt > 0 }

// event returns the event of a record that has no date of its own. A delivery without a time is told apart by its hash, which its
// repetitions share.
func (t told) event(resource, id, kind string) registry.Event {
	if at, ok := t.time(); ok {
		return change(resource, id, kind, at)
	}
	return registry.Event{ID: fmt.Sprintf("%s:%s:%s:%s", resource, id, kind, t.Hash)}
}

// hooks is the webhook form of a trigger.
type hooks[In, Out any] struct {
	// scopes are what is subscribed to.
	scopes []string
	// scopesFor returns the scopes where they depend on the input; else nil.
	scopesFor func(In) ([]string, error)
	// concerns reports whether a delivery is of the trigger's business. Nil when all of its scopes are.
	concerns func(In, told) bool
	// keepsPayload is set when the record is the delivery itself.
	keepsPayload bool
	// fetch returns the records that deliveries tell of.
	fetch func(ctx context.Context, store *bigcommerce.Client, in In, deliveries []told) ([]registry.Occurrence[Out], error)
}

// form returns the webhook form as the registry wants it.
func (h hooks[In, Out]) form() registry.Webhook[*bigcommerce.Client, In, Out] {
	scopesFor := h.scopesFor
	if scopesFor == nil {
		scopesFor = func(In) ([]string, error) { return h.scopes, nil }
	}
	return registry.ReceiveBy(registry.Receiving[*bigcommerce.Client, In, subscription, Out]{
		Scopes: h.scopes,
		Subscribe: func(ctx context.Context, store *bigcommerce.Client, in In, destination string, previous *subscription) (subscription, []string, error) {
			scopes, err := scopesFor(in)
			if err != nil {
				return subscription{}, nil, err
			}
			return subscribe(ctx, store, scopes, destination, previous)
		},
		Unsubscribe: unsubscribe,
		Verify: func(store *bigcommerce.Client, in In, from subscription, delivery registry.Delivery) (registry.Notice, error) {
			event, err := store.VerifyDelivery(bigcommerce.Delivery{Header: delivery.Header, Body: delivery.Body}, from.secrets())
			if err != nil {
				return registry.Notice{}, err
			}
			scopes, err := scopesFor(in)
			if err != nil {
				return registry.Notice{}, err
			}
			delivered := told{Scope: event.Scope, Hash: event.Hash, Data: string(event.Data)}
			if !event.CreatedAt.IsZero() {
				delivered.CreatedAt = event.CreatedAt.Unix()
			}
			if h.keepsPayload {
				delivered.Payload = string(event.Body)
			}
			if delivered.Hash == "" {
				digest := sha256.Sum256(event.Body)
				delivered.Hash = hex.EncodeToString(digest[:20])
			}
			data, err := json.Marshal(delivered)
			return registry.Notice{
				Concerns: covers(scopes, event.Scope) && (h.concerns == nil || h.concerns(in, delivered)),
				Key:      event.Scope + " " + delivered.Hash,
				Time:     event.CreatedAt,
				Data:     data,
			}, err
		},
		Fetch: func(ctx context.Context, store *bigcommerce.Client, in In, notices []registry.Notice) ([]registry.Occurrence[Out], error) {
			deliveries := make([]told, 0, len(notices))
			for _, notice := range notices {
				var delivered told
				err := json.Unmarshal(notice.Data, &delivered)
				if err != nil || !json.Valid([]byte(delivered.Data)) || h.keepsPayload != json.Valid([]byte(delivered.Payload)) {
					return nil, registry.NewFailure(registry.InvalidInput, "notice.damaged",
						"A notice is none that this connector made, or it was changed. Give it exactly as Verify returned it.", err)
				}
				deliveries = append(deliveries, delivered)
			}
			return h.fetch(ctx, store, in, deliveries)
		},
	})
}

// covers reports whether one of the scopes is that of a delivery. An asterisk at the end of a scope stands for all that is below, one within
// it for the number of any channel. store/channel/* means the channels themselves.
func covers(scopes []string, delivered string) bool {
	given := strings.Split(delivered, "/")
	return slices.ContainsFunc(scopes, func(scope string) bool {
		wanted, given := strings.Split(scope, "/"), given
		if last := len(wanted) - 1; wanted[last] == "*" && len(given) > last && scope != "store/channel/*" {
			wanted, given = wanted[:last], given[:last]
		}
		return slices.EqualFunc(wanted, given, func(part, of string) bool { return part == of || part == "*" && of != "" })
	})
}

// ids returns the numbers of the records that deliveries name, each once, in their order.
func ids(deliveries []told) []int64 { return distinct(deliveries, told.number) }

// distinct returns the numbers that deliveries tell of, each once, in their order.
func distinct(deliveries []told, number func(told) int64) []int64 {
	var found []int64
	seen := map[int64]bool{}
	for _, delivered := range deliveries {
		if id := number(delivered); id > 0 && !seen[id] {
			seen[id] = true
			found = append(found, id)
		}
	}
	return found
}

// latest returns, for each of the records that deliveries tell of, the last delivery.
func latest(deliveries []told, number func(told) int64) map[int64]told {
	found := map[int64]told{}
	for _, delivered := range deliveries {
		id := number(delivered)
		if before, ok := found[id]; id > 0 && (!ok || delivered.CreatedAt >= before.CreatedAt) {
			found[id] = delivered
		}
	}
	return found
}

// subjectOf returns what a scope is about and what happened to it: store/order/refund/created is an order_refund that was created.
func subjectOf(scope string) (resource, kind string) {
	words := strings.Split(strings.TrimPrefix(scope, "store/"), "/")
	words = slices.DeleteFunc(words, func(word string) bool { return strings.Trim(word, "0123456789") == "" })
	if len(words) < 2 {
		return "store", strings.Join(words, "_")
	}
	return strings.Join(words[:len(words)-1], "_"), words[len(words)-1]
}

// quoted returns a text as a JSON string.
func quoted(text string) string {
	encoded, _ := json.Marshal(text) // a string always encodes
	return string(encoded)
}
