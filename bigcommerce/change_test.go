package bigcommerce

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestARecordThatHoldsAllThatIsWantedNeedsNoWriting(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		stored, wanted string
		want           bool
	}{
		{`{"name":"Loom","id":1}`, `{"name":"Loom"}`, true},
		{`{"name":"loom"}`, `{"name":"Loom"}`, false},
		{`{"sku":"7"}`, `{"sku":"007"}`, false},
		{`{}`, `{"name":"Loom"}`, false},
		{`{"price":19.9}`, `{"price":19.90}`, true},
		{`{"price":"19.9000"}`, `{"price":19.90}`, true},
		{`{"price":19.9}`, `{"price":19.91}`, false},
		{`{"flag":1}`, `{"flag":true}`, true},
		{`{"flag":false}`, `{"flag":true}`, false},
		{`{"note":null}`, `{"note":""}`, true},
		{`{"note":""}`, `{"note":null}`, true},
		{`{"note":"x"}`, `{"note":null}`, false},
		{`{"categories":[1,2]}`, `{"categories":[2,1]}`, true},
		{`{"categories":[1,2]}`, `{"categories":[1]}`, false},
		{`{"categories":[1]}`, `{"categories":[1,1]}`, false},
		{`{"fields":[{"id":9,"name":"a","value":"b"}]}`, `{"fields":[{"name":"a","value":"b"}]}`, true},
		{`{"address":{"city":"Austin","id":1}}`, `{"address":{"city":"Austin"}}`, true},
		{`{"address":"x"}`, `{"address":{"city":"Austin"}}`, false},
		{`{"preorder_release_date":"2026-12-01T00:00:00+00:00"}`, `{"preorder_release_date":"2026-12-01T00:00:00Z"}`, true},
		{`{"date_last_imported":"2026-12-01T00:00:00+00:00"}`, `{"date_last_imported":"2026-12-01T00:00:01Z"}`, false},
		{`{"preorder_release_date":null}`, `{"preorder_release_date":"2026-12-01T00:00:00Z"}`, false},
		{`{"value":"2026-12-01T00:00:00+00:00"}`, `{"value":"2026-12-01T00:00:00Z"}`, false},
		{`{"address":{}}`, `{"address":"x"}`, false},
	} {
		assert.Equal(t, test.want, holds([]byte(test.stored), []byte(test.wanted)), "%s %s", test.stored, test.wanted)
	}
}

func TestARecordTellsWhatWasDoneForIt(t *testing.T) {
	t.Parallel()
	record := withChange[struct {
		Customer
		Changed
	}](NewRecord[Customer]([]byte(`{"id":1}`)), Updated)
	assert.Equal(t, `{"id":1,"change":"updated"}`, string(record.JSON()))
	decoded, err := record.Decode()
	assert.NoError(t, err)
	assert.Equal(t, Updated, decoded.Change)
}
