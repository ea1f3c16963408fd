package registry_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// wide is an input of twenty fields.
type wide struct {
	A1 value.Optional[string]      `json:"a1,omitzero" required:"true" jsonschema:"title=A1,minLength=1,maxLength=100"`
	A2 value.Optional[string]      `json:"a2,omitzero" jsonschema:"title=A2,maxLength=100"`
	A3 value.Optional[string]      `json:"a3,omitzero" jsonschema:"title=A3,maxLength=100"`
	A4 value.Optional[string]      `json:"a4,omitzero" jsonschema:"title=A4,maxLength=100"`
	A5 value.Optional[string]      `json:"a5,omitzero" jsonschema:"title=A5,maxLength=100"`
	B1 value.Optional[int64]       `json:"b1,omitzero" jsonschema:"title=B1,minimum=0"`
	B2 value.Optional[int64]       `json:"b2,omitzero" jsonschema:"title=B2,minimum=0"`
	B3 value.Optional[int64]       `json:"b3,omitzero" jsonschema:"title=B3,minimum=0"`
	B4 value.Optional[int64]       `json:"b4,omitzero" jsonschema:"title=B4,minimum=0"`
	B5 value.Optional[int64]       `json:"b5,omitzero" jsonschema:"title=B5,minimum=0"`
	C1 value.Optional[bool]        `json:"c1,omitzero" jsonschema:"title=C1"`
	C2 value.Optional[bool]        `json:"c2,omitzero" jsonschema:"title=C2"`
	C3 value.Optional[bool]        `json:"c3,omitzero" jsonschema:"title=C3"`
	D1 value.Optional[value.Money] `json:"d1,omitzero" jsonschema:"title=D1,minimum=0"`
	D2 value.Optional[value.Money] `json:"d2,omitzero" jsonschema:"title=D2,minimum=0"`
	E1 value.Optional[light]       `json:"e1,omitzero" jsonschema:"title=E1"`
	E2 value.Optional[value.Date]  `json:"e2,omitzero" jsonschema:"title=E2"`
	F1 value.Optional[[]int64]     `json:"f1,omitzero" jsonschema:"title=F1"`
	F2 value.Optional[[]pot]       `json:"f2,omitzero" jsonschema:"title=F2"`
	F3 value.Optional[plantLabel]  `json:"f3,omitzero" jsonschema:"title=F3"`
}

const (
	typedInput = `{"a1":"one","a2":"two","a3":"three","a4":"four","a5":"five","b1":1,"b2":2,"b3":3,"b4":4,"b5":5,` +
		`"c1":true,"c2":false,"c3":true,"d1":1.10,"d2":2.20,"e1":"half","e2":"2026-01-31T09:30:00Z","f1":[1,2,3],"f2":[{"size":1}],"f3":{"text":"x"}}`
	formInput = `{"a1":"one","a2":"two","a3":"three","a4":"four","a5":"five","b1":"1","b2":"2","b3":"3","b4":"4","b5":"5",` +
		`"c1":"true","c2":"false","c3":"true","d1":"1.10","d2":"2.20","e1":"Half shade","e2":"31/01/2026 09:30","f1":"1,2,3","f2":[{"size":"1"}],"f3":{"text":"x"}}`
)

func benchmarkInvoke(b *testing.B, input string) {
	action := registry.NewAction(specOf("wide", registry.Read), func(context.Context, *shop, wide) (record, error) { return untouched, nil })
	reg := newRegistry(b, action)
	call := callOf("wide", input)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := reg.Invoke(b.Context(), call); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBatchOfTypedInputs runs batches of 1,000 inputs, ten at a time.
func BenchmarkBatchOfTypedInputs(b *testing.B) {
	run := func(context.Context, *shop, wide) (record, error) { return untouched, nil }
	action := registry.NewAction(specOf("wide", registry.Create), run).InBulk(registry.Bulk[*shop, wide, record]{
		Size: 10,
		Run: func(_ context.Context, _ *shop, inputs []wide) ([]registry.BulkOutcome[record], error) {
			outcomes := make([]registry.BulkOutcome[record], len(inputs))
			for i := range outcomes {
				outcomes[i].Records = []record{untouched}
			}
			return outcomes, nil
		},
	})
	reg := newRegistry(b, action)
	inputs := slices.Repeat([]json.RawMessage{[]byte(typedInput)}, 1000)
	b.ReportAllocs()
	for b.Loop() {
		if outcomes := reg.InvokeBatch(b.Context(), callOf("wide", ""), inputs); outcomes[0].Err != nil {
			b.Fatal(outcomes[0].Err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(inputs)), "ns/input")
}

func BenchmarkInvokeTypedInput(b *testing.B) { benchmarkInvoke(b, typedInput) }
func BenchmarkInvokeFormInput(b *testing.B)  { benchmarkInvoke(b, formInput) }

// plain is what a program would write that takes the typed input only.
type plain struct {
	A1 string      `json:"a1"`
	A2 string      `json:"a2"`
	A3 string      `json:"a3"`
	A4 string      `json:"a4"`
	A5 string      `json:"a5"`
	B1 int64       `json:"b1"`
	B2 int64       `json:"b2"`
	B3 int64       `json:"b3"`
	B4 int64       `json:"b4"`
	B5 int64       `json:"b5"`
	C1 bool        `json:"c1"`
	C2 bool        `json:"c2"`
	C3 bool        `json:"c3"`
	D1 json.Number `json:"d1"`
	D2 json.Number `json:"d2"`
	E1 string      `json:"e1"`
	E2 time.Time   `json:"e2"`
	F1 []int64     `json:"f1"`
	F2 []plainPot  `json:"f2"`
	F3 struct {
		Text string `json:"text"`
	} `json:"f3"`
}

type plainPot struct {
	Size int64 `json:"size"`
}

// BenchmarkPlainUnmarshal is what a program pays that checks and converts nothing.
func BenchmarkPlainUnmarshal(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		var in plain
		if err := json.Unmarshal([]byte(typedInput), &in); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSchemaLibrary is what validating the typed input with the schema library alone costs, without converting or storing it.
func BenchmarkSchemaLibrary(b *testing.B) {
	schema := compiledSchema(b, newRegistry(b, echo[wide](specOf("wide", registry.Read))).Manifest().Connectors[0].Operations[0].Input)
	b.ReportAllocs()
	for b.Loop() {
		if !holds(b, schema, typedInput) {
			b.Fatal("refused")
		}
	}
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := registry.New(registry.NewConnector(shopDefinition(echo[wide](specOf("wide", registry.Read))))); err != nil {
			b.Fatal(err)
		}
	}
}
