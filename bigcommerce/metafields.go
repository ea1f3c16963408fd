package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// List reads one page of the metafields of a record. A number that no such record has is a [KindNotFound].
//
// API: GET /v3/customers/{customer_id}/metafields, GET /v3/catalog/products/{product_id}/metafields, GET /v3/orders/{order_id}/metafields
func (s *MetafieldsService) List(ctx context.Context, of MetafieldOwner, id int64, filters MetafieldQuery, at PageOptions) (Page[Metafield], error) {
	list := metafieldList(of, id, filters)
	list.strategy = cursorV3{}
	found, err := page[Metafield](ctx, s.client, list, at)
	return found, absent(err, noOwner(of, id))
}

// All reads all metafields of a record that match, page by page, up to the limit: by cursor where BigCommerce offers one, so that a metafield that is made or
// changed meanwhile is neither missed nor repeated, else by number. A number that no such record has is a [KindNotFound].
//
// API: GET /v3/customers/{customer_id}/metafields, GET /v3/catalog/products/{product_id}/metafields, GET /v3/orders/{order_id}/metafields
func (s *MetafieldsService) All(ctx context.Context, of MetafieldOwner, id int64, filters MetafieldQuery, opts ListOptions) iter.Seq2[Record[Metafield], error] {
	return func(yield func(Record[Metafield], error) bool) {
		for record, err := range all[Metafield](ctx, s.client, metafieldList(of, id, filters), opts) {
			if !yield(record, absent(err, noOwner(of, id))) {
				return
			}
		}
	}
}

func metafieldList(of MetafieldOwner, id int64, filters MetafieldQuery) filtered {
	get := of.of(http.MethodGet, id)
	get.class = safe
	return filtered{
		listing:    listing{call: get, strategy: anyPaging{}},
		filters:    filters,
		splittable: []string{"key:in", "namespace:in"},
		key:        "id",
		sorted:     filters.Direction.IsSet(),
	}
}

// Set makes a metafield, or changes the one with the same namespace and key, unless it is as it should be: then nothing is written. The record says
// which. It takes one request to look, and one to write. A number that no such record has is a [KindNotFound]. When several API accounts
// have such a metafield, and none is this one's own for certain, it is a [KindConflict] with their numbers. When it stays open whether
// one was made, it is looked for, and sent again if it is not there.
//
// API: POST and PUT of /v3/customers/{customer_id}/metafields, /v3/catalog/products/{product_id}/metafields, /v3/orders/{order_id}/metafields
func (s *MetafieldsService) Set(ctx context.Context, of MetafieldOwner, set MetafieldSet) (Record[SetMetafield], error) {
	if err := checkMetafield(of, set); err != nil {
		return Record[SetMetafield]{}, err
	}
	stored, err := s.stored(ctx, of, set)
	if err != nil {
		return Record[SetMetafield]{}, beforeTheChange(err)
	}
	if stored.JSON() != nil {
		return s.change(ctx, of, set, stored)
	}
	created, err := s.create(ctx, of, set)
	if errors.Is(err, ErrConflict) { // somebody was faster
		if stored, lookup := s.stored(ctx, of, set); lookup == nil && stored.JSON() != nil {
			return s.change(ctx, of, set, stored)
		}
	}
	if err != nil {
		return Record[SetMetafield]{}, err
	}
	return withChange[SetMetafield](created, Created), nil
}

// checkMetafield refuses a metafield that lacks what tells it from others, or its value.
func checkMetafield(of MetafieldOwner, set MetafieldSet) error {
	var faults []FieldError
	for _, field := range []struct{ name, text string }{{"namespace", set.Namespace.Or("")}, {"key", set.Key.Or("")}, {"value", set.Value.Or("")}} {
		if strings.TrimSpace(field.text) == "" {
			faults = append(faults, FieldError{Path: "/" + field.name, Message: "A metafield needs a " + field.name + "."})
		}
	}
	return invalidFields(of.of(http.MethodPost, set.ResourceID).api, faults)
}

// stored returns the metafield with the namespace and key that is to be written, the zero record when there is none.
func (s *MetafieldsService) stored(ctx context.Context, of MetafieldOwner, set MetafieldSet) (Record[Metafield], error) {
	var found []Record[Metafield]
	for record, err := range s.All(ctx, of, set.ResourceID, MetafieldQuery{Namespace: set.Namespace, Key: set.Key}, ListOptions{}) {
		if err != nil {
			return Record[Metafield]{}, err
		}
		found = append(found, record)
	}
	return set.among(of, found)
}

// among returns the metafield with the namespace and key among those of the same record. Several API accounts may have one: then it is the one that
// nobody else could see.
func (set MetafieldSet) among(of MetafieldOwner, found []Record[Metafield]) (Record[Metafield], error) {
	var same []Record[Metafield]
	for _, record := range found {
		if set.isOf(record.JSON()) {
			same = append(same, record)
		}
	}
	if len(same) <= 1 {
		return first(same), nil
	}
	for _, record := range same {
		if text(member(record.JSON(), "permission_set")) == string(OwnMetafield) {
			return record, nil
		}
	}
	ids := make([]int64, len(same))
	for i, record := range same {
		ids[i] = idOf(record.JSON(), "id")
	}
	message := fmt.Sprintf("%d API accounts have a metafield with this namespace and key (metafield_id %s), and nothing tells which one is meant. Choose another namespace.",
		len(same), strings.Trim(fmt.Sprint(ids), "[]"))
	return Record[Metafield]{}, conflict(&Error{Code: "bigcommerce.several", API: of.of(http.MethodGet, set.ResourceID).api}, message, "/namespace", map[string]any{"metafield_ids": ids})
}

