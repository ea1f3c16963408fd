package contract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// anyEndpoint is the API of the operation that calls what the input says.
const anyEndpoint = "ANY /{path}"

func TestEveryOperationIsDescribed(t *testing.T) {
	t.Parallel()
	api := regexp.MustCompile(`^(GET|POST|PUT|DELETE) /v[23]/[a-z0-9_/{}-]+$`)
	forEachOperation(t, func(t *testing.T, operation operation) {
		assert.NotEmpty(t, operation.Name)
		assert.NotEmpty(t, operation.Group)
		assert.Regexp(t, `^\S.*\.$`, operation.Summary, "a summary is a sentence")
		if operation.API != anyEndpoint {
			assert.Equal(t, len(operation.success.Exchanges) > 0, len(operation.Scopes) > 0, "what reads records needs a scope")
			assert.Regexp(t, api, operation.API)
		}
		assert.NotEmpty(t, operation.Examples, "an example shows how it is used")
		assert.Contains(t, []registry.Effect{registry.Read, registry.Create, registry.Update, registry.Delete}, operation.Effect)
	})
}

func TestEveryFieldIsDescribed(t *testing.T) {
	t.Parallel()
	forEachOperation(t, func(t *testing.T, operation operation) {
		for _, place := range operation.places(t) {
			assert.NotEmpty(t, place.schema["title"], "%s has no title", place.pointer)
			assert.NotEmpty(t, place.schema["description"], "%s has no description", place.pointer)
			assert.True(t, place.ordered, "%s has no place in the form", place.pointer)
		}
	})
}

func TestSchemasDescribeTheArchives(t *testing.T) {
	t.Parallel()
	forEachOperation(t, func(t *testing.T, operation operation) {
		input := compileSchema(t, operation.Input)
		assert.NoError(t, input.Validate(decodeForSchema(t, operation.success.Input)), "the input")
		output := compileSchema(t, operation.Output)
		for _, one := range loadCases(t) {
			if one.Operation != operation.Code || one.Output == nil {
				continue
			}
			for i, record := range decodeForSchema(t, one.Output).([]any) {
				assert.NoError(t, output.Validate(record), "%s: record %d", one.Name, i)
			}
		}
	})
}

func TestExamplesAreValid(t *testing.T) {
	t.Parallel()
	forEachOperation(t, func(t *testing.T, operation operation) {
		schema := compileSchema(t, operation.Input)
		for _, example := range operation.Examples {
			assert.NotEmpty(t, example.Title)
			assert.NoError(t, schema.Validate(decodeForSchema(t, example.Input)), "example %q", example.Title)
		}
	})
}

func TestRequestsAreWhatTheOperationDeclares(t *testing.T) {
	t.Parallel()
	forEachOperation(t, func(t *testing.T, operation operation) {
		if operation.API == anyEndpoint {
			return
		}
		declared := false
		for _, one := range loadCases(t) {
			if one.Operation != operation.Code {
				continue
			}
			for _, exchange := range one.Exchanges {
				request := exchange.Request
				if operation.Effect == registry.Read {
					assert.True(t, asks(request.Method, request.Path), "%s: a read only asks, not %s %s", one.Name, request.Method, request.Path)
				}
				declared = declared || matchesAPI(operation.API, request)
			}
		}
		if len(operation.success.Exchanges) > 0 {
			assert.True(t, declared, "no archive of %s has a request that is %s", operation.Code, operation.API)
		}
	})
}

func TestRecordsComeOutAsTheyCameIn(t *testing.T) {
	t.Parallel()
	onStage(t, func(t *testing.T, stage stage) {
		if stage.Effect == registry.Delete {
			return // BigCommerce sends no record of what is gone
		}
		for _, mode := range []Mode{Invoke, Stream} {
			outcome := stage.engine.Play(t.Context(), mode, stage.success, NewPlayer(stage.success.Exchanges))
			require.NoError(t, outcome.Err)
			require.NotEmpty(t, outcome.Records)
			sent := lastSent(stage.success)
			if stage.Effect == registry.Delete || slices.Contains(answeredWithNothing, stage.Code) {
				continue // there is nothing that BigCommerce sends
			}
			for _, record := range outcome.Records {
				theirs := withoutChange(withoutAdditions(compact(record), additions[stage.Code]))
				assert.True(t, bytes.Contains(sent, theirs), "%s: not what BigCommerce sent: %s", mode, record)
				assertFlat(t, stage.operation, record)
			}
			text := string(encode(outcome.Records))
			assert.Contains(t, text, "12345678901234567890", "the archive's proof that integers are not rounded")
			assert.Contains(t, text, "1.10", "the archive's proof that amounts keep their digits")
			assertNoToken(t, outcome, mode)
		}
	})
}

