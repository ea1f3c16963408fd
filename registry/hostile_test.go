package registry_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

func TestHostileInputIsRefusedBriefly(t *testing.T) {
	t.Parallel()
	const megabyte = 1 << 20
	long := strings.Repeat("x", 4*megabyte)
	twice := strings.Repeat(`"a":1,`, 200) + `"a":1`
	for name, input := range map[string]string{
		"a name of 4 MB":                 `{"` + long + `":1}`,
		"faults below a name of 4 MB":    `{"latin_name":"Bellis","additional_fields":{"` + long + `":{` + twice + `}}}`,
		"a value of 4 MB":                `{"latin_name":"Bellis","light":"` + long + `"}`,
		"a number of 4 MB":               `{"latin_name":"Bellis","height":` + strings.Repeat("9", 4*megabyte) + `}`,
		"a hundred thousand names":       `{` + strings.TrimSuffix(strings.Repeat(`"unknown":1,`, 100_000), ",") + `}`,
		"the same name again and again":  `{"latin_name":"Bellis",` + strings.TrimSuffix(strings.Repeat(`"latin_name":"Bellis",`, 100_000), ",") + `}`,
		"a million arrays":               strings.Repeat("[", 1_000_000) + strings.Repeat("]", 1_000_000),
		"a million arrays without ends":  strings.Repeat("[", 1_000_000),
		"objects 65 deep":                `{"latin_name":"Bellis","additional_fields":` + strings.Repeat(`{"a":`, 65) + `1` + strings.Repeat(`}`, 66),
		"more than 16 MiB":               `{"latin_name":"` + strings.Repeat("x", 17*megabyte) + `"}`,
		"the prototype of JavaScript":    `{"latin_name":"Bellis","__proto__":{"admin":true}}`,
		"names with escapes of pointers": `{"~1/~0":1,"a/b":2,"":3}`,
		"names that act on a terminal":   `{"\u001b[2J":1,"a\nlevel=ERROR":2,"\u009b":3,"\u202e":4,"\u0000":5}`,
		"names that are no UTF-8":        "{\"\xff\xfe\":1}",
		"halves of characters":           `{"\ud800":1}`,
		"a number beyond all bounds":     `{"latin_name":"Bellis","height":1e999999999}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := decoded(t, echo[plantInput](planted()), input)
			failure := failureOf(t, err)
			assert.Equal(t, registry.InvalidInput, failure.Type)
			assert.False(t, strings.ContainsAny(failure.Message, "\x00\x1b\n\r\u009b\u202e"), "%q", failure.Message)
			assert.Less(t, len(failure.Message), 2000)
			told, err := json.Marshal(failure)
			require.NoError(t, err)
			assert.Less(t, len(told), 100<<10)
			for _, fault := range failure.Fields {
				assert.True(t, fault.Path == "" || strings.HasPrefix(fault.Path, "/"))
				assert.LessOrEqual(t, len(fault.Path), 600)
			}
		})
	}
}

func TestADeliveryNeverPrintsItsSecret(t *testing.T) {
	t.Parallel()
	delivery := registry.Delivery{Header: map[string][]string{"X-Webhook-Secret": {"sesame-open-up"}}, Body: []byte("sesame-open-up")}
	printed := delivery.String() + delivery.LogValue().String()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		printed += fmt.Sprintf(verb, delivery) + fmt.Sprintf(verb, &delivery) + fmt.Sprintf(verb, struct{ D registry.Delivery }{delivery})
	}
	assert.Contains(t, printed, "a delivery of 14 bytes")
	assert.NotContains(t, printed, "sesame")
	assert.NotContains(t, printed, fmt.Sprintf("%x", "sesame"))
}
