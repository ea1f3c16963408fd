package contract

import (
	"encoding/json"
	"maps"
	"net/http"
	"path"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// operation is one registered operation with the archive of its success, from which the generic cases are made. A trigger that is both
// polled and delivered is there twice.
type operation struct {
	registry.Operation
	success Case
	// form is "poll" or "webhook" for a trigger, empty for an action.
	form string
}

// archivesOf returns the names of the success archives of an operation by form.
func archivesOf(described registry.Operation) map[string]string {
	switch trigger := described.Trigger; {
	case trigger == nil:
		return map[string]string{"": "success"}
	case !trigger.Polling:
		return map[string]string{"webhook": "success"}
	case len(trigger.Webhook) == 0:
		return map[string]string{"poll": "success"}
	default:
		return map[string]string{"poll": "success", "webhook": "delivered"}
	}
}

// operations returns every operation that the connector registers. It fails when one has no success archive.
func operations(t *testing.T) []operation {
	t.Helper()
	engine, err := registry.New(connector.New())
	require.NoError(t, err)
	defer func() { require.NoError(t, engine.Close()) }()
	cases := loadCases(t)
	var all []operation
	for _, described := range engine.Manifest().Connectors[0].Operations {
		for form, name := range archivesOf(described) {
			i := slices.IndexFunc(cases, func(one Case) bool { return one.Operation == described.Code && one.Name == name })
			require.GreaterOrEqual(t, i, 0, "testdata/%s/%s.txtar is missing", described.Code, name)
			require.Equal(t, form == "webhook", len(cases[i].Deliveries) > 0, "testdata/%s/%s.txtar: deliveries", described.Code, name)
			if form == "" {
				call := registry.Call{Connector: connector.Code, Operation: described.Code, Input: cases[i].Input}
				described.Effect, err = engine.Effect(t.Context(), call)
				require.NoError(t, err, described.Code)
			}
			all = append(all, operation{Operation: described, success: cases[i], form: form})
		}
	}
	return all
}

// forEachOperation runs the test for every registered operation.
func forEachOperation(t *testing.T, test func(t *testing.T, operation operation)) {
	t.Helper()
	for _, one := range operations(t) {
		t.Run(path.Join(one.Code, one.form), func(t *testing.T) {
			t.Parallel()
			test(t, one)
		})
	}
}

// stage is an operation with an engine to run it on.
type stage struct {
	operation
	engine *Engine
}

// onStage runs the test for every registered operation in a bubble, where waiting takes no time.
func onStage(t *testing.T, test func(t *testing.T, stage stage)) {
	t.Helper()
	forEachOperation(t, func(t *testing.T, operation operation) {
		synctest.Test(t, func(t *testing.T) {
			test(t, stage{operation: operation, engine: open(t)})
		})
	})
}

// onSendingStage runs the test for every registered operation that sends requests.
func onSendingStage(t *testing.T, test func(t *testing.T, stage stage)) {
	t.Helper()
	onStage(t, func(t *testing.T, stage stage) {
		if len(stage.success.Exchanges) > 0 { // the record of some triggers is the delivery itself
			test(t, stage)
		}
	})
}

// engines are those that no test uses at the moment: building one takes many times as long as most tests.
var engines struct {
	mu   sync.Mutex
	idle []*Engine
}

// mostRuns is how many operations one engine runs in all. Each run leaves a store behind.
const mostRuns = 1000

func open(t *testing.T) *Engine {
	t.Helper()
	engines.mu.Lock()
	defer engines.mu.Unlock()
	last := len(engines.idle) - 1
	var engine *Engine
	if last >= 0 {
		engine, engines.idle = engines.idle[last], engines.idle[:last]
	} else {
		built, err := Open()
		require.NoError(t, err)
		engine = built
	}
	t.Cleanup(func() {
		if engine.runs > mostRuns || t.Failed() {
			require.NoError(t, engine.Close())
			return
		}
		engines.mu.Lock()
		defer engines.mu.Unlock()
		engines.idle = append(engines.idle, engine)
	})
	return engine
}

// run invokes the operation with the input.
func (s stage) run(t *testing.T, input object, transport http.RoundTripper) Outcome {
	t.Helper()
	encoded, err := json.Marshal(input)
	require.NoError(t, err)
	return s.runRaw(t, encoded, transport)
}

// runRaw invokes the operation with the input, which need not be JSON. A webhook is one that was made with the right input.
func (s stage) runRaw(t *testing.T, input json.RawMessage, transport http.RoundTripper) Outcome {
	t.Helper()
	changed := s.success
	changed.Input, changed.subscribed = input, s.success.Input
	return s.engine.Run(t.Context(), Invoke, changed, transport)
}

// runSuccess invokes the operation with the input of its success archive.
func (s stage) runSuccess(t *testing.T, transport http.RoundTripper) Outcome {
	t.Helper()
	return s.engine.Run(t.Context(), Invoke, s.success, transport)
}

// object is a JSON object: an input, or a schema.
type object = map[string]any

func decodeObject(t *testing.T, data []byte) object {
	t.Helper()
	content, ok := decodeExactly(data).(object)
	require.True(t, ok, "not an object: %s", data)
	return content
}

// place is one field that a schema describes, at a place where the input has the object that holds it.
type place struct {
	pointer  string
	name     string
	schema   object
	required bool
	// ordered says that the object around it gives the field a place in the form.
	ordered bool
	// alone says that the input's object around it has no other field.
	alone bool
	// with returns a copy of the whole input in which the field has the value; absent removes it.
	with func(value any) object
}

type absent struct{}

// places walks the input along the schema and returns every field of every object it meets, also the fields that the
// input does not fill in.
func places(schema, input object) []place {
	return walk(schema, schema, "", input, func(changed any) object { return changed.(object) })
}

func walk(root, schema object, pointer string, value any, rebuild func(any) object) []place {
	schema = resolve(root, schema)
	var found []place
	switch value := value.(type) {
	case object:
		properties, _ := schema["properties"].(object)
		for _, name := range slices.Sorted(maps.Keys(properties)) {
			property := resolve(root, properties[name].(object))
			with := func(replacement any) object {
				changed := maps.Clone(value)
				if replacement == (absent{}) {
					delete(changed, name)
				} else {
					changed[name] = replacement
				}
				return rebuild(changed)
			}
			below := pointer + "/" + name
			inner, filled := value[name]
			found = append(found, place{
				pointer: below, name: name, schema: property, with: with,
				required: slices.Contains(list(schema["required"]), any(name)),
				ordered:  slices.Contains(list(schema["x-order"]), any(name)),
				alone:    pointer != "" && filled && len(value) == 1,
			})
			if filled {
				found = append(found, walk(root, property, below, inner, func(changed any) object { return with(changed) })...)
			}
		}
	case []any:
		items, _ := schema["items"].(object)
		if items == nil || len(value) == 0 {
			return nil
		}
		last := len(value) - 1
		return walk(root, items, pointer+"/"+strconv.Itoa(last), value[last], func(changed any) object {
			copied := slices.Clone(value)
			copied[last] = changed
			return rebuild(copied)
		})
	}
	return found
}

func list(value any) []any {
	items, _ := value.([]any)
	return items
}

// resolve follows a reference into the document's definitions.
func resolve(root, schema object) object {
	for {
		reference, ok := schema["$ref"].(string)
		if !ok {
			return schema
		}
		definitions, _ := root["$defs"].(object)
		schema = definitions[reference[len("#/$defs/"):]].(object)
	}
}

// is reports whether the schema's type is, or includes, the named one.
func is(schema object, name string) bool {
	return schema["type"] == name || slices.Contains(list(schema["type"]), any(name))
}