// answeredWithNothing are the operations that change something and whose records the connector makes, since BigCommerce sends none.
var answeredWithNothing = []string{"assign_product_categories", "assign_product_channels"}

// additions is how many fields an operation puts in front of its records. They are scalars.
var additions = map[string]int{"on_order_status_changed": 2, "on_records_deleted": 2, "capture_order_payment": 2, "void_order_payment": 2}

// withoutAdditions returns the record without what was put in front of it.
func withoutAdditions(record []byte, fields int) []byte {
	if fields == 0 {
		return record
	}
	return bytes.SplitN(record, []byte(","), fields+1)[fields]
}

// withoutChange returns the record without what the connector says behind it that it did for it.
func withoutChange(record []byte) []byte {
	return regexp.MustCompile(`,"change":"[a-z]+"\}$`).ReplaceAll(record, []byte("}"))
}

// lastSent returns what BigCommerce sent last: an answer, or a delivery.
func lastSent(one Case) []byte {
	if last := len(one.Exchanges); last > 0 {
		return compact(one.Exchanges[last-1].Response.Body)
	}
	delivery := one.Deliveries[len(one.Deliveries)-1]
	return delivery.arrived("{store_hash}", "").Body
}

// assertFlat fails when the record is an envelope of records. A field of that name that the record has by its description is none.
func assertFlat(t *testing.T, operation operation, record json.RawMessage) {
	t.Helper()
	var fields map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(record, &fields), "a record is an object: %s", record)
	properties, _ := decodeObject(t, operation.Output)["properties"].(object)
	for _, wrapper := range []string{"data", "meta", "items"} {
		if properties[wrapper] == nil {
			assert.NotContains(t, fields, wrapper)
		}
	}
}

// assertNoToken fails when the credential's token, or another secret, can be read anywhere in what came out, in any form of printing.
func assertNoToken(t *testing.T, outcome Outcome, name any) {
	t.Helper()
	texts := map[string]string{
		"records": string(encode(outcome.Records)),
		"events":  string(encode(outcome.Events)),
		"cursor":  string(outcome.Cursor),
		"notices": string(encode(outcome.Notices)),
		"log":     outcome.Log,
		"%v":      fmt.Sprintf("%v", outcome.Err),
		"%+v":     fmt.Sprintf("%+v", outcome.Err),
		"%#v":     fmt.Sprintf("%#v", outcome.Err),
	}
	if outcome.Failure != nil {
		texts["failure"] = string(encode(outcome.Failure))
		texts["%#v of the failure"] = fmt.Sprintf("%#v", *outcome.Failure)
		for cause := outcome.Failure.Unwrap(); cause != nil; {
			texts[fmt.Sprintf("cause %T", cause)] = fmt.Sprintf("%v %+v %#v", cause, cause, cause)
			wrapped, ok := cause.(interface{ Unwrap() error })
			if !ok {
				break
			}
			cause = wrapped.Unwrap()
		}
	}
	for place, text := range texts {
		assert.NotContains(t, text, Token, "%s: the token in the %s", name, place)
		assert.NotContains(t, text, ClientSecret, "%s: the client secret in the %s", name, place)
		if outcome.Secret != "" {
			assert.NotContains(t, text, outcome.Secret, "%s: the webhook's secret in the %s", name, place)
		}
	}
}

func compileSchema(t *testing.T, schema json.RawMessage) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	require.NoError(t, compiler.AddResource("schema.json", decodeForSchema(t, schema)))
	compiled, err := compiler.Compile("schema.json")
	require.NoError(t, err)
	return compiled
}

func decodeForSchema(t *testing.T, data []byte) any {
	t.Helper()
	content, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	return content
}

// matchesAPI reports whether the request is the declared operation: "PUT /v3/catalog/products/{product_id}".
func matchesAPI(api string, request Request) bool {
	pattern := regexp.MustCompile(`\\\{[^}]*\\\}`).ReplaceAllString(regexp.QuoteMeta(api), `[^/]+`)
	return regexp.MustCompile("^" + pattern + "$").MatchString(request.Method + " " + strings.TrimSuffix(request.Path, "/"))
}
