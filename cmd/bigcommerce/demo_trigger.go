package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

const (
	shownTrigger = "on_new_customers_created"
	// shownAfter is how long a trigger may take to tell of a change: a webhook a moment, a poll until the second is over.
	shownAfter = 10 * time.Second
	pollEvery  = 100 * time.Millisecond
)

// trigger polls a trigger and listens to its webhook while a customer is made: the same event comes both ways.
func (s *show) trigger(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, shownAfter)
	defer cancel()
	fmt.Fprintf(s.out, "\nThe trigger %s, polled and by webhook:\n\n", shownTrigger)
	call := registry.Call{
		Connector: connector.Code, Operation: shownTrigger, Credential: s.credential,
		Input: json.RawMessage(`{"email_in": "grace@example.com"}`),
	}
	deliveries, destination, closeWebhook, err := receiveDeliveries(ctx)
	if err != nil {
		return err
	}
	defer closeWebhook()

	var before, delivered, polled registry.Batch
	var subscription json.RawMessage
	return s.steps([]step{
		{"poll", func() (registry.Batch, error) {
			before, err = s.engine.Poll(ctx, registry.PollCall{Call: call})
			return before, err
		}},
		{"subscribe", func() (none registry.Batch, err error) {
			subscription, err = s.engine.Subscribe(ctx, call, destination, nil)
			return none, err
		}},
		{"create_customer", func() (made registry.Batch, err error) {
			result, err := s.engine.Invoke(ctx, registry.Call{
				Connector: connector.Code, Operation: "create_customer", Credential: s.credential,
				Input: json.RawMessage(`{"email": "grace@example.com", "first_name": "Grace", "last_name": "Hopper"}`),
			})
			return registry.Batch{Records: result.Records}, err
		}},
		{"receive", func() (registry.Batch, error) {
			select {
			case delivery := <-deliveries:
				delivered, err = s.engine.Receive(ctx, call, subscription, delivery)
				return delivered, err
			case <-ctx.Done():
				return delivered, errors.New("nothing was delivered")
			}
		}},
		{"unsubscribe", func() (none registry.Batch, err error) {
			return none, s.engine.Unsubscribe(ctx, call, subscription)
		}},
		{"poll", func() (registry.Batch, error) {
			polled, err = s.pollUntilSomethingComes(ctx, registry.PollCall{Call: call, Cursor: before.Cursor})
			if err == nil && (len(delivered.Events) != 1 || len(polled.Events) != 1 || polled.Events[0].ID != delivered.Events[0].ID) {
				err = errors.New("the webhook and the poll don't tell of the same event")
			}
			return polled, err
		}},
	})
}

// pollUntilSomethingComes polls until there is a record: a poll reads only seconds that are over.
func (s *show) pollUntilSomethingComes(ctx context.Context, call registry.PollCall) (registry.Batch, error) {
	for {
		batch, err := s.engine.Poll(ctx, call)
		if err != nil || len(batch.Records) > 0 {
			return batch, err
		}
		call.Cursor = batch.Cursor
		if !wait(ctx, pollEvery) {
			return batch, errors.New("the poll found nothing")
		}
	}
}

// step is a call that is shown. One that gives no records returns the zero batch.
type step struct {
	name string
	do   func() (registry.Batch, error)
}

// steps shows calls that build on one another, up to the first that fails.
func (s *show) steps(steps []step) error {
	for _, step := range steps {
		before, started := s.store.Stats().Total, time.Now()
		batch, err := step.do()
		outcome := ""
		if batch.Records != nil {
			outcome = plural(len(batch.Records), "record")
		}
		s.line(step.name, err == nil, outcome, s.store.Stats().Total-before, time.Since(started))
		for i, event := range batch.Events {
			s.detail("what", event.ID)
			s.detail("out", string(batch.Records[i]))
		}
		if err != nil {
			s.detail("error", err.Error())
			return fmt.Errorf("the trigger did not work: %w", err)
		}
	}
	return nil
}

// receiveDeliveries serves a webhook on this machine until it is closed, and passes on what comes.
func receiveDeliveries(ctx context.Context) (deliveries <-chan registry.Delivery, destination string, closeWebhook func(), err error) {
	listener, err := listen(ctx, "127.0.0.1:0")
	if err != nil {
		return nil, "", nil, err
	}
	received := make(chan registry.Delivery, 1)
	server := &http.Server{
		ReadHeaderTimeout: shownAfter,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
			body, err := io.ReadAll(http.MaxBytesReader(w, request.Body, largestBody))
			if err != nil {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			select {
			case received <- registry.Delivery{Header: request.Header, Body: body}:
			default: // one is enough
			}
		}),
	}
	var serving sync.WaitGroup
	serving.Go(func() { _ = server.Serve(listener) }) // when it fails, nothing is delivered
	return received, urlOf(listener) + "/webhook", func() {
		_ = server.Close()
		serving.Wait()
	}, nil
}
