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

// List reads one page of subscribers.
//
// API: GET /v3/customers/subscribers
func (s *SubscribersService) List(ctx context.Context, filters SubscriberQuery, at PageOptions) (Page[Subscriber], error) {
	return page[Subscriber](ctx, s.client, subscriberList(filters), at)
}

// All reads all subscribers that match, page by page, up to the limit. The API offers no other way than pages by number: subscribers that are made or
// deleted meanwhile can be missed, or move others so that they are missed or repeated.
//
// API: GET /v3/customers/subscribers
func (s *SubscribersService) All(ctx context.Context, filters SubscriberQuery, opts ListOptions) iter.Seq2[Record[Subscriber], error] {
	return all[Subscriber](ctx, s.client, subscriberList(filters), opts)
}

func subscriberList(filters SubscriberQuery) filtered {
	return filtered{
		listing: listing{
			call: call{
				method: http.MethodGet, path: "/v3/customers/subscribers", class: safe, api: "GET /v3/customers/subscribers", scope: customersScope,
			},
			strategy: offsetV3{},
		},
		filters:    filters,
		splittable: []string{"id:in"},
		key:        "id",
	}
}

// Create makes a subscriber. An email that is taken is a [KindConflict] with the existing subscriber's number as subscriber_id in its details. When
// it stays open whether the request was executed, the subscriber is looked up by email.
//
// API: POST /v3/customers/subscribers
func (s *SubscribersService) Create(ctx context.Context, subscriber SubscriberCreate) (Record[Subscriber], error) {
	const api = "POST /v3/customers/subscribers"
	sent, err := encodeBody(subscriber)
	if err != nil {
		return Record[Subscriber]{}, requestError(api, err)
	}
	post := call{method: http.MethodPost, path: "/v3/customers/subscribers", body: encodedBody(sent), class: settle, api: api, scope: customersScope}
	email := strings.TrimSpace(subscriber.Email.Or(""))
	created, err := creation[Subscriber]{
		client: s.client, call: post, kind: "subscriber", sent: [][]byte{sent}, keys: []string{email}, unique: true, made: "date_created",
		send: func(ctx context.Context, _ []int) ([]Each[Subscriber], error) {
			return alone(one[Subscriber](ctx, s.client, post))
		},
		find: func(ctx context.Context, _ []int) (map[int][]Record[Subscriber], error) {
			found, err := s.byEmail(ctx, email)
			return map[int][]Record[Subscriber]{0: found}, err
		},
		taken: func(_ int, refusal *Error, existing int64) *Error { return subscriberTaken(refusal, existing) },
	}.single(ctx)
	var refusal *Error
	if errors.As(err, &refusal) && refusal.Details["subscriber_id"] == nil && IsRefusal(err) && mayClash(refusal) {
		if found, lookup := s.byEmail(ctx, email); lookup == nil && len(found) > 0 {
			err = subscriberTaken(refusal, idOf(found[0].JSON(), "id"))
		}
	}
	return created, err
}

// byEmail returns the subscribers with an email, upper and lower case being the same. A blank one finds none.
func (s *SubscribersService) byEmail(ctx context.Context, email string) ([]Record[Subscriber], error) {
	if email == "" {
		return nil, nil
	}
	found, err := s.List(ctx, SubscriberQuery{Email: value.Of(email)}, PageOptions{})
	if err != nil {
		return nil, err
	}
	var own []Record[Subscriber]
	for _, subscriber := range found.Records {
		if strings.EqualFold(text(member(subscriber.JSON(), "email")), email) {
			own = append(own, subscriber)
		}
	}
	return own, nil
}

// subscriberTaken is the failure of a subscriber whose email the existing one has. refusal is BigCommerce's own, if it said so.
func subscriberTaken(refusal *Error, existing int64) *Error {
	message := fmt.Sprintf("A subscriber with this email already exists (subscriber_id %d).", existing)
	return conflict(refusal, message, "/email", map[string]any{"subscriber_id": existing})
}
