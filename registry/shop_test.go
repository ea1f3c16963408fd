package registry_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// The tests work on a garden shop that sells plants.

type shopCredential struct {
	Garden string       `json:"garden" jsonschema:"title=Garden,example=kew" jsonschema_description:"The name of the garden." required:"true"`
	Key    value.Secret `json:"key" jsonschema:"title=Garden key" jsonschema_description:"The key to its gate." required:"true"`
}

// shop is the connection.
type shop struct {
	garden string
	key    string
}

type light string

func (light) Choices() []value.Choice {
	return []value.Choice{
		{Value: light("full_sun"), Label: "Full sun"},
		{Value: light("half"), Label: "Half shade"},
		{Value: light("shade"), Label: "Full shade"},
	}
}

type hardiness int

func (hardiness) Choices() []value.Choice {
	return []value.Choice{{Value: 1, Label: "Tender"}, {Value: 5, Label: "Hardy"}}
}

// named is embedded by writable, which is embedded by the inputs.
type named struct {
	LatinName  value.Optional[string] `json:"latin_name,omitzero" jsonschema:"title=Latin name,maxLength=20" jsonschema_description:"The <i>botanical</i> name & its \\u003c."`
	CommonName value.Optional[string] `json:"common_name,omitzero" clear:"text" jsonschema:"title=Common name,example=Daisy"`
}

type writable struct {
	ID value.Optional[int64] `json:"id,omitzero"`
	named
	Light        value.Optional[light]           `json:"light,omitzero" jsonschema:"title=Light"`
	Hardiness    value.Optional[hardiness]       `json:"hardiness,omitzero" jsonschema:"title=Hardiness"`
	Price        value.Optional[value.Money]     `json:"price,omitzero" clear:"null" jsonschema:"title=Price,minimum=0,example=4.50"`
	Height       value.Optional[float64]         `json:"height,omitzero" jsonschema:"title=Height,exclusiveMinimum=0"`
	Perennial    value.Optional[bool]            `json:"perennial,omitzero" jsonschema:"title=Perennial,example=true"`
	SownOn       value.Optional[value.Date]      `json:"sown_on,omitzero" jsonschema:"title=Sown on"`
	Colors       value.Optional[[]string]        `json:"colors,omitzero" clear:"list" jsonschema:"title=Colors,maxItems=3,uniqueItems=true"`
	Neighbors    value.Optional[[]int64]         `json:"neighbors,omitzero" jsonschema:"title=Neighbors" options:"plant" depends_on:"light"`
	Pots         value.Optional[[]pot]           `json:"pots,omitzero" jsonschema:"title=Pots"`
	Label        value.Optional[plantLabel]      `json:"label,omitzero" jsonschema:"title=Label"`
	Translations map[string]string               `json:"translations,omitzero" jsonschema:"title=Translations"`
	Additional   map[string]json.RawMessage      `json:"additional_fields,omitzero" jsonschema:"title=Additional fields"`
	Extra        value.Optional[json.RawMessage] `json:"extra,omitzero" jsonschema:"title=Extra"`
}

type pot struct {
	Size  value.Optional[int64]  `json:"size,omitzero" required:"true" jsonschema:"title=Size,minimum=1"`
	Glaze value.Optional[string] `json:"glaze,omitzero" jsonschema:"title=Glaze"`
}

type plantLabel struct {
	Text value.Optional[string] `json:"text,omitzero" jsonschema:"title=Text"`
	Back *backSide              `json:"back,omitempty" jsonschema:"title=Back"`
}

type backSide struct {
	Notes value.Optional[string] `json:"notes,omitzero"`
}

type plantInput struct {
	writable `required:"latin_name" omit:"id"`
	Owner    value.Optional[string]       `json:"owner,omitzero" jsonschema:"title=Owner,format=email"`
	PIN      value.Optional[value.Secret] `json:"pin,omitzero" jsonschema:"title=PIN,minLength=4"`
	Code     value.Optional[string]       `json:"code,omitzero" secret:"true" jsonschema:"title=Code,pattern=^[a-z]+$"`
}

// ReadOnly returns what only the garden sets.
func (plantInput) ReadOnly() map[string]string {
	return map[string]string{"seeds": "They follow from the harvest: set flowers."}
}

type plantQuery struct {
	IDIn    value.List[int64]      `json:"id_in,omitzero" jsonschema:"title=IDs,minimum=1" options:"plant"`
	NameIn  value.List[string]     `json:"name_in,omitzero" jsonschema:"title=Names"`
	LightIn value.List[light]      `json:"light_in,omitzero" jsonschema:"title=Lights"`
	Keyword value.Optional[string] `json:"keyword,omitzero" blank:"refuse" jsonschema:"title=Keyword"`
	Limit   value.Optional[int64]  `json:"limit,omitzero" jsonschema:"title=Limit,minimum=1,maximum=250,default=50"`
}

// organic is an enumeration of yes and no.
type organic bool

func (organic) Choices() []value.Choice {
	return []value.Choice{{Value: true, Label: "Organic"}, {Value: false, Label: "Conventional"}}
}

