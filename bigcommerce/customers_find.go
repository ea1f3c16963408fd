package bigcommerce

import (
	"context"
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
	filters := CustomerQuery{EmailIn: make([]string, len(emails))}
	for i, email := range emails {
		email = strings.TrimSpace(email)
		keys[i].email, filters.EmailIn[i] = email, email
		if strings.Contains(email, ",") {
			return nil, invalid(api, "/email", "An email with a comma can't be looked up: BigCommerce takes the comma for the end of the email. "+
				"Find the customer by customer_id or by name instead.")
		}
	}
	found, err := s.List(ctx, filters, PageOptions{})
	if err != nil {
		return nil, err
	}
	ordered := make([]Record[Customer], len(keys))
	for i, key := range keys {
		ordered[i], _ = key.findEmail(found.Records)
	}
	return ordered, nil
}
