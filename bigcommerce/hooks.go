package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"reflect"
	"strings"
)

// List reads one page of the webhooks that the API account has made.
//
// API: GET /v3/hooks
func (s *HooksService) List(ctx context.Context, filters HookQuery, at PageOptions) (Page[Webhook], error) {
	return page[Webhook](ctx, s.client, hookList(filters), at)
}

// All reads all webhooks of the API account that match, page by page, up to the limit. Webhooks that are made or deleted meanwhile
// can be missed.
//
// API: GET /v3/hooks
func (s *HooksService) All(ctx context.Context, filters HookQuery, opts ListOptions) iter.Seq2[Record[Webhook], error] {
	return all[Webhook](ctx, s.client, hookList(filters), opts)
}

func hookList(filters HookQuery) filtered {
	return filtered{
		listing: listing{
			call:     call{method: http.MethodGet, path: "/v3/hooks", class: safe, api: "GET /v3/hooks"},
			strategy: offsetV3{},
		},
		filters: filters,
		key:     "id",
	}
}

// Get reads one webhook. A number that no webhook of the API account has is a [KindNotFound].
//
// API: GET /v3/hooks/{webhook_id}
func (s *HooksService) Get(ctx context.Context, id int64) (Record[Webhook], error) {
	hook, err := one[Webhook](ctx, s.client, call{
		method: http.MethodGet, path: pathf("/v3/hooks/%d", id), class: safe, api: "GET /v3/hooks/{webhook_id}",
	})
	return hook, absent(err, noHook(id))
}

// Create makes a webhook. It takes up to a minute until it sends its first event. The API account can have only one for a scope and
// destination, and ten for a scope: look for it with [HooksService.All] first, and again when the failure is a [KindOutcomeUnknown].
//
// API: POST /v3/hooks
func (s *HooksService) Create(ctx context.Context, hook HookCreate) (Record[Webhook], error) {
	const api = "POST /v3/hooks"
	var faults []FieldError
	if strings.TrimSpace(hook.Scope.Or("")) == "" {
		faults = append(faults, FieldError{Path: "/scope", Message: "A webhook needs a scope, such as store/order/created."})
	}
	if strings.TrimSpace(hook.Destination.Or("")) == "" {
		faults = append(faults, FieldError{Path: "/destination", Message: "A webhook needs a destination, the web address it sends to."})
	}
	if err := invalidFields(api, faults); err != nil {
		return Record[Webhook]{}, err
	}
	created, err := one[Webhook](ctx, s.client, call{method: http.MethodPost, path: "/v3/hooks", body: hook, class: settle, api: api})
	return created, withoutHeaders(err, hook.Headers)
}

// Update changes a webhook. A number that no webhook of the API account has is a [KindNotFound].
//
// API: PUT /v3/hooks/{webhook_id}
func (s *HooksService) Update(ctx context.Context, id int64, hook HookUpdate) (Record[Webhook], error) {
	const api = "PUT /v3/hooks/{webhook_id}"
	if reflect.ValueOf(hook).IsZero() {
		return Record[Webhook]{}, invalid(api, "", fmt.Sprintf("Nothing to change was given for webhook %d.", id))
	}
	changed, err := one[Webhook](ctx, s.client, call{
		method: http.MethodPut, path: pathf("/v3/hooks/%d", id), body: hook, class: idempotent, api: api,
	})
	return changed, withoutHeaders(absent(err, noHook(id)), hook.Headers)
}

// Delete deletes a webhook: no event is sent any more. A number that no webhook of the API account has, or one that was deleted before, is
// a [KindNotFound].
//
// API: DELETE /v3/hooks/{webhook_id}
func (s *HooksService) Delete(ctx context.Context, id int64) error {
	_, err := s.client.do(ctx, call{
		method: http.MethodDelete, path: pathf("/v3/hooks/%d", id), class: idempotent, api: "DELETE /v3/hooks/{webhook_id}",
	})
	return absent(err, noHook(id))
}

func noHook(id int64) string {
	return fmt.Sprintf("There is no webhook with webhook_id %d among those of this API account.", id)
}

// withoutHeaders cuts the values of a webhook's headers from a failure: one of them is its secret, and BigCommerce may repeat it.
func withoutHeaders(err error, headers map[string]string) error {
	var fault *Error
	if !errors.As(err, &fault) {
		return err
	}
	for _, header := range headers {
		secret := NewToken(header)
		fault.Message = secret.redact(fault.Message)
		for i := range fault.Fields {
			fault.Fields[i].Path, fault.Fields[i].Message = secret.redact(fault.Fields[i].Path), secret.redact(fault.Fields[i].Message)
		}
		if said := fmt.Sprint(fault.Details); secret.redact(said) != said {
			fault.Details = nil
		}
		fault.Data = secret.redactBytes(fault.Data)
	}
	return err
}

// Exclusively runs a function while no other one that was given to it runs on this store with the same token, so that looking for a webhook
// and making it don't come between each other. It returns the function's error, or that of the context when it ends before the turn comes.
func (s *HooksService) Exclusively(ctx context.Context, run func() error) error {
	if err := s.client.store.arranging.Acquire(ctx, 1); err != nil {
		return err
	}
	defer s.client.store.arranging.Release(1)
	return run()
}
