package registry_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// plot is a part of the garden by its number, by its name, or by what the gardener calls it.
type plot string

func (plot) Choices() []value.Choice {
	return []value.Choice{{Value: 1, Label: "North"}, {Value: 2, Label: "South"}}
}

func (plot) AcceptsOthers() {}

type plotInput struct {
	Plot value.Optional[plot] `json:"plot,omitzero" jsonschema:"title=Plot" jsonschema_description:"Which plot."`
}

type plotRecord struct {
	Plot string `json:"plot"`
}

func plantIn() registry.Action[shop] {
	return registry.NewAction(registry.Spec{Code: "plant_in", Name: "Plant", Group: "Plants", Effect: registry.Update},
		func(_ context.Context, _ shop, in plotInput) (plotRecord, error) {
			return plotRecord{string(in.Plot.Or("none"))}, nil
		})
}

func TestAnOpenEnumerationTakesValuesLabelsAndOtherText(t *testing.T) {
	t.Parallel()
	for input, want := range map[string]string{
		`2`: "2", `"2"`: "2", `" 2 "`: "2", `2.0`: "2", `"south"`: "2", `"North"`: "1", `" Rose bed "`: "Rose bed", `""`: "none",
	} {
		t.Run(input, func(t *testing.T) {
			t.Parallel()
			for record, err := range plantIn().Run(t.Context(), shop{}, json.RawMessage(`{"plot":`+input+`}`)) {
				require.NoError(t, err)
				assert.JSONEq(t, `{"plot":"`+want+`"}`, string(record))
			}
		})
	}
}

func TestAnOpenEnumerationRefusesNumbersThatAreNoneOfItsValues(t *testing.T) {
	t.Parallel()
	for _, input := range []string{`3`, `"3"`, `true`, `{}`, `["North"]`} {
		t.Run(input, func(t *testing.T) {
			t.Parallel()
			for _, err := range plantIn().Run(t.Context(), shop{}, json.RawMessage(`{"plot":`+input+`}`)) {
				assert.ErrorContains(t, err, "Plot must be one of 1 (North), 2 (South)")
			}
		})
	}
}
