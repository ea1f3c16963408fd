package bigcommerce

import (
	"context"
	"errors"
	"net/http"
	"strings"
)

const (
	// maxMetafields is how many metafields one request sets. BigCommerce documents no bound; a request must stay within its time.
	maxMetafields = 50
	// metafieldLookups is how many records' metafields are looked up at once.
	metafieldLookups = 5
)

// SetEach is [MetafieldsService.Set] for up to 50 metafields of records of one kind, and tells of each what became of it, in the order given. It takes one request
// for each record to look, one for all that are made, and one for all that are changed. What is refused then is set by itself, so that it
// fails alone and for its own reason. No two may be the same metafield.
//
// API: POST and PUT of /v3/customers/metafields, /v3/catalog/products/metafields, /v3/orders/metafields
func (s *MetafieldsService) SetEach(ctx context.Context, of MetafieldOwner, sets []MetafieldSet) ([]Each[SetMetafield], error) {
	if err := checkBatch(of.all(http.MethodPost).api, "metafields", len(sets), maxMetafields); err != nil {
		return nil, err
	}
	batch := &metafieldBatch{service: s, of: of, sets: sets, outcomes: make([]Each[SetMetafield], len(sets)), stored: make([]Record[Metafield], len(sets))}
	batch.look(ctx)
	var made, changed []int
	for place, set := range sets {
		switch stored := batch.stored[place]; {
		case batch.outcomes[place].Err != nil:
		case stored.JSON() == nil:
			made = append(made, place)
		default:
			wanted, err := encodeBody(set.MetafieldFields)
			if err == nil && holds(stored.JSON(), wanted) {
				batch.outcomes[place].Record = withChange[SetMetafield](stored, Unchanged)
				continue
			}
			changed = append(changed, place)
		}
	}
	batch.write(ctx, made, batch.create)
	batch.write(ctx, changed, batch.change)
	return batch.outcomes, nil
}

// metafieldBatch is the setting of many metafields.
type metafieldBatch struct {
	service  *MetafieldsService
	of       MetafieldOwner
	sets     []MetafieldSet
	stored   []Record[Metafield]
	outcomes []Each[SetMetafield]
}

// look finds the stored metafields, record by record.
func (b *metafieldBatch) look(ctx context.Context) {
	byRecord := map[int64][]int{}
	var ids []int64
	for place, set := range b.sets {
		if b.outcomes[place].Err = checkMetafield(b.of, set); b.outcomes[place].Err != nil {
			continue
		}
		if byRecord[set.ResourceID] == nil {
			ids = append(ids, set.ResourceID)
		}
		byRecord[set.ResourceID] = append(byRecord[set.ResourceID], place)
	}
	_ = Concurrently(ctx, len(ids), metafieldLookups, func(ctx context.Context, i int) error {
		b.lookAt(ctx, ids[i], byRecord[ids[i]])
		return nil // one record's failure is no other's
	})
}

// lookAt finds the stored metafields of one record.
func (b *metafieldBatch) lookAt(ctx context.Context, id int64, places []int) {
	var found []Record[Metafield]
	for record, err := range b.service.All(ctx, b.of, id, b.query(places), ListOptions{}) {
		if err != nil {
			for _, place := range places {
				b.outcomes[place].Err = beforeTheChange(err)
			}
			return
		}
		found = append(found, record)
	}
	for _, place := range places {
		b.stored[place], b.outcomes[place].Err = b.sets[place].among(b.of, found)
	}
}

// query asks for the metafields of the places, which are those of one record.
func (b *metafieldBatch) query(places []int) MetafieldQuery {
	if first := b.sets[places[0]]; len(places) == 1 {
		return MetafieldQuery{Namespace: first.Namespace, Key: first.Key}
	}
	var query MetafieldQuery
	for _, place := range places {
		namespace, key := b.sets[place].Namespace.Or(""), b.sets[place].Key.Or("")
		if strings.Contains(namespace+key, ",") { // which lists of values can't have
			return MetafieldQuery{}
		}
		query.NamespaceIn, query.KeyIn = append(query.NamespaceIn, namespace), append(query.KeyIn, key)
	}
	return query
}

