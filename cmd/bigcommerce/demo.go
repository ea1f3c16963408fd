package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func (p *program) demoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "Run the core actions and a trigger against a store in memory",
		Long: `Start a store in memory, check its credential, run the ten core actions as an engine would, and show for each call the input,
the records that come back, the requests it spends and the time it takes. Then poll a trigger and receive its webhook. No account is
needed and nothing leaves this machine.`,
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			return p.demo(command.Context(), sandbox.New(sandbox.WithLogger(p.logger)))
		},
	}
}

// demo runs the core actions and a trigger against the store.
func (p *program) demo(ctx context.Context, store *sandbox.Store) error {
	listener, err := listen(ctx, "127.0.0.1:0")
	if err != nil {
		return err
	}
	serving, stop := context.WithCancel(ctx)
	var served sync.WaitGroup
	served.Go(func() { _ = store.Serve(serving, listener) }) // when it fails, so do the calls
	defer served.Wait()
	defer stop()

	engine, err := p.newRegistry(urlOf(listener))
	if err != nil {
		return err
	}
	defer func() { _ = engine.Close() }()
	credential, err := json.Marshal(map[string]string{"store_hash": sandbox.DefaultStoreHash, "api_token": sandbox.DefaultToken})
	if err != nil {
		return err
	}

	fmt.Fprintf(p.out, "A BigCommerce store in memory answers at %s.\n\n", urlOf(listener))
	s := &show{program: p, palette: newPalette(p.out, p.env), store: store, engine: engine, credential: credential}
	if err := s.check(ctx); err != nil {
		return err
	}
	s.actions(ctx)
	failed := s.trigger(ctx)
	outcome := fmt.Sprintf("%d/%d actions ok", s.succeeded, s.shown)
	if failed != nil {
		outcome += ", the trigger failed"
	}
	fmt.Fprintf(p.out, "\n%s\n", outcome)
	if s.succeeded < s.shown {
		return errors.New("not every action succeeded")
	}
	return failed
}

// show runs calls and tells of them.
type show struct {
	*program
	palette
	store      *sandbox.Store
	engine     *registry.Registry
	credential json.RawMessage

	shown, succeeded int
}

// actions runs the ten core actions.
func (s *show) actions(ctx context.Context) {
	customer := firstID(s.call(ctx, "create_customer", `{
		"email": "ada@example.com", "first_name": "Ada", "last_name": "Lovelace", "company": "Analytical Engines",
		"addresses": [{"first_name": "Ada", "last_name": "Lovelace", "address1": "12 St James's Square", "city": "London",
			"state_or_province": "London", "postal_code": "SW1Y 4JH", "country_code": "GB"}]}`))
	s.call(ctx, "get_customers", `{"email_in": "ada@example.com", "include": ["addresses"]}`)
	s.call(ctx, "update_customer", fmt.Sprintf(`{"customer_id": %d, "phone": "+44 20 7946 0000", "notes": "Prefers e-mail"}`, customer))

	product := firstID(s.call(ctx, "create_product", `{
		"name": "Difference Engine No. 2", "type": "physical", "price": "1849.90", "weight": "5", "sku": "ENGINE-2",
		"custom_fields": [{"name": "Material", "value": "Brass"}]}`))
	s.call(ctx, "get_products", `{"sku": "ENGINE-2", "include": ["custom_fields"]}`)
	s.call(ctx, "update_product", fmt.Sprintf(`{"product_id": "%d", "price": "1799.00", "is_visible": "true"}`, product))
	s.call(ctx, "get_categories", `{"limit": 5}`)

	order := firstID(s.call(ctx, "get_orders", `{"status_id": "Shipped", "limit": 3, "expand": ["products", "shipping_addresses", "coupons"]}`))
	s.call(ctx, "get_order_products", fmt.Sprintf(`{"order_id": %d}`, order))
	s.call(ctx, "get_order_shipping_addresses", fmt.Sprintf(`{"order_id": %d}`, order))
}

// check tests the credential and shows the outcome.
func (s *show) check(ctx context.Context) error {
	before, started := s.store.Stats().Total, time.Now()
	report, err := s.engine.Check(ctx, connector.Code, s.credential)
	s.line("check", err == nil, fmt.Sprintf("%d scopes", len(report.Scopes)), s.store.Stats().Total-before, time.Since(started))
	s.detail("", report.Message)
	return err
}

// call runs an action with the input, shows it, and returns its records. It counts as succeeded when it gives any.
func (s *show) call(ctx context.Context, operation, input string) []json.RawMessage {
	before, started := s.store.Stats().Total, time.Now()
	result, err := s.engine.Invoke(ctx, registry.Call{
		Connector: connector.Code, Operation: operation, Credential: s.credential, Input: json.RawMessage(input),
	})
	took, spent := time.Since(started), s.store.Stats().Total-before
	ok := err == nil && len(result.Records) > 0

	s.shown++
	s.line(operation, ok, plural(len(result.Records), "record"), spent, took)
	s.detail("in", compact(input))
	if len(result.Records) > 0 {
		s.detail("out", string(result.Records[0]))
	}
	if err != nil {
		s.detail("error", err.Error())
	}
	if ok {
		s.succeeded++
	}
	return result.Records
}

// line shows how a call went.
func (s *show) line(name string, ok bool, outcome string, requests int, took time.Duration) {
	mark := s.good("ok  ")
	if !ok {
		mark = s.bad("FAIL")
	}
	fmt.Fprintf(s.out, "%s  %s  %10s  %12s  %8.1f ms\n",
		mark, s.bold(fmt.Sprintf("%-28s", name)), outcome, plural(requests, "request"), float64(took)/float64(time.Millisecond))
}

// shownWidth is how much of an input or a record is shown.
const shownWidth = 100

// detail shows a text of the call under its line, cut to one line itself.
func (s *show) detail(label, text string) {
	if utf8.RuneCountInString(text) > shownWidth {
		text = string([]rune(text)[:shownWidth-1]) + "…"
	}
	fmt.Fprintf(s.out, "      %s\n", s.faint(fmt.Sprintf("%-4s %s", label, text)))
}

// compact removes the white space between the tokens of the JSON text.
func compact(text string) string {
	var compacted bytes.Buffer
	if json.Compact(&compacted, []byte(text)) != nil {
		return text
	}
	return compacted.String()
}

func plural(count int, noun string) string {
	if count == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", count, noun)
}

// firstID returns the id of the first record, 0 when there is none.
func firstID(records []json.RawMessage) int64 {
	var record struct {
		ID int64 `json:"id"`
	}
	if len(records) > 0 {
		_ = json.Unmarshal(records[0], &record) // a record without an id shows in the next call
	}
	return record.ID
}
