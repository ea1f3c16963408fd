package bigcommerce

import (
	"fmt"
	"net/url"
	"strconv"
)

// PageOptions says which page of a list is read. The zero value reads the first page with as many records as the API gives.
type PageOptions struct {
	// Limit is how many records a page has, at most what the API allows; 0 means that most.
	Limit int
	// Page is the number of the page, counted from 1; 0 means the first.
	Page int
	// After is the cursor of the page before ([Page.After]), for lists that BigCommerce pages by cursor.
	After string
}

// encode adds the options to the query of a list whose pages have at most size records.
func (o PageOptions) encode(api string, query url.Values, size int, strategy strategy) error {
	_, byCursor := strategy.(cursorV3)
	switch {
	case o.Limit < 0 || o.Limit > size:
		return invalid(api, "/limit", fmt.Sprintf("A page can have 1 to %d records; got %d.", size, o.Limit))
	case o.Page < 0:
		return invalid(api, "/page", fmt.Sprintf("Pages are counted from 1; got %d.", o.Page))
	case o.After != "" && !byCursor:
		return invalid(api, "/after", "This list is paged by number, not by cursor.")
	case o.After != "" && o.Page > 0:
		return invalid(api, "/page", "Give either a page or the cursor of the page before, not both.")
	}
	if o.Limit == 0 {
		o.Limit = size
	}
	query.Set("limit", strconv.Itoa(o.Limit))
	if o.Page > 0 {
		query.Set("page", strconv.Itoa(o.Page))
	}
	if o.After != "" {
		query.Set("after", o.After)
	}
	return nil
}