// seedInput has the types and limits that plants lack.
type seedInput struct {
	Count   uint8                       `json:"count,omitempty" jsonschema:"title=Count,exclusiveMaximum=250"`
	Depth   int8                        `json:"depth,omitempty" jsonschema:"title=Depth"`
	Weight  float32                     `json:"weight,omitempty" jsonschema:"title=Weight,maximum=100"`
	Exact   json.Number                 `json:"exact,omitempty" jsonschema:"title=Exact,maximum=12345678901234567890.5"`
	Picked  time.Time                   `json:"picked,omitzero" jsonschema:"title=Picked"`
	Organic *organic                    `json:"organic,omitempty" jsonschema:"title=Organic"`
	Page    string                      `json:"page,omitempty" jsonschema:"title=Page,format=uri"`
	Code    string                      `json:"code,omitempty" jsonschema:"title=Code,minLength=3"`
	Tags    []string                    `json:"tags,omitempty" jsonschema:"title=Tags,minItems=2"`
	Notes   any                         `json:"notes,omitempty" jsonschema:"title=Notes"`
	Amounts map[string]int              `json:"amounts,omitempty" jsonschema:"title=Amounts"`
	Dates   value.List[value.Date]      `json:"dates,omitzero" jsonschema:"title=Dates"`
	Raw     value.List[json.RawMessage] `json:"raw,omitzero" jsonschema:"title=Raw"`
}

type plantKey struct {
	PlantID int64 `json:"plant_id" required:"true" jsonschema:"title=Plant ID,minimum=1"`
}

// plant is the view of a plant's record.
type plant struct {
	ID int64 `json:"id"`
	named
	Light light            `json:"light"`
	Price value.MoneyText  `json:"price"`
	Shed  *plant           `json:"shed"`
	Notes *json.RawMessage `json:"notes"`
}

// record is a plant as the shop sends it.
type record string

func (r record) JSON() json.RawMessage { return json.RawMessage(r) }
func (record) View() any               { return plant{} }

// untouched has everything that a careless encoder would change.
const untouched = `{"id": 1,"a<b>&c":"<&>", "big":12345678901234567890,"price":1.10,"u":"\u00e9"}`

func planted() registry.Spec {
	return registry.Spec{
		Code: "plant", Name: "Plant a plant", Group: "Plants", Summary: "Plants a plant & waters it.",
		Scopes: registry.AnyOf("dig", "garden"), Effect: registry.Create, NaturalKey: "latin_name", API: "POST /plants",
		Examples: []registry.Example{{Title: "A daisy", Input: `{"latin_name":"Bellis perennis","light":"half"}`}},
	}
}

// echo answers with what it was asked, so that a test sees what an input became.
func echo[In any](spec registry.Spec) registry.Action[*shop] {
	return registry.NewAction(spec, func(_ context.Context, _ *shop, in In) (In, error) { return in, nil })
}

func specOf(code string, effect registry.Effect) registry.Spec {
	spec := planted()
	spec.Code, spec.Effect, spec.Examples = code, effect, nil
	if effect != registry.Create {
		spec.NaturalKey = ""
	}
	return spec
}

// returning makes an action that answers with the record and the error.
func returning(code string, out record, err error) registry.Action[*shop] {
	return registry.NewAction(specOf(code, registry.Create), func(context.Context, *shop, plantKey) (record, error) { return out, err })
}

// listing makes an action that answers with the sequence.
func listing(code string, records iter.Seq2[record, error]) registry.Action[*shop] {
	return registry.NewListAction(specOf(code, registry.Read), func(context.Context, *shop, plantQuery) iter.Seq2[record, error] { return records })
}

var errWilted = errors.New("wilted, and the key was sesame")

// shopDefinition returns a working connector with the actions.
func shopDefinition(actions ...registry.Action[*shop]) registry.Definition[shopCredential, *shop] {
	return registry.Definition[shopCredential, *shop]{
		Code: "garden_shop", Name: "Garden shop", Summary: "Sells plants.", Version: "1.2.3",
		Connect: func(_ context.Context, credential shopCredential) (*shop, error) {
			if credential.Garden == "ruin" {
				return nil, errWilted
			}
			return &shop{credential.Garden, credential.Key.Reveal()}, nil
		},
		Check: func(_ context.Context, s *shop) (registry.Report, error) {
			if s.garden == "desert" {
				return registry.Report{}, errWilted
			}
			return registry.Report{OK: true, Message: "It is green.", Scopes: []registry.ScopeReport{{Group: "Digging", Scope: "dig", Read: registry.Granted, Write: registry.Unknown}}}, nil
		},
		Explain: func(err error, _ string) *registry.Failure {
			if errors.Is(err, errWilted) {
				return registry.NewFailure(registry.Unavailable, "shop.wilted", "The plant has wilted. Water it.", nil)
			}
			return nil
		},
		Actions: actions,
		Options: []registry.OptionSource[*shop]{{Name: "plant", List: plants}},
		Logger:  slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
}

func newRegistry(t testing.TB, actions ...registry.Action[*shop]) *registry.Registry {
	t.Helper()
	reg, err := registry.New(registry.NewConnector(shopDefinition(actions...)))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, reg.Close()) })
	return reg
}

func callOf(operation, input string) registry.Call {
	return registry.Call{
		Connector: "garden_shop", Operation: operation,
		Credential: json.RawMessage(`{"garden":"kew","key":"sesame"}`), Input: json.RawMessage(input),
	}
}

// failureOf returns the failure that err is.
func failureOf(t testing.TB, err error) *registry.Failure {
	t.Helper()
	var failure *registry.Failure
	require.ErrorAs(t, err, &failure)
	return failure
}

// decoded runs the action, which must be an echo, and returns what the input became.
func decoded(t testing.TB, action registry.Action[*shop], input string) (string, error) {
	t.Helper()
	for record, err := range action.Run(t.Context(), nil, json.RawMessage(input)) {
		return string(record), err
	}
	return "", errors.New("no record")
}
