package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// explain finds out what a refused create or update ran into: numbers that no customer has, or emails that another one has.
// BigCommerce says neither. When a look-up fails or finds nothing, the refusal stays as it is.
func (s *CustomersService) explain(ctx context.Context, err error, keys []customerKey) error {
	var refusal *Error
	if !errors.As(err, &refusal) || !mayClash(refusal) {
		return err
	}
	if unknown := s.unknown(ctx, keys); len(unknown) > 0 {
		return notFound(refusal, unknownCustomers(unknown))
	}
	byEmail, ok := s.byEmail(ctx, keys)
	if !ok {
		return err
	}
	for i, key := range keys {
		existing, found := key.findEmail(byEmail)
		id := idOf(existing.JSON(), "id")
		if key.email == "" || !found || id == key.id {
			continue
		}
		return emailTaken(refusal, id, fmt.Sprintf("/%d/email", i))
	}
	return err
}

// unchanged is the failure of an update whose answer lacks customers. others tells that some were changed.
func (s *CustomersService) unchanged(ctx context.Context, api string, missing []customerKey, others bool) error {
	answer := changeNotReturned(api, "the customer")
	unknown := s.unknown(ctx, missing)
	switch {
	case len(unknown) == 0:
		return answer
	case others:
		answer.Kind = KindPartial
		answer.Message = unknownCustomers(unknown) + " The others were changed."
		return answer
	default:
		return notFound(&Error{Status: http.StatusOK, Code: "bigcommerce.not_found", API: api}, unknownCustomers(unknown))
	}
}

// unknown returns the keys whose number no customer has; nothing when that can't be found out.
func (s *CustomersService) unknown(ctx context.Context, keys []customerKey) []customerKey {
	var filters CustomerQuery
	for _, key := range keys {
		if key.id > 0 {
			filters.IDIn = append(filters.IDIn, key.id)
		}
	}
	if len(filters.IDIn) == 0 {
		return nil
	}
	found, err := s.List(ctx, filters, PageOptions{})
	if err != nil {
		return nil
	}
	var unknown []customerKey
	for _, key := range keys {
		if _, ok := key.findID(found.Records); key.id > 0 && !ok {
			unknown = append(unknown, key)
		}
	}
	return unknown
}

// byEmail returns the customers that have one of the keys' emails.
func (s *CustomersService) byEmail(ctx context.Context, keys []customerKey) ([]Record[Customer], bool) {
	var filters CustomerQuery
	for _, key := range keys {
		if key.email != "" && !strings.Contains(key.email, ",") {
			filters.EmailIn = append(filters.EmailIn, key.email)
		}
	}
	if len(filters.EmailIn) == 0 {
		return nil, false
	}
	found, err := s.List(ctx, filters, PageOptions{})
	return found.Records, err == nil
}

func unknownCustomers(keys []customerKey) string {
	numbers := make([]string, len(keys))
	for i, key := range keys {
		numbers[i] = fmt.Sprint(key.id)
	}
	return fmt.Sprintf("There is no customer with customer_id %s.", strings.Join(numbers, ", "))
}

// emailTaken is the failure of a customer whose email the existing one has. refusal is BigCommerce's own, if it said so.
func emailTaken(refusal *Error, existing int64, path string) *Error {
	message := fmt.Sprintf("A customer with this email already exists (customer_id %d).", existing)
	return conflict(refusal, message, path, map[string]any{"customer_id": existing})
}
