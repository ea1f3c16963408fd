package bigcommerce

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// SecretHeader is the header in which a webhook sends its secret along with every delivery: put a random text under this name into the
// webhook's headers ([HookCreate]), and give the same to [Client.VerifyDelivery].
const SecretHeader = "X-Webhook-Secret" //nolint:gosec // a header's name is no credential

// largestDelivery bounds the body of a delivery, which is a few hundred bytes long.
const largestDelivery = 1 << 20

// Delivery is the HTTP request with which BigCommerce tells of an event.
type Delivery struct {
	// Header is what the request came with; the case of the names doesn't matter.
	Header http.Header
	// Body is what the request came with, byte by byte: the signature is lost when it was decoded and encoded again.
	Body []byte
}

// String tells how large the delivery is: its headers hold the webhook's secret.
func (d Delivery) String() string { return fmt.Sprintf("a delivery of %d bytes", len(d.Body)) }

// Format writes [Delivery.String], whatever the verb.
func (d Delivery) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, d.String()) }

// LogValue returns [Delivery.String].
func (d Delivery) LogValue() slog.Value { return slog.StringValue(d.String()) }

// Event is what a delivery tells. Deliveries come in any order, and more than once.
type Event struct {
	// Scope is what happened, such as store/order/created; never a wildcard.
	Scope string
	// StoreID is the store's number, not its hash.
	StoreID string
	// Producer is "stores/" and the store hash.
	Producer string
	// Hash is the same for all deliveries of the event, those of other webhooks included. It is no signature.
	Hash string
	// CreatedAt is when the event happened, in whole seconds and UTC; zero when the delivery doesn't say.
	CreatedAt time.Time
	// Data names the record that the event is about: an object, for some scopes of price lists an array.
	Data json.RawMessage
	// Body is the whole delivery.
	Body json.RawMessage
}

// VerifyDelivery tells whether a delivery comes from the webhook that was given one of the secrets, and reads it. It sends
// nothing. The secret in [SecretHeader] is always checked; the Standard Webhooks signature is when it is there and the client secret is
// known ([Client.WithClientSecret]), and it is mandatory with [WithSignedDeliveries]. Every refusal is an [ErrDeliveryRefused] whose
// Code, such as delivery.secret_wrong, says why; its texts repeat nothing of the delivery.
func (c *Client) VerifyDelivery(delivery Delivery, secrets []string) (Event, error) {
	if len(delivery.Body) > largestDelivery {
		return Event{}, refused("too_large", "The delivery is larger than 1 MiB, which no delivery of BigCommerce is. Check what sends to this address.")
	}
	if err := checkSecret(delivery.Header, secrets); err != nil {
		return Event{}, err
	}
	if err := c.checkSignature(delivery); err != nil {
		return Event{}, err
	}
	return readEvent(delivery.Body, c.store.key.Hash)
}

// checkSecret refuses a delivery without one of the secrets.
func checkSecret(header http.Header, secrets []string) error {
	sent := headerOf(header, SecretHeader)
	if sent == "" {
		return refused("secret_missing", "The delivery has no header "+SecretHeader+", or several that differ, so it does not come from the webhook that was set up here. "+
			"If it should, see that what stands before this address passes the header on, or set the webhook up again.")
	}
	digest := sha256.Sum256([]byte(sent))
	matches := 0
	for _, secret := range secrets {
		if secret == "" {
			continue
		}
		wanted := sha256.Sum256([]byte(secret))
		matches |= subtle.ConstantTimeCompare(digest[:], wanted[:])
	}
	if matches == 0 {
		return refused("secret_wrong", "The secret in the delivery's header "+SecretHeader+" is not that of the webhook that was set up here. "+
			"Delete webhooks that are left over from before, or set the webhook up again.")
	}
	return nil
}

