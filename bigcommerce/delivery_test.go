package bigcommerce

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

const (
	hookSecret   = "canary-of-the-webhook"
	clientSecret = "0123456789abcdefTESTclientsecret"
	signedAt     = 1700000000
	// signature is of signedBody with the message id msg_fixture_1, signed with the raw bytes of clientSecret at signedAt.
	signature  = "v1,duetngv2TWIW2LQF3fXqOC4ERRdFI88oqaHBOqsN+b8="
	signedBody = `{"scope":"store/order/created","store_id":"1025646","data":{"type":"order","id":250},` +
		`"hash":"dd70c0976e06b67aaf671e73f49dcb79230ebf9d","created_at":1561479335,"producer":"stores/abc123"}`
)

// verifier returns a client that has no one to talk to, whose clock stands at the given Unix time.
func verifier(t *testing.T, now int64, secret string, opts ...Option) *Client {
	t.Helper()
	clock := func(o *options) error {
		o.now = func() time.Time { return time.Unix(now, 0) }
		return nil
	}
	client, mock := newTestClient(t, append(opts, clock)...)
	t.Cleanup(func() { require.Zero(t, mock.GetTotalCallCount()) })
	return client.WithClientSecret(value.NewSecret(secret))
}

// signedDelivery is the delivery with the signature, with headers in pairs set, or removed where they are blank.
func signedDelivery(changes ...string) Delivery {
	header := http.Header{}
	header.Set(SecretHeader, hookSecret)
	header.Set("webhook-id", "msg_fixture_1")
	header.Set("webhook-timestamp", strconv.Itoa(signedAt))
	header.Set("webhook-signature", signature)
	for i := 0; i < len(changes); i += 2 {
		if header.Set(changes[i], changes[i+1]); changes[i+1] == "" {
			header.Del(changes[i])
		}
	}
	return Delivery{Header: header, Body: []byte(signedBody)}
}

// delivered is an unsigned delivery with the secret.
func delivered(body string) Delivery {
	return Delivery{Header: http.Header{SecretHeader: {hookSecret}}, Body: []byte(body)}
}

func TestASignedDeliveryIsRead(t *testing.T) {
	t.Parallel()
	client := verifier(t, signedAt, clientSecret, WithSignedDeliveries())
	delivery := signedDelivery()
	event, err := client.VerifyDelivery(delivery, []string{"", "another", hookSecret})
	require.NoError(t, err)
	assert.Equal(t, Event{
		Scope: "store/order/created", StoreID: "1025646", Producer: "stores/abc123", Hash: "dd70c0976e06b67aaf671e73f49dcb79230ebf9d",
		CreatedAt: time.Date(2019, 6, 25, 16, 15, 35, 0, time.UTC),
		Data:      json.RawMessage(`{"type":"order","id":250}`), Body: json.RawMessage(signedBody),
	}, event)
	clear(delivery.Body)
	assert.Equal(t, signedBody, string(event.Body), "the event does not share the caller's buffer")
}

func TestTheClientSecretNeedNotBeBase64(t *testing.T) {
	t.Parallel()
	for _, secret := range []string{"not base64!", "whsec_abc", "abcd"} {
		library, err := standardwebhooks.NewWebhookRaw([]byte(secret))
		require.NoError(t, err)
		sign, err := library.Sign("msg_fixture_1", time.Unix(signedAt, 0), []byte(signedBody))
		require.NoError(t, err)
		client := verifier(t, signedAt, secret, WithSignedDeliveries())
		_, err = client.VerifyDelivery(signedDelivery("webhook-signature", "v1,AAAA v2,BBBB "+sign), []string{hookSecret})
		require.NoError(t, err, secret)
	}
}

func TestHeadersOfADeliveryAreFoundInAnyCase(t *testing.T) {
	t.Parallel()
	client := verifier(t, signedAt, clientSecret, WithSignedDeliveries())
	delivery := signedDelivery()
	lower := http.Header{}
	for name, values := range delivery.Header {
		lower[strings.ToLower(name)] = values
	}
	delivery.Header = lower
	_, err := client.VerifyDelivery(delivery, []string{hookSecret})
	require.NoError(t, err)
}

func TestAnUnsignedDeliveryNeedsTheSecretOnly(t *testing.T) {
	t.Parallel()
	for _, secret := range []string{"", clientSecret} {
		_, err := verifier(t, signedAt, secret).VerifyDelivery(delivered(signedBody), []string{hookSecret})
		require.NoError(t, err)
	}
	_, err := verifier(t, signedAt, "").VerifyDelivery(signedDelivery("webhook-signature", "v1,AAAA"), []string{hookSecret})
	require.NoError(t, err, "without the client secret no signature can be checked")
}

