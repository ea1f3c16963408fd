package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// Update changes a category and returns it as it is then, which takes a second request: BigCommerce answers the change with no record. A number that no category has
// is a [KindNotFound]; a name that a category beside it has is a [KindConflict] with that one's number as category_id in its details.
//
// API: PUT /v3/catalog/trees/categories, GET /v3/catalog/trees/categories
func (s *CategoriesService) Update(ctx context.Context, id int64, category CategoryUpdate) (Record[Category], error) {
	changes := []CategoryChange{{CategoryID: id, CategoryUpdate: category}}
	changed, err := s.UpdateEach(ctx, changes)
	if err != nil {
		if clash, ok := s.UpdateClashes(ctx, err, changes)[0]; ok {
			return Record[Category]{}, clash
		}
		return Record[Category]{}, err
	}
	return changed[0].Record, changed[0].Err
}

// UpdateEach changes up to fifty categories and tells of each what became of it, in the order given: BigCommerce changes those that are in order, whatever the
// others. A number that no category has is a [KindNotFound]. The error is that of the whole request; when it [IsRefusal], [Blamed] and
// [CategoriesService.UpdateClashes] tell whose fault it is.
//
// API: PUT /v3/catalog/trees/categories, GET /v3/catalog/trees/categories
func (s *CategoriesService) UpdateEach(ctx context.Context, changes []CategoryChange) ([]Each[Category], error) {
	const api = "PUT /v3/catalog/trees/categories"
	if err := checkEach(api, "categories", changes, maxCategories, checkCategoryChange); err != nil {
		return nil, err
	}
	sent, err := encodeEach(api, changes)
	if err != nil {
		return nil, err
	}
	put := call{
		method: http.MethodPut, path: "/v3/catalog/trees/categories", body: arrayOf(sent), class: idempotent, api: api, scope: productsScope,
	}
	answer, err := s.client.do(ctx, put)
	if err == nil && len(answer.body) == 0 {
		err = missingSuccess(put, answer.status, "it is empty")
	}
	if err != nil && !isPartial(err) && !blamesAll(err, len(changes)) {
		return nil, err
	}
	stored, lookupErr := s.numbered(ctx, changes)
	switch {
	case lookupErr != nil && IsRefusal(err):
		return nil, err
	case lookupErr != nil:
		return nil, changedUnread(put, lookupErr)
	}
	var refusal *Error
	errors.As(err, &refusal)
	outcomes := make([]Each[Category], len(changes))
	blamed := Blamed(err)
	refused := map[int]error{}
	keys := make([]categoryKey, len(changes))
	for i, change := range changes {
		record, exists := stored[change.CategoryID]
		keys[i] = keyOfChange(change, record)
		_, named := blamed[i]
		switch {
		case !exists && IsRefusal(err):
			outcomes[i].Err = notFound(refusal.bare(), noCategory(change.CategoryID))
		case !exists:
			outcomes[i].Err = notThere(api, "category", change.CategoryID)
		case named, err != nil && len(blamed) == 0 && !holds(record.JSON(), sent[i]):
			refused[i] = refusalIn(err, i)
		default:
			outcomes[i].Record = record
		}
	}
	maps.Copy(refused, s.clashes(ctx, refused, keys))
	for i, why := range refused {
		outcomes[i].Err = why
	}
	return outcomes, nil
}

// UpdateClashes asks which categories of a refused [CategoriesService.UpdateEach] have a number that none has, a [KindNotFound], or the name of one beside
// them, a [KindConflict] with that one's number as category_id in its details. Empty when that can't be found out.
//
// API: GET /v3/catalog/trees/categories
func (s *CategoriesService) UpdateClashes(ctx context.Context, err error, changes []CategoryChange) map[int]error {
	var refusal *Error
	if !errors.As(err, &refusal) || refusal.Status != http.StatusNotFound && !mayClash(refusal) {
		return nil
	}
	stored, lookupErr := s.numbered(ctx, changes)
	if lookupErr != nil {
		return nil
	}
	bare := refusal.bare()
	unknown, refused := map[int]error{}, map[int]error{}
	keys := make([]categoryKey, len(changes))
	for i, change := range changes {
		record, exists := stored[change.CategoryID]
		if !exists {
			unknown[i] = notFound(bare, noCategory(change.CategoryID))
			continue
		}
		if change.Name.IsSet() || change.ParentID.IsSet() || change.TreeID.IsSet() {
			keys[i], refused[i] = keyOfChange(change, record), bare
		}
	}
	if len(unknown) > 0 {
		return unknown // those with a taken name, if any, are found by the next refusal
	}
	return s.clashes(ctx, refused, keys)
}

func noCategory(id int64) string { return fmt.Sprintf("There is no category with category_id %d.", id) }

// checkCategoryChange refuses a change that names no category or changes nothing.
func checkCategoryChange(api string, change CategoryChange) error {
	if change.CategoryID < 1 {
		return invalid(api, "/category_id", fmt.Sprintf("A category's number is 1 or higher; got %d.", change.CategoryID))
	}
	if changesNothing(change.CategoryFields, change.Additional) {
		return invalid(api, "", nothingToChange("category", change.CategoryID))
	}
	return nil
}

// keyOfChange is what the changed category would be told by. What the change leaves out is that of the stored one.
func keyOfChange(change CategoryChange, stored Record[Category]) categoryKey {
	key := categoryKey{
		own: change.CategoryID, name: change.Name.Or(text(member(stored.JSON(), "name"))), parent: change.ParentID.Or(idOf(stored.JSON(), "parent_id")),
	}
	if key.parent == 0 {
		key.tree = change.TreeID.Or(idOf(stored.JSON(), "tree_id"))
	}
	return key
}

// numbered reads the categories of the changes, by number.
func (s *CategoriesService) numbered(ctx context.Context, changes []CategoryChange) (map[int64]Record[Category], error) {
	var ids value.List[int64]
	for _, change := range changes {
		ids = append(ids, change.CategoryID)
	}
	categories, err := s.List(ctx, CategoryQuery{CategoryIDIn: ids}, PageOptions{Limit: largestPage})
	return recordsByID(categories.Records, "category_id"), err
}

// changedUnread is the failure of a change that was made, or was in part, and could not be read back.
func changedUnread(put call, lookup error) *Error {
	failure := Error{Code: "bigcommerce.unread", API: put.api, cause: lookup}
	var why *Error
	if errors.As(lookup, &why) {
		failure.Status, failure.RequestID, failure.RetryAfter, failure.cause = why.Status, why.RequestID, why.RetryAfter, why.cause
	}
	failure.Kind, failure.Retryable = KindOutcomeUnknown, true
	failure.Message = "BigCommerce took the change, but it could not be read to see whether it was made; making it again does no harm. " + wordsOf(lookup)
	return &failure
}
