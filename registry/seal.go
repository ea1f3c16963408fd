package registry

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
)

const (
	// cursorVersion is the format of cursors; it goes up when older ones can't be read any more.
	cursorVersion = "1"
	// subscriptionVersion is the format of subscriptions.
	subscriptionVersion = 1
	// maxSealed is how large a cursor or a subscription may be, in bytes.
	maxSealed = 1 << 20
	// checksumSize is how many bytes of a cursor's digest go with it: enough to notice damage.
	checksumSize = 6
)

// owner is what a cursor, a subscription and a notice belong to: a trigger on one account.
type owner struct {
	operation string
	// account is a digest: it stands for the account and doesn't name it.
	account string
}

// ownerOf returns the owner for the account of a connector, as the connector names it.
func ownerOf(connector, operation, account string) owner {
	digest := sha256.Sum256([]byte(connector + "\x00" + account))
	return owner{operation, hex.EncodeToString(digest[:6])}
}

// sealedCursor is what the text of a cursor holds.
type sealedCursor struct {
	Operation string          `json:"o"`
	Account   string          `json:"a"`
	Position  json.RawMessage `json:"p"`
}

// sealCursor returns the trigger's own cursor as the JSON string that engines keep: version, dot, base64 of JSON and its checksum.
func (o owner) sealCursor(position json.RawMessage) (json.RawMessage, error) {
	payload, err := encode(sealedCursor{o.operation, o.account, position})
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(payload)
	text := cursorVersion + "." + base64.RawURLEncoding.EncodeToString(append(payload, digest[:checksumSize]...))
	return encode(text)
}

// openCursor returns the trigger's own cursor, nil when there is none yet. One that is damaged or of another owner is refused.
func (o owner) openCursor(raw json.RawMessage) (json.RawMessage, error) {
	text, err := cursorText(raw)
	if text == "" || err != nil {
		return nil, err
	}
	version, body, ok := strings.Cut(text, ".")
	switch {
	case !ok:
		return nil, damagedCursor(nil)
	case version != cursorVersion && isDigits(version):
		return nil, NewFailure(InvalidInput, "cursor.version",
			"The cursor was made by another release of the connector, which can't be read here. Begin again: poll without a cursor and with since_from.", nil)
	case version != cursorVersion:
		return nil, damagedCursor(nil)
	}
	sealed, err := base64.RawURLEncoding.Strict().DecodeString(body)
	if err != nil || len(sealed) <= checksumSize {
		return nil, damagedCursor(err)
	}
	payload, checksum := sealed[:len(sealed)-checksumSize], sealed[len(sealed)-checksumSize:]
	if digest := sha256.Sum256(payload); !bytes.Equal(digest[:checksumSize], checksum) {
		return nil, damagedCursor(nil)
	}
	cursor, err := decodeState[sealedCursor](payload)
	switch {
	case err != nil || len(cursor.Position) == 0:
		return nil, damagedCursor(err)
	case cursor.Operation != o.operation:
		return nil, NewFailure(InvalidInput, "cursor.foreign",
			fmt.Sprintf("The cursor is one of the trigger %q, not of %q. Send back the cursor that this trigger returned, or none to begin.", cursor.Operation, o.operation), nil)
	case cursor.Account != o.account:
		return nil, NewFailure(InvalidInput, "cursor.foreign",
			"The cursor is one of another account. Send back the cursor that this trigger returned for this account, or none to begin.", nil)
	}
	return cursor.Position, nil
}

// cursorText returns the text of a cursor, with or without JSON quotes; "" when there is none.
func cursorText(raw json.RawMessage) (string, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) > maxSealed {
		return "", damagedCursor(nil)
	}
	if len(raw) == 0 || string(raw) == "null" {
		return "", nil
	}
	if raw[0] != '"' {
		return string(raw), nil
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return "", damagedCursor(err)
	}
	return strings.TrimSpace(text), nil
}

// isDigits reports whether the text is a number of a few digits.
func isDigits(text string) bool {
	return text != "" && len(text) <= 4 && strings.Trim(text, "0123456789") == ""
}

// damagedCursor is the failure of a text that is no cursor. It shows none of the text.
func damagedCursor(cause error) *Failure {
	return NewFailure(InvalidInput, "cursor.damaged",
		"The cursor is none that this connector made, or it was changed. Send it back exactly as it came, or poll without a cursor and with since_from to begin again.", cause)
}

// sealedSubscription is what an engine keeps of a subscription.
type sealedSubscription struct {
	Version   int             `json:"version"`
	Operation string          `json:"operation"`
	Account   string          `json:"account"`
	State     json.RawMessage `json:"state"`
	Repaired  []string        `json:"repaired"`
}

// sealSubscription returns the trigger's own state as the JSON that engines keep.
func (o owner) sealSubscription(state json.RawMessage, repaired []string) (json.RawMessage, error) {
	return encode(sealedSubscription{subscriptionVersion, o.operation, o.account, state, append([]string{}, repaired...)})
}

// openSubscription returns the trigger's own state, nil when there is none yet.
func (o owner) openSubscription(raw json.RawMessage) (json.RawMessage, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	if len(raw) > maxSealed {
		return nil, damagedSubscription()
	}
	subscription, err := decodeState[sealedSubscription](raw)
	switch {
	case err != nil || len(subscription.State) == 0:
		return nil, damagedSubscription()
	case subscription.Version != subscriptionVersion:
		return nil, NewFailure(InvalidInput, "subscription.version",
			"The subscription was made by another release of the connector, which can't be read here. Subscribe again without it.", nil)
	case subscription.Operation != o.operation:
		return nil, NewFailure(InvalidInput, "subscription.foreign",
			fmt.Sprintf("The subscription is one of the trigger %q, not of %q.", subscription.Operation, o.operation), nil)
	case subscription.Account != o.account:
		return nil, NewFailure(InvalidInput, "subscription.foreign", "The subscription is one of another account.", nil)
	}
	return subscription.State, nil
}

// damagedSubscription is the failure of JSON that is no subscription. It shows none of it: a subscription has secrets.
func damagedSubscription() *Failure {
	return NewFailure(InvalidInput, "subscription.damaged",
		"The subscription is none that this connector made, or it was changed. Give it exactly as Subscribe returned it, or subscribe again.", nil)
}

// Repaired returns what the call of [Registry.Subscribe] that returned the subscription had to repair, one sentence each; none
// when all was in order.
func Repaired(subscription json.RawMessage) []string {
	var sealed sealedSubscription
	if json.Unmarshal(subscription, &sealed) != nil {
		return nil
	}
	return sealed.Repaired
}
