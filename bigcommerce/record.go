package bigcommerce

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// Record is one record as the store sent it: every field, also those that T doesn't know, digits and key order unchanged. T is
// its typed view.
type Record[T any] struct{ raw json.RawMessage }

// NewRecord wraps the JSON of a record. The record keeps raw; do not change it afterwards.
func NewRecord[T any](raw json.RawMessage) Record[T] { return Record[T]{raw: raw} }

// JSON returns the record as the store sent it. Do not change the bytes.
func (r Record[T]) JSON() json.RawMessage { return r.raw }

// View returns the zero value of the struct that describes the record.
func (Record[T]) View() any {
	var view T
	return view
}

const (
	// mostObjects and mostParts bound what is decoded into structs, which are far larger than the JSON that can stand for them: {} is one. A
	// product with the 600 variants and 1000 images that it may have at most has a quarter of that.
	mostObjects = 20_000
	mostParts   = 200_000
)

// Decode reads the record into its struct. It refuses records with far more parts than any of BigCommerce has; their JSON can still be read.
func (r Record[T]) Decode() (T, error) {
	var view T
	if bytes.Count(r.raw, []byte("{")) > mostObjects || bytes.Count(r.raw, []byte(",")) > mostParts {
		return view, fmt.Errorf("the record does not fit %T: it has more parts than any record of BigCommerce", view)
	}
	if err := json.Unmarshal(r.raw, &view); err != nil {
		return view, fmt.Errorf("the record does not fit %T: %w", view, err)
	}
	return view, nil
}

// MarshalJSON writes the record unchanged; the zero Record is null.
func (r Record[T]) MarshalJSON() ([]byte, error) {
	if r.raw == nil {
		return []byte("null"), nil
	}
	return r.raw, nil
}

// Page is one page of a list.
type Page[T any] struct {
	// Records are in the order in which the store sent them; never nil.
	Records []Record[T]
	// Total is the number of records on all pages, -1 when the API doesn't say (V2 lists, pages read by cursor).
	Total int64
	// After is the cursor of the next page where the API pages by cursor, else "".
	After string
	// Date is the store's clock when it answered, in whole seconds and UTC; zero when the answer doesn't say.
	Date time.Time
}

// ListOptions bounds a list that spans pages.
type ListOptions struct {
	// Limit is how many records are read in all; 0 reads all.
	Limit int
}

// Additional is embedded in what is sent: fields that BigCommerce has and the struct lacks.
type Additional struct {
	// AdditionalFields are merged into the object that holds them. A field that the object already has, and id, are refused.
	AdditionalFields map[string]json.RawMessage `json:"additional_fields,omitzero" url:"-" jsonschema:"title=Additional fields" jsonschema_description:"Fields that BigCommerce has and this form lacks; sent as they are."`
}
