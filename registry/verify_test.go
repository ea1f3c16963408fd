package registry_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

type badEmbedding struct {
	writable `required:"latin_nam" omit:"idd"`
	Light    string `json:"light" omit:"x"`
}

type badTags struct {
	Clear    string                  `json:"clear" clear:"null"`
	Form     value.Optional[int64]   `json:"form" clear:"text"`
	List     value.Optional[string]  `json:"list" clear:"list"`
	Way      value.Optional[string]  `json:"way" clear:"away"`
	Blank    string                  `json:"blank" blank:"perhaps"`
	Secret   string                  `json:"secret" secret:"yes"`
	Required string                  `json:"required" required:"yes"`
	Typo     string                  `json:"typo" jsonschema:"title=Typo,maxlength=3"`
	Comma    string                  `json:"comma" jsonschema:"title=A, b"`
	Number   int64                   `json:"number" jsonschema:"minimum=few"`
	Pattern  string                  `json:"pattern" jsonschema:"pattern=["`
	Format   string                  `json:"format" jsonschema:"format=zip"`
	Depends  string                  `json:"depends" options:"x" depends_on:"nothing"`
	Channel  chan int                `json:"channel"`
	Choice   noChoice                `json:"choice"`
	Mixed    mixedChoice             `json:"mixed"`
	Twice    value.Optional[*string] `json:"twice"`
	Nameless string                  `jsonschema:"title=Nameless"`
}

type noChoice string

func (noChoice) Choices() []value.Choice { return nil }

type mixedChoice string

func (mixedChoice) Choices() []value.Choice { return []value.Choice{{Value: 1, Label: "One"}} }

type endlessInput struct {
	Branches []endlessInput `json:"branches"`
}

type SelfEmbedding struct {
	*SelfEmbedding
	Name string `json:"name"`
}

