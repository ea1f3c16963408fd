package bigcommerce

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// QueryCapacity is how many characters the values of one filter may take in a request, as [QueryWidth] counts them.
const QueryCapacity = maxFilters - 20

// QueryWidth returns how many characters a value takes in a filter with several values, such as email:in.
func QueryWidth(text string) int { return len(escaped(text)) + len(",") }

// FindByEmail looks customers up by email, upper and lower case being the same, with one request. It returns a record for each of
// the emails, in their order; the zero record where no customer has it. An email with a comma is a [KindInvalid]: the filter takes the
// comma for the end of the email. The emails must fit one request: see [QueryCapacity].
//
// API: GET /v3/customers
func (s *CustomersService) FindByEmail(ctx context.Context, emails []string) ([]Record[Customer], error) {
	const api = "GET /v3/customers"
	if err := checkBatch(api, "emails", len(emails), largestPage); err != nil {
		return nil, err
	}
	keys := make([]customerKey, len(emails))
	asked := make([]string, len(emails))
	for i, email := range emails {
		email = strings.TrimSpace(email)
		keys[i].email, asked[i] = email, email
		switch {
		case email == "":
			return nil, invalid(api, "/email", "The email is blank: BigCommerce would take that for no filter at all.")
		case strings.Contains(email, ","):
			return nil, invalid(api, "/email", "An email with a comma can't be looked up: BigCommerce takes the comma for the end of the email. "+
				"Find the customer by customer_id or by name instead.")
		}
	}
	// The one filter is written without the detour over a CustomerQuery: that takes as long as all other work on a small answer.
	query := url.Values{"email:in": {strings.Join(asked, ",")}}
	if len(encodeQuery(query)) > maxFilters {
		return nil, tooLong(api, query, "Ask for fewer emails at a time.")
	}
	query["limit"] = []string{strconv.Itoa(largestPage)}
	page, err := readPage(ctx, s.client, call{
		method: http.MethodGet, path: "/v3/customers", query: query, class: safe, api: api, scope: customersScope,
	})
	if err != nil {
		return nil, err
	}
	found := recordsOf[Customer](page)
	ordered := make([]Record[Customer], len(keys))
	for i, key := range keys {
		ordered[i], _ = key.findEmail(found)
	}
	return ordered, nil
}

// FindByID reads customers by number, with one request. It returns a record for each of the numbers, in their order; the zero record where no
// customer has it. The numbers must fit one request: see [QueryCapacity].
//
// API: GET /v3/customers
func (s *CustomersService) FindByID(ctx context.Context, ids []int64, selection CustomerSelection) ([]Record[Customer], error) {
	return findByID[Customer](ctx, s.client, customerList(CustomerQuery{IDIn: ids, CustomerSelection: selection}), ids)
}