// isOf reports whether a stored metafield of the same record has the namespace and key.
func (set MetafieldSet) isOf(stored []byte) bool {
	return text(member(stored, "namespace")) == set.Namespace.Or("") && text(member(stored, "key")) == set.Key.Or("")
}

// first returns the first record, the zero record when there is none.
func first[T any](records []Record[T]) Record[T] {
	if len(records) == 0 {
		return Record[T]{}
	}
	return records[0]
}

// create makes the metafield.
func (s *MetafieldsService) create(ctx context.Context, of MetafieldOwner, set MetafieldSet) (Record[Metafield], error) {
	post := of.of(http.MethodPost, set.ResourceID)
	post.class = settle
	sent, err := encodeBody(set.new())
	if err != nil {
		return Record[Metafield]{}, requestError(post.api, err)
	}
	post.body = encodedBody(sent)
	created, err := s.creation(of, post, []MetafieldSet{set}, [][]byte{sent}, func(ctx context.Context, _ []int) ([]Each[Metafield], error) {
		return alone(one[Metafield](ctx, s.client, post))
	}).single(ctx)
	return created, absent(err, noOwner(of, set.ResourceID))
}

// creation makes metafields in such a way that it can be told afterwards whether they were made.
func (s *MetafieldsService) creation(
	of MetafieldOwner, post call, sets []MetafieldSet, sent [][]byte, send func(context.Context, []int) ([]Each[Metafield], error),
) creation[Metafield] {
	keys := make([]string, len(sets))
	for i, set := range sets {
		keys[i] = fmt.Sprintf("%s %d %q %q", of, set.ResourceID, set.Namespace.Or(""), set.Key.Or(""))
	}
	return creation[Metafield]{
		client: s.client, call: post, kind: "metafield", sent: sent, keys: keys, unique: true, made: "date_created", send: send,
		find: func(ctx context.Context, places []int) (map[int][]Record[Metafield], error) {
			found := map[int][]Record[Metafield]{}
			for _, place := range places {
				stored, err := s.stored(ctx, of, sets[place])
				if err != nil {
					return nil, err
				}
				if stored.JSON() != nil {
					found[place] = []Record[Metafield]{stored}
				}
			}
			return found, nil
		},
		taken: func(_ int, refusal *Error, existing int64) *Error {
			message := fmt.Sprintf("A metafield with this namespace and key already exists (metafield_id %d).", existing)
			return conflict(refusal, message, "/key", map[string]any{"metafield_id": existing})
		},
	}
}

// new returns the fields of a metafield that is made.
func (set MetafieldSet) new() MetafieldFields {
	fields := set.MetafieldFields
	if !fields.PermissionSet.IsSet() {
		fields.PermissionSet = value.Of(OwnMetafield)
	}
	return fields
}

// change writes the stored metafield unless it is as it should be.
func (s *MetafieldsService) change(ctx context.Context, of MetafieldOwner, set MetafieldSet, stored Record[Metafield]) (Record[SetMetafield], error) {
	id := idOf(stored.JSON(), "id")
	put := of.of(http.MethodPut, set.ResourceID, id)
	put.class = idempotent
	wanted, err := encodeBody(set.MetafieldFields)
	if err != nil {
		return Record[SetMetafield]{}, requestError(put.api, err)
	}
	if holds(stored.JSON(), wanted) {
		return withChange[SetMetafield](stored, Unchanged), nil
	}
	if put.body = set.whole(stored); of == CustomerMetafields { // which wants the number in the body as well
		put.body = set.update(id, stored)
	}
	changed, err := one[Metafield](ctx, s.client, put)
	if err != nil {
		return Record[SetMetafield]{}, notYours(err, stored)
	}
	return withChange[SetMetafield](changed, Updated), nil
}

// whole returns all fields of a metafield that is changed: BigCommerce wants those that stay as well.
func (set MetafieldSet) whole(stored Record[Metafield]) MetafieldFields {
	fields := set.MetafieldFields
	if permission := text(member(stored.JSON(), "permission_set")); !fields.PermissionSet.IsSet() && permission != "" {
		fields.PermissionSet = value.Of(MetafieldPermission(permission))
	}
	return fields
}

// metafieldUpdate is a metafield that is changed, with its number beside its fields.
type metafieldUpdate struct {
	ID int64 `json:"id"`
	MetafieldFields
}

func (set MetafieldSet) update(id int64, stored Record[Metafield]) metafieldUpdate {
	return metafieldUpdate{ID: id, MetafieldFields: set.whole(stored)}
}

// notYours says of a metafield that may not be written that it is another API account's, which is the reason unless the scope is missing.
func notYours(err error, stored Record[Metafield]) error {
	var failure *Error
	if !errors.As(err, &failure) || failure.Kind != KindForbidden {
		return err
	}
	refused := *failure
	refused.Message += fmt.Sprintf(" If it has the scope: the metafield is that of another API account (client ID %s), which doesn't let others write it. Choose another namespace.",
		shorten(text(member(stored.JSON(), "owner_client_id")), 100))
	return &refused
}

// beforeTheChange says of a change that was canceled while it only read that it changed nothing.
func beforeTheChange(err error) error {
	var failure *Error
	if !errors.As(err, &failure) || failure.Kind != KindCanceled {
		return err
	}
	canceled := *failure
	canceled.Message += " The request changed nothing."
	return &canceled
}

func noOwner(of MetafieldOwner, id int64) string {
	return fmt.Sprintf("There is no %s with %s_id %d.", of, of, id)
}
