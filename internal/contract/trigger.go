package contract

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// Destination is where the cases' webhooks lead.
const Destination = "https://engine.example.com/hooks/1"

// poll polls a trigger, after the polls that the case continues.
func (e *Engine) poll(ctx context.Context, mode Mode, call registry.Call, c Case, transport http.RoundTripper, outcome *Outcome) {
	cursor := c.Poll.Cursor
	if c.Before != nil {
		before := Outcome{}
		earlier := call
		earlier.Input = c.Before.Input
		player := NewPlayer(c.Before.Exchanges)
		player.Lenient = true // that archive is played by itself, too
		e.poll(ctx, mode, earlier, *c.Before, player, &before)
		if before.Err != nil {
			outcome.Err = fmt.Errorf("the poll before: %w", before.Err)
			return
		}
		cursor = before.Cursor
	}
	if mode == Stream {
		cursor = bytes.Trim(cursor, `"`)
	}
	e.transport.RoundTripper = transport
	batch, err := e.registry.Poll(ctx, registry.PollCall{Call: call, Cursor: cursor, ByTime: c.Poll.ByTime})
	outcome.take(batch, err)
}

// receive subscribes, verifies the deliveries and fetches their records. The case's requests are those of the fetching.
func (e *Engine) receive(ctx context.Context, mode Mode, call registry.Call, c Case, transport http.RoundTripper, outcome *Outcome) {
	hash, hooks := e.storeHash(), &hookStore{}
	e.transport.RoundTripper = hooks
	subscribing := call
	if c.subscribed != nil {
		subscribing.Input = c.subscribed
	}
	subscription, err := e.registry.Subscribe(ctx, subscribing, Destination, nil)
	if err != nil {
		outcome.Err = err
		return
	}
	outcome.Secret = hooks.secret
	defer func() {
		for i, record := range outcome.Records { // the name of the store is the run's
			outcome.Records[i] = bytes.ReplaceAll(record, []byte("stores/"+hash), []byte("stores/{store_hash}"))
		}
	}()
	if mode == Receive {
		e.transport.RoundTripper = transport
		batch, err := e.registry.Receive(ctx, call, subscription, c.Deliveries[0].arrived(hash, hooks.secret))
		outcome.take(batch, err)
		return
	}
	e.transport.RoundTripper = unexpected{} // verifying must not send anything
	for _, delivery := range c.Deliveries {
		notice, err := e.registry.Verify(ctx, call, subscription, delivery.arrived(hash, hooks.secret))
		if err != nil {
			outcome.Err = err
			return
		}
		outcome.Notices = append(outcome.Notices, notice)
	}
	notices := outcome.Notices
	if mode == Stream {
		notices = nil
		if err := json.Unmarshal(encode(outcome.Notices), &notices); err != nil {
			outcome.Err = err
			return
		}
	}
	e.transport.RoundTripper = transport
	batch, err := e.registry.Fetch(ctx, call, notices)
	outcome.take(batch, err)
}

// take notes what a trigger found.
func (o *Outcome) take(batch registry.Batch, err error) {
	o.Records, o.Events, o.More, o.Cursor, o.Err = batch.Records, batch.Events, batch.More, batch.Cursor, err
}

// arrived returns the delivery with its placeholders filled in.
func (d Delivery) arrived(hash, secret string) registry.Delivery {
	now := strconv.FormatInt(time.Now().Unix(), 10)
	fill := strings.NewReplacer("{secret}", secret, "{store_hash}", hash, "{now}", now)
	arrived := registry.Delivery{Header: http.Header{}, Body: []byte(fill.Replace(string(d.Body)))}
	for name, values := range d.Header {
		for _, value := range values {
			arrived.Header.Add(name, fill.Replace(value))
		}
	}
	mac := hmac.New(sha256.New, []byte(ClientSecret))
	_, _ = fmt.Fprintf(mac, "%s.%s.%s", arrived.Header.Get("Webhook-Id"), arrived.Header.Get("Webhook-Timestamp"), arrived.Body)
	if name := "Webhook-Signature"; arrived.Header.Get(name) == "{signature}" {
		arrived.Header.Set(name, "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	}
	return arrived
}

// hookStore is a store without webhooks that makes those it is told to.
type hookStore struct {
	made   int
	secret string
}

// RoundTrip answers one request for webhooks. All that are made send the secret of the first.
func (s *hookStore) RoundTrip(request *http.Request) (*http.Response, error) {
	response := Response{Status: http.StatusOK, Body: []byte(`{"data":[],"meta":{"pagination":{"total":0,"count":0,"per_page":50,"current_page":1,"total_pages":1}}}`)}
	if request.Method == http.MethodPost {
		var hook struct {
			Scope   string            `json:"scope"`
			Headers map[string]string `json:"headers"`
		}
		body, err := io.ReadAll(request.Body)
		if err != nil {
			return nil, err
		}
		_ = request.Body.Close()
		if err := json.Unmarshal(body, &hook); err != nil {
			return nil, err
		}
		if s.made++; s.made == 1 {
			for _, secret := range hook.Headers {
				s.secret = secret
			}
		}
		response.Body = fmt.Appendf(nil, `{"data":{"id":%d,"scope":%q,"destination":%q,"is_active":true},"meta":{}}`, s.made, hook.Scope, Destination)
	}
	return response.answer(request)
}

// unexpected is a transport that nothing may use.
type unexpected struct{}

func (unexpected) RoundTrip(request *http.Request) (*http.Response, error) {
	return nil, fmt.Errorf("%s %s was sent while a delivery was verified", request.Method, request.URL.Path)
}
