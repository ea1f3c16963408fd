package sandbox

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestSignatureOfTheGuide: the signature was computed by a library of Standard Webhooks that was given base64 of the client
// secret, as the vendor's guide says.
func TestSignatureOfTheGuide(t *testing.T) {
	t.Parallel()
	const body = `{"scope":"store/order/created","store_id":"1025646","data":{"type":"order","id":250},` +
		`"hash":"dd70c0976e06b67aaf671e73f49dcb79230ebf9d","created_at":1561479335,"producer":"stores/abc123"}`
	assert.Equal(t, "v1,duetngv2TWIW2LQF3fXqOC4ERRdFI88oqaHBOqsN+b8=",
		signature("0123456789abcdefTESTclientsecret", "msg_fixture_1", "1700000000", []byte(body)))
}