func TestDeliveriesThatAreRefused(t *testing.T) {
	t.Parallel()
	mandatory := []Option{WithSignedDeliveries()}
	big := delivered(`{"scope":"` + strings.Repeat("x", 1<<20) + `"}`)
	big.Header.Del(SecretHeader)
	twice := signedDelivery()
	twice.Header["x-webhook-secret"] = []string{"another"}
	changed := signedDelivery()
	changed.Body = bytes.Replace(changed.Body, []byte("250"), []byte("251"), 1)
	for name, test := range map[string]struct {
		delivery Delivery
		code     string
		client   string
		now      int64
		options  []Option
	}{
		"a body of more than a mebibyte":    {delivery: big, code: "delivery.too_large"},
		"no secret":                         {delivery: signedDelivery(SecretHeader, ""), code: "delivery.secret_missing"},
		"no headers":                        {delivery: Delivery{Body: []byte(signedBody)}, code: "delivery.secret_missing"},
		"two secrets":                       {delivery: twice, code: "delivery.secret_missing"},
		"another secret":                    {delivery: signedDelivery(SecretHeader, hookSecret+"x"), code: "delivery.secret_wrong"},
		"the secret in another case":        {delivery: signedDelivery(SecretHeader, strings.ToUpper(hookSecret)), code: "delivery.secret_wrong"},
		"no signature":                      {delivery: delivered(signedBody), client: clientSecret, options: mandatory, code: "delivery.signature_missing"},
		"no client secret":                  {delivery: signedDelivery(), options: mandatory, code: "delivery.client_secret_unknown"},
		"another client secret":             {delivery: signedDelivery(), client: "another", code: "delivery.signature_wrong"},
		"a changed body":                    {delivery: changed, client: clientSecret, code: "delivery.signature_wrong"},
		"another message id":                {delivery: signedDelivery("webhook-id", "msg_2"), client: clientSecret, code: "delivery.signature_wrong"},
		"another time of signing":           {delivery: signedDelivery("webhook-timestamp", "1700000001"), client: clientSecret, code: "delivery.signature_wrong"},
		"a signature of another version":    {delivery: signedDelivery("webhook-signature", "v2"+signature[2:]), client: clientSecret, code: "delivery.signature_wrong"},
		"a signature without its version":   {delivery: signedDelivery("webhook-signature", signature[3:]), client: clientSecret, code: "delivery.signature_wrong"},
		"a signature without its id":        {delivery: signedDelivery("webhook-id", ""), client: clientSecret, code: "delivery.signature_malformed"},
		"a signature without its time":      {delivery: signedDelivery("webhook-timestamp", ""), client: clientSecret, code: "delivery.signature_malformed"},
		"a signature with a date":           {delivery: signedDelivery("webhook-timestamp", "2023-11-14"), client: clientSecret, code: "delivery.signature_malformed"},
		"an id and time without signature":  {delivery: signedDelivery("webhook-signature", ""), client: clientSecret, code: "delivery.signature_malformed"},
		"a signature of long ago":           {delivery: signedDelivery(), client: clientSecret, now: signedAt + 301, code: "delivery.too_old"},
		"a signature of the future":         {delivery: signedDelivery(), client: clientSecret, now: signedAt - 301, code: "delivery.too_old"},
		"a signature older than is allowed": {delivery: signedDelivery(), client: clientSecret, now: signedAt + 11, options: []Option{WithDeliveryAge(10 * time.Second)}, code: "delivery.too_old"},
		"no body":                           {delivery: delivered(""), code: "delivery.not_json"},
		"a form":                            {delivery: delivered("scope=store/order/created"), code: "delivery.not_json"},
		"half a body":                       {delivery: delivered(signedBody[:100]), code: "delivery.not_json"},
		"a body and more":                   {delivery: delivered(signedBody + "{}"), code: "delivery.not_json"},
		"an array":                          {delivery: delivered("[" + signedBody + "]"), code: "delivery.not_json"},
		"no scope":                          {delivery: delivered(`{"data":{},"producer":"stores/abc123"}`), code: "delivery.not_json"},
		"a blank scope":                     {delivery: delivered(`{"scope":"","data":{},"producer":"stores/abc123"}`), code: "delivery.not_json"},
		"a scope that is a number":          {delivery: delivered(`{"scope":1,"data":{},"producer":"stores/abc123"}`), code: "delivery.not_json"},
		"no data":                           {delivery: delivered(`{"scope":"store/order/created","producer":"stores/abc123"}`), code: "delivery.not_json"},
		"data that is null":                 {delivery: delivered(`{"scope":"store/order/created","data":null,"producer":"stores/abc123"}`), code: "delivery.not_json"},
		"another store":                     {delivery: delivered(strings.Replace(signedBody, "stores/abc123", "stores/abc1234", 1)), code: "delivery.other_store"},
		"no store":                          {delivery: delivered(`{"scope":"store/order/created","data":{}}`), code: "delivery.other_store"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if test.now == 0 {
				test.now = signedAt
			}
			client := verifier(t, test.now, test.client, test.options...)
			event, err := client.VerifyDelivery(test.delivery, []string{hookSecret})
			require.ErrorIs(t, err, ErrDeliveryRefused)
			refusal := asError(t, err)
			assert.Equal(t, KindDeliveryRefused, refusal.Kind)
			assert.Equal(t, test.code, refusal.Code)
			assert.Zero(t, event)
			assert.False(t, refusal.Retryable)
			for _, secret := range []string{hookSecret, clientSecret, "msg_", signature[3:], "abc123", "1025646"} {
				assert.NotContains(t, err.Error(), secret)
			}
		})
	}
}