func TestNewReportsEveryFaultAtOnce(t *testing.T) {
	t.Parallel()
	nothing := registry.Spec{Code: "Bad-Code", Effect: "explode"}
	keyless, keyed := specOf("keyless", registry.Create), specOf("keyed", registry.Read)
	keyless.NaturalKey, keyed.NaturalKey = "", "latin_name"
	wrongExample := planted()
	wrongExample.Code = "example"
	wrongExample.Examples = []registry.Example{{Title: "Wrong", Input: `{"ligth":"half"}`}, {Title: "Broken", Input: `{`}}
	definition := shopDefinition(
		echo[plantKey](nothing), echo[plantKey](keyless), echo[plantKey](keyed), echo[plantKey](specOf("twice", registry.Read)), echo[plantKey](specOf("twice", registry.Read)),
		echo[plantInput](wrongExample), echo[badEmbedding](specOf("embedding", registry.Read)), echo[badTags](specOf("tags", registry.Read)),
		echo[endlessInput](specOf("endless", registry.Read)), echo[SelfEmbedding](specOf("self", registry.Read)),
		echo[string](specOf("scalar", registry.Read)), registry.Action[*shop]{},
	)
	definition.Name = ""
	definition.Check = nil
	definition.Options = append(definition.Options, definition.Options[0], registry.OptionSource[*shop]{Name: "weed"})
	definition.Faults = []error{errors.New("the gate is locked")}
	reg, err := registry.New(registry.NewConnector(definition), registry.NewConnector(shopDefinition()), registry.Connector{})
	assert.Nil(t, reg)
	require.Error(t, err)
	for _, fault := range []string{
		`connector "garden_shop": the gate is locked`,
		`connector "garden_shop": the name is missing`,
		`connector "garden_shop": the function Check is missing`,
		`connector "garden_shop": registered twice`,
		`connector "garden_shop": the drop-down "x" has no source; it is that of tags/depends`,
		`connector "garden_shop": the drop-down "plant" has two sources`,
		`connector "garden_shop": the source of a drop-down needs a name and the function List`,
		`connector "": not made by NewConnector`,
		`operation "Bad-Code": the code "Bad-Code" must be lower case letters`,
		`operation "Bad-Code": the name is missing`,
		`operation "Bad-Code": the group is missing`,
		`operation "Bad-Code": the summary is missing`,
		`operation "Bad-Code": the API is missing`,
		`operation "Bad-Code": the scopes are missing`,
		`operation "Bad-Code": the effect "explode"`,
		`operation "keyless": the natural key belongs to`,
		`operation "keyed": the natural key belongs to`,
		`operation "twice": declared twice`,
		`operation "": not made by NewAction`,
		`operation "example": input: example 1 (Wrong): There is no field "ligth" here. Did you mean light?`,
		`operation "example": input: example 2 (Broken): The input is not valid JSON`,
		`required names "latin_nam", which is no field of it`,
		`omit names "idd", which is no field of it`,
		`badEmbedding.Light: omit is understood on embedded structs only`,
		`field /clear: clear needs a value.Optional, not string`,
		`field /form: clear:"text" needs a type whose zero value is ""`,
		`field /list: clear:"list" needs a list`,
		`field /way: clear:"away" is neither`,
		`field /secret: secret:"yes" is not "true"`,
		`field /blank: blank:"perhaps" is neither`,
		`badTags.Required: required:"yes" is understood on embedded structs only`,
		`field /typo: jsonschema tag: a field of type "string" can't have "maxlength"`,
		`field /comma: jsonschema tag: " b" has no value`,
		`field /number: jsonschema tag: "few" can't be read as the value of minimum`,
		`field /pattern: the pattern can't be used`,
		`field /format: the format "zip" is not known here`,
		`field /depends: depends_on names "nothing", which is no field beside it`,
		`chan int at /channel: no form can be made of this type`,
		`at /choice: the enumeration has no choices`,
		`at /mixed: the choice 1 is not of type`,
		`at /twice: an optional value of an optional value`,
		`badTags.Nameless has no json name`,
		`at /branches/*: the type contains itself`,
		`registry_test.SelfEmbedding embeds itself`,
		`operation "scalar": input: string is not a struct`,
	} {
		assert.ErrorContains(t, err, fault)
	}
}

func TestManifest(t *testing.T) {
	t.Parallel()
	reg := newRegistry(t, registry.NewAction(planted(), func(_ context.Context, _ *shop, _ plantInput) (record, error) { return untouched, nil }), echo[plantQuery](specOf("find", registry.Read)))
	manifest := reg.Manifest()
	require.Len(t, manifest.Connectors, 1)
	described := manifest.Connectors[0]
	assert.Equal(t, "garden_shop", described.Code)
	assert.JSONEq(t, `{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","required":["garden","key"],"additionalProperties":false,
		"properties":{"garden":{"type":"string","title":"Garden","description":"The name of the garden.","examples":["kew"]},
		"key":{"type":"string","title":"Garden key","description":"The key to its gate.","x-secret":true}},"x-order":["garden","key"]}`, string(described.Credential))

	require.Len(t, described.Operations, 2)
	plant := described.Operations[0]
	assert.Equal(t, registry.KindAction, plant.Kind)
	assert.Equal(t, []string{"dig", "garden"}, plant.Scopes)
	assert.Equal(t, []registry.OptionField{{Pointer: "/neighbors/*", DependsOn: []string{"light"}, Source: "plant"}}, plant.Options)
	assert.JSONEq(t, `{"latin_name":"Bellis perennis","light":"half"}`, string(plant.Examples[0].Input))
	assert.Equal(t, "/id_in/*", described.Operations[1].Options[0].Pointer)
	assert.Empty(t, described.Operations[1].Options[0].DependsOn)

	plant.Input[0] = 'x'
	assert.True(t, json.Valid(reg.Manifest().Connectors[0].Operations[0].Input), "a manifest belongs to its caller")
}