// checkSignature refuses a delivery whose signature is wrong, or missing although it is mandatory.
func (c *Client) checkSignature(delivery Delivery) error {
	o := &c.store.pool.options
	secret := strings.TrimSpace(c.clientSecret.Reveal())
	if secret == "" {
		if o.signedDeliveries {
			return refused("client_secret_unknown", "The delivery's signature can't be checked, because the client secret is not known. "+
				"Add the client secret of the API account to the credential; it was shown when the account was made, "+whereTokens+".")
		}
		return nil
	}
	signed := http.Header{}
	for _, name := range []string{standardwebhooks.HeaderWebhookID, standardwebhooks.HeaderWebhookTimestamp, standardwebhooks.HeaderWebhookSignature} {
		if sent := headerOf(delivery.Header, name); sent != "" {
			signed.Set(name, sent)
		}
	}
	if len(signed) == 0 {
		if o.signedDeliveries {
			return refused("signature_missing", "The delivery is not signed. If it comes from BigCommerce, see that what stands before this address "+
				"passes the headers webhook-id, webhook-timestamp and webhook-signature on.")
		}
		return nil
	}
	at, err := strconv.ParseInt(signed.Get(standardwebhooks.HeaderWebhookTimestamp), 10, 64)
	if err != nil || len(signed) < 3 {
		return refused("signature_malformed", "The delivery's signature is incomplete: it takes the headers webhook-id, webhook-timestamp, in "+
			"seconds, and webhook-signature. See that what stands before this address passes all three on.")
	}
	// The library takes no other window than five minutes, so the window is checked here.
	verifier, err := standardwebhooks.NewWebhookRaw([]byte(secret))
	if err != nil || verifier.VerifyIgnoringTimestamp(delivery.Body, signed) != nil {
		return refused("signature_wrong", "The delivery's signature does not fit its body. Compare the client secret of the credential with that "+
			"of the API account that made the webhook, and see that the body arrives here unchanged.")
	}
	if now := o.now(); at < now.Add(-o.deliveryAge).Unix() || at > now.Add(o.deliveryAge).Unix() {
		return refused("too_old", "The delivery was signed longer than "+o.deliveryAge.String()+" ago, or in the future: it may be an old one that "+
			"somebody sends again. Check this machine's clock, and whether deliveries wait before they are verified.")
	}
	return nil
}

// readEvent reads the body of a delivery to the store.
func readEvent(body []byte, hash StoreHash) (Event, error) {
	body = bytes.Clone(body) // the caller may use its buffer again
	scope, data := member(validObject(body), "scope"), member(validObject(body), "data")
	if !startsWith(scope, '"') || text(scope) == "" || !startsWith(data, '{') && !startsWith(data, '[') {
		return Event{}, refused("not_json", "The delivery is not a JSON object with a scope and data, as BigCommerce sends it. Check what sends to "+
			"this address, and see that the body arrives here unchanged.")
	}
	event := Event{
		Scope:     text(scope),
		StoreID:   text(member(body, "store_id")),
		Producer:  text(member(body, "producer")),
		Hash:      text(member(body, "hash")),
		CreatedAt: secondsOf(member(body, "created_at")),
		Data:      data,
		Body:      body,
	}
	if event.Producer != "stores/"+string(hash) {
		return Event{}, refused("other_store", "The delivery is about another store than the credential's. Delete the webhook in that store, or use "+
			"the credential of that store.")
	}
	return event, nil
}

// validObject returns the body when it is a JSON object, else nil.
func validObject(body []byte) []byte {
	if !startsWith(body, '{') || !json.Valid(body) {
		return nil
	}
	return body
}

// latestSecond is the last second of the year 9999, the last that dates in JSON can express.
const latestSecond = 253402300799

// secondsOf reads a time in Unix seconds, zero when it is written in any other way or makes no sense.
func secondsOf(data []byte) time.Time {
	seconds, err := strconv.ParseInt(string(data), 10, 64)
	if err != nil || seconds <= 0 || seconds > latestSecond {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

// headerOf returns a header whatever the case of its name: deliveries that come by a queue or a gateway often have it in lower case. A header that
// comes several times with different values counts as blank.
func headerOf(header http.Header, name string) string {
	var found string
	for candidate, values := range header {
		if !strings.EqualFold(candidate, name) {
			continue
		}
		for _, value := range values {
			if found != "" && value != found {
				return ""
			}
			found = value
		}
	}
	return found
}

// refused is the refusal of a delivery.
func refused(why, message string) *Error {
	return &Error{Kind: KindDeliveryRefused, Code: "delivery." + why, Message: message}
}