func TestADeliveryNeedsASecretToCompareWith(t *testing.T) {
	t.Parallel()
	client := verifier(t, signedAt, "")
	for _, secrets := range [][]string{nil, {}, {""}, {"", hookSecret + " "}} {
		_, err := client.VerifyDelivery(delivered(signedBody), secrets)
		require.Equal(t, "delivery.secret_wrong", asError(t, err).Code, "%q", secrets)
	}
}

func TestTheWindowOfSignaturesReachesBothWays(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		off int64
		age time.Duration
	}{{300, defaultDeliveryAge}, {-300, defaultDeliveryAge}, {86400, 24 * time.Hour}, {-86400, 24 * time.Hour}} {
		client := verifier(t, signedAt+test.off, clientSecret, WithDeliveryAge(test.age))
		_, err := client.VerifyDelivery(signedDelivery(), []string{hookSecret})
		require.NoError(t, err, "%d s off, %v allowed", test.off, test.age)
	}
	_, err := NewPool(WithDeliveryAge(0))
	require.ErrorContains(t, err, "must be positive")
}

func TestDeliveriesMayLackWhatIsNotNeeded(t *testing.T) {
	t.Parallel()
	client := verifier(t, signedAt, "")
	for created, wanted := range map[string]time.Time{
		`0`: {}, `-1`: {}, `null`: {}, `1.5e9`: {}, `1561479335.5`: {}, `"1561479335"`: {}, `"soon"`: {}, `{}`: {}, `[1]`: {}, `true`: {},
		`99999999999999999999999999`: {}, `9223372036854775807`: {}, `1561479335000000`: {},
		`1`: time.Unix(1, 0).UTC(), `253402300799`: time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
	} {
		event, err := client.VerifyDelivery(delivered(`{"scope":"store/cart/created","data":{},"producer":"stores/abc123","created_at":`+created+`}`), []string{hookSecret})
		require.NoError(t, err, created)
		assert.Equal(t, wanted, event.CreatedAt, created)
		assert.Empty(t, event.Hash)
		assert.Empty(t, event.StoreID)
	}
	event, err := client.VerifyDelivery(delivered(` {"producer":"stores/abc123","store_id":7,"data": [{"price_list_id":1}] ,"scope":"store/priceList/records/updated"}`), []string{hookSecret})
	require.NoError(t, err)
	assert.Equal(t, "7", event.StoreID)
	assert.JSONEq(t, `[{"price_list_id":1}]`, string(event.Data), "some scopes have an array")
}

func TestAClientWithItsSecretSharesTheStore(t *testing.T) {
	t.Parallel()
	client, mock := newTestClient(t)
	mock.RegisterResponder("GET", testRoot+"/v2/orders/7", answer(http.StatusOK, `{"id":7}`))
	with := client.WithClientSecret(value.NewSecret(clientSecret))
	require.Same(t, client.store, with.store)
	_, err := with.Orders.Get(t.Context(), 7, OrderSelection{})
	require.NoError(t, err)
	require.True(t, client.clientSecret.IsZero(), "the client itself stays as it was")
}

func FuzzVerifyDelivery(f *testing.F) {
	for _, seed := range []string{
		signedBody, ``, `{}`, `[]`, `null`, `{"scope":"s","data":{}}`, `{"scope":"s","data":[],"producer":"stores/abc123","created_at":1e400}`,
		`{"scope":"\ud800","data":{"a":1},"producer":"stores/abc123","producer":"stores/x"}`, `{"scope":"s","data":{"scope":"t"`,
		`{"sc\u006fpe":"s","data":{},"producer":"stores\/abc123","store_id":{"a":[1]},"hash":null,"created_at":-9223372036854775808}`,
		strings.Repeat(`[`, 20000),
	} {
		f.Add([]byte(seed))
	}
	pool, err := NewPool()
	require.NoError(f, err)
	client := pool.Client(testHash, NewToken(testToken))
	f.Fuzz(func(t *testing.T, body []byte) {
		event, err := client.VerifyDelivery(Delivery{Header: http.Header{SecretHeader: {hookSecret}}, Body: body}, []string{hookSecret})
		if err != nil {
			require.ErrorIs(t, err, ErrDeliveryRefused)
			require.Zero(t, event)
			return
		}
		require.Equal(t, string(body), string(event.Body))
		require.True(t, json.Valid(event.Data))
		require.NotEmpty(t, event.Scope)
		var decoded struct {
			Scope    string          `json:"scope"`
			Producer string          `json:"producer"`
			Data     json.RawMessage `json:"data"`
		}
		if json.Unmarshal(body, &decoded) == nil && decoded.Scope == event.Scope {
			require.Equal(t, "stores/abc123", event.Producer)
		}
		_, err = event.CreatedAt.MarshalJSON()
		require.NoError(t, err)
	})
}
