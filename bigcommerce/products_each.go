package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// maxProducts is how many products one request may change.
const maxProducts = 10

// ProductChange is one change in a batch of them.
type ProductChange struct {
	ID int64 `json:"id"`
	ProductUpdate
}

// Repeatable reports whether making the change a second time changes nothing more. Parts that a repetition may add again, such as images and
// custom fields, are not.
func (p ProductUpdate) Repeatable() bool { return p.class() == idempotent }

// UpdateEach changes up to ten products, and tells of each what became of it, in the order given; one with a [KindPartial] error is changed
// and something of it was not saved. The error is that of the whole request; when it [IsRefusal], [Blamed] and
// [ProductsService.UpdateClashes] tell whose fault it is. fields narrows what is returned.
//
// API: PUT /v3/catalog/products
func (s *ProductsService) UpdateEach(ctx context.Context, changes []ProductChange, fields ProductCreateSelection) ([]Each[Product], error) {
	const api = "PUT /v3/catalog/products"
	if err := checkEach(api, "products", changes, maxProducts, checkChange); err != nil {
		return nil, err
	}
	class := idempotent
	if slices.ContainsFunc(changes, func(change ProductChange) bool { return !change.Repeatable() }) {
		class = never
	}
	sent, err := encodeEach(api, changes)
	if err != nil {
		return nil, err
	}
	body := arrayOf(sent)
	fields.IncludeFields = requestable(fields.IncludeFields)
	changed, err := many[Product](ctx, s.client, call{
		method: http.MethodPut, path: "/v3/catalog/products", query: fields, body: body, class: class, api: api, scope: productsScope,
	})
	if err != nil && !isPartial(err) {
		return nil, err
	}
	byID := recordsByID(changed, "id")
	outcomes := make([]Each[Product], len(changes))
	for i, change := range changes {
		outcomes[i].Record = byID[change.ID]
		if outcomes[i].Record.JSON() == nil && err == nil {
			outcomes[i].Err = changeNotReturned(api, fmt.Sprintf("product %d", change.ID))
		}
	}
	divide(err, body, outcomes)
	return outcomes, nil
}

func checkChange(api string, change ProductChange) error {
	if change.ID <= 0 {
		return invalid(api, "/id", fmt.Sprintf("A product's number is 1 or higher; got %d.", change.ID))
	}
	if changesNothing(change.ProductWrite, change.Additional) {
		return invalid(api, "", nothingToChange("product", change.ID))
	}
	return checkProduct(api, change.ProductWrite)
}

// divide gives a partial failure of a batch to the records that it is about: those that it names; else those of which a field that it
// names was sent and did not come back as it was sent; else those of which such a field was sent; else, when it tells nothing, all.
// A record that did not come back at all was not saved.
func divide(err error, body []byte, outcomes []Each[Product]) {
	var partial *Error
	if !errors.As(err, &partial) {
		return
	}
	named := Blamed(partial)
	sent := slices.Collect(elements(body))
	ofField := func(test func(i int, field string) bool) func(int) bool {
		return func(i int) bool {
			return slices.ContainsFunc(partial.Fields, func(field FieldError) bool { return test(i, topField(field.Path)) })
		}
	}
	found := false
	for _, isAbout := range []func(i int) bool{
		func(i int) bool { return named[i] != nil },
		ofField(func(i int, field string) bool {
			wanted := member(sent[i], field)
			return wanted != nil && !sameValue(wanted, member(outcomes[i].Record.JSON(), field))
		}),
		ofField(func(i int, field string) bool { return member(sent[i], field) != nil }),
		func(int) bool { return true },
	} {
		for i := range outcomes {
			if !found && isAbout(i) {
				outcomes[i].Err = ofOne(partial, outcomes[i].Record)
			}
		}
		found = slices.ContainsFunc(outcomes, func(outcome Each[Product]) bool { return outcome.Err != nil })
	}
	for i := range outcomes {
		if outcomes[i].Record.JSON() == nil {
			outcomes[i].Err = ofOne(partial, outcomes[i].Record)
		}
	}
}

// ofOne returns the partial failure of a batch as that of one of its records, which is the zero record when it was not saved.
func ofOne(partial *Error, record Record[Product]) error {
	own := *partial
	own.Data = record.JSON()
	if own.Data == nil {
		own.Kind = KindInvalid
		own.Message = "BigCommerce did not save this product" + because(sentence(failureBody{fields: partial.Fields})) + " Correct the input and send it again."
	}
	return &own
}

// topField returns the name of the record's field that a path leads into.
func topField(path string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return name
}

// sameValue reports whether two scalars say the same: 1, 1.0 and "1" do.
func sameValue(a, b []byte) bool {
	one, other := text(a), text(b)
	if one == other {
		return b != nil
	}
	x, err := strconv.ParseFloat(one, 64)
	if err != nil {
		return false
	}
	y, err := strconv.ParseFloat(other, 64)
	return err == nil && x == y
}

// UpdateClashes asks which products of a refused [ProductsService.UpdateEach] don't exist, a [KindNotFound], or have a SKU that another
// product has, a [KindConflict] with that one's number as product_id in its details. Empty when that can't be found out with one request.
//
// API: GET /v3/catalog/products
func (s *ProductsService) UpdateClashes(ctx context.Context, err error, changes []ProductChange) map[int]error {
	var refusal *Error
	if !errors.As(err, &refusal) {
		return nil
	}
	bare := refusal.bare()
	found := map[int]error{}
	if refusal.Status == http.StatusNotFound {
		filters := ProductQuery{}
		for _, change := range changes {
			filters.IDIn = append(filters.IDIn, change.ID)
		}
		filters.IncludeFields = value.List[ProductField]{"name"}
		existing, err := s.List(ctx, filters, PageOptions{})
		if err != nil {
			return nil
		}
		for i, change := range changes {
			if !slices.ContainsFunc(existing.Records, func(product Record[Product]) bool { return idOf(product.JSON(), "id") == change.ID }) {
				found[i] = notFound(bare, fmt.Sprintf("There is no product with product_id %d.", change.ID))
			}
		}
		return found
	}
	if !mayClash(refusal) || !mayBeAbout(refusal, "sku") {
		return nil
	}
	filters := ProductQuery{}
	for _, change := range changes {
		if sku := change.SKU.Or(""); strings.TrimSpace(sku) != "" && !strings.Contains(sku, ",") {
			filters.SKUIn = append(filters.SKUIn, sku)
		}
	}
	if len(filters.SKUIn) == 0 {
		return nil
	}
	filters.IncludeFields = value.List[ProductField]{"sku"}
	existing, err := s.List(ctx, filters, PageOptions{})
	if err != nil {
		return nil
	}
	for i, change := range changes {
		for _, product := range existing.Records {
			id := idOf(product.JSON(), "id")
			if id != change.ID && strings.EqualFold(text(member(product.JSON(), "sku")), change.SKU.Or("")) {
				message := fmt.Sprintf("A product with this SKU already exists (product_id %d).", id)
				found[i] = conflict(bare, message, "/sku", map[string]any{"product_id": id})
			}
		}
	}
	return found
}

// mayBeAbout reports whether a refusal names the field, or none at all.
func mayBeAbout(refusal *Error, name string) bool {
	return len(refusal.Fields) == 0 || slices.ContainsFunc(refusal.Fields, func(field FieldError) bool {
		return fieldName(field.Path) == name
	})
}