// write writes the places with one request, and by themselves what that did not save.
func (b *metafieldBatch) write(ctx context.Context, places []int, together func(context.Context, []int) ([]Each[SetMetafield], error)) {
	if len(places) == 0 {
		return
	}
	outcomes := make([]Each[SetMetafield], len(places))
	var err error
	if len(places) > 1 {
		outcomes, err = together(ctx, places)
	}
	for i, place := range places {
		var outcome Each[SetMetafield]
		if outcome.Err = err; err == nil {
			outcome = outcomes[i]
		}
		if outcome.Record.JSON() == nil && (outcome.Err == nil || IsRefusal(outcome.Err) || errors.Is(outcome.Err, ErrPartial)) {
			outcome.Record, outcome.Err = b.service.Set(ctx, b.of, b.sets[place])
		}
		b.outcomes[place] = outcome
	}
}

// newMetafield is a metafield that is made among those of several records.
type newMetafield struct {
	ResourceID int64 `json:"resource_id"`
	MetafieldFields
}

// create makes metafields that were not there.
func (b *metafieldBatch) create(ctx context.Context, places []int) ([]Each[SetMetafield], error) {
	post := b.of.all(http.MethodPost)
	post.class = settle
	sets := chosen(b.sets, places)
	made := make([]newMetafield, len(sets))
	for i, set := range sets {
		made[i] = newMetafield{ResourceID: set.ResourceID, MetafieldFields: set.new()}
	}
	sent, err := encodeEach(post.api, made)
	if err != nil {
		return nil, err
	}
	each, err := b.service.creation(b.of, post, sets, sent, func(ctx context.Context, places []int) ([]Each[Metafield], error) {
		post.body = arrayOf(chosen(sent, places))
		saved, err := many[Metafield](ctx, b.service.client, post)
		if err != nil && !isPartial(err) {
			return nil, err
		}
		outcomes := make([]Each[Metafield], len(places))
		for i, place := range places {
			outcomes[i].Err = err
			for _, record := range saved {
				if idOf(record.JSON(), "resource_id") == sets[place].ResourceID && sets[place].isOf(record.JSON()) {
					outcomes[i] = Each[Metafield]{Record: record}
				}
			}
			if outcomes[i].Record.JSON() == nil && err == nil {
				outcomes[i].Err = missingSuccess(post, http.StatusOK, "it lacks the metafield")
			}
		}
		return outcomes, nil
	}).run(ctx)
	return changedEach(each, Created), err
}

// change writes metafields that differ.
func (b *metafieldBatch) change(ctx context.Context, places []int) ([]Each[SetMetafield], error) {
	put := b.of.all(http.MethodPut)
	put.class = idempotent
	updates := make([]metafieldUpdate, len(places))
	for i, place := range places {
		updates[i] = b.sets[place].update(idOf(b.stored[place].JSON(), "id"), b.stored[place])
	}
	sent, err := encodeEach(put.api, updates)
	if err != nil {
		return nil, err
	}
	put.body = arrayOf(sent)
	saved, err := many[Metafield](ctx, b.service.client, put)
	if err != nil && !isPartial(err) {
		return nil, err
	}
	byID := recordsByID(saved, "id")
	each := make([]Each[Metafield], len(places))
	for i, update := range updates {
		each[i].Record = byID[update.ID]
	}
	return changedEach(each, Updated), nil
}

// changedEach adds to the records that were saved what was done for them.
func changedEach(each []Each[Metafield], change Change) []Each[SetMetafield] {
	changed := make([]Each[SetMetafield], len(each))
	for i, one := range each {
		if changed[i].Err = one.Err; one.Record.JSON() != nil {
			changed[i].Record = withChange[SetMetafield](one.Record, change)
		}
	}
	return changed
}
