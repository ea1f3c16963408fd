package registry_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// bed is where the batches of these tests are planted. It counts how often it was asked, and with how many seeds.
type bed struct {
	mu       sync.Mutex
	sizes    []int
	planted  []string
	searches int
}

// seed is one input of a batch.
type seed struct {
	Name  string `json:"name" required:"true" jsonschema:"title=Name"`
	Row   string `json:"row,omitempty" jsonschema:"title=Row"`
	Alone bool   `json:"alone,omitempty" jsonschema:"title=Alone"`
}

var errSick = errors.New("a seed is sick")

// plant takes all seeds or, when one of them is sick, none.
func (b *bed) plant(seeds ...seed) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sizes = append(b.sizes, len(seeds))
	for _, one := range seeds {
		if strings.HasPrefix(one.Name, "sick") {
			return errSick
		}
	}
	for _, one := range seeds {
		b.planted = append(b.planted, one.Name)
	}
	return nil
}

func (s seed) record() record { return record(fmt.Sprintf(`{"name":%q}`, s.Name)) }

// refuse is a registry's view of a refusal, with whatever tells who is at fault.
type refuse func(seeds []seed, err error) error

func (b *bed) bulk(refuse refuse) registry.Bulk[*shop, seed, record] {
	return registry.Bulk[*shop, seed, record]{
		Size: 10,
		Keys: func(s seed) []string { return []string{strings.ToLower(s.Name)} },
		Group: func(s seed) (string, bool) {
			return s.Row, !s.Alone
		},
		Run: func(_ context.Context, _ *shop, seeds []seed) ([]registry.BulkOutcome[record], error) {
			if err := b.plant(seeds...); err != nil {
				return nil, refuse(seeds, err)
			}
			var outcomes []registry.BulkOutcome[record]
			for _, one := range seeds {
				outcomes = append(outcomes, registry.BulkOutcome[record]{Records: []record{one.record()}})
			}
			return outcomes, nil
		},
	}
}

func (b *bed) action(effect registry.Effect) registry.Action[*shop] {
	return registry.NewAction(specOf("sow", effect), func(_ context.Context, _ *shop, in seed) (record, error) {
		if err := b.plant(in); err != nil {
			return "", registry.NewFailure(registry.InvalidInput, "shop.sick", in.Name+" is sick.", err)
		}
		return in.record(), nil
	})
}

// silently says nothing about the culprits.
func silently(_ []seed, err error) error { return &registry.Refusal{Cause: err} }

func sow(t *testing.T, action registry.Action[*shop], names ...string) []registry.Outcome {
	t.Helper()
	inputs := make([]json.RawMessage, len(names))
	for i, name := range names {
		inputs[i] = fmt.Appendf(nil, `{"name":%q}`, name)
	}
	return newRegistry(t, action).InvokeBatch(t.Context(), callOf("sow", ""), inputs)
}

// summary shows an outcome as its record's name or its failure's code.
func summary(t *testing.T, outcomes []registry.Outcome) []string {
	t.Helper()
	shown := make([]string, len(outcomes))
	for i, outcome := range outcomes {
		require.NotNil(t, outcome.Records)
		if outcome.Err != nil {
			shown[i] = failureOf(t, outcome.Err).Code
			assert.Equal(t, "sow", failureOf(t, outcome.Err).Operation)
		}
		for _, one := range outcome.Records {
			var fields map[string]any
			require.NoError(t, json.Unmarshal(one, &fields))
			shown[i] = strings.TrimSpace(shown[i] + " " + fmt.Sprint(fields["name"]))
		}
	}
	return shown
}

func numbered(count int) []string {
	names := make([]string, count)
	for i := range names {
		names[i] = fmt.Sprintf("seed-%03d", i)
	}
	return names
}

func TestABatchTakesAsFewRunsAsItsSizeAllows(t *testing.T) {
	t.Parallel()
	b, names := &bed{}, numbered(205)
	outcomes := sow(t, b.action(registry.Create).InBulk(b.bulk(silently)), names...)
	assert.Equal(t, names, summary(t, outcomes), "in the order of the inputs")
	assert.Len(t, b.sizes, 21)
}

func TestWithoutABulkFormInputsAreRunOneByOne(t *testing.T) {
	t.Parallel()
	b, names := &bed{}, numbered(40)
	names[7] = "sick"
	outcomes := sow(t, b.action(registry.Create), names...)
	names[7] = "shop.sick"
	assert.Equal(t, names, summary(t, outcomes))
	assert.Len(t, b.sizes, 40)
}

func TestAWrongInputFailsAloneAndIsNotRun(t *testing.T) {
	t.Parallel()
	b := &bed{}
	reg := newRegistry(t, b.action(registry.Create).InBulk(b.bulk(silently)))
	outcomes := reg.InvokeBatch(t.Context(), callOf("sow", ""), []json.RawMessage{
		[]byte(`{"name":"a"}`), []byte(`{"nam":"b"}`), []byte(`{`), nil, []byte(`{"name":"c"}`),
	})
	assert.Equal(t, []string{"a", "input.invalid", "input.malformed", "input.invalid", "c"}, summary(t, outcomes))
	assert.Equal(t, []int{2}, b.sizes)
	assert.Equal(t, "/nam", failureOf(t, outcomes[1].Err).Fields[0].Path)
}

func TestAnUnexplainedRefusalIsHalved(t *testing.T) {
	t.Parallel()
	for culprit := range 10 {
		t.Run(fmt.Sprint("the culprit is ", culprit), func(t *testing.T) {
			t.Parallel()
			b, names := &bed{}, numbered(10)
			names[culprit] = "sick"
			outcomes := sow(t, b.action(registry.Create).InBulk(b.bulk(silently)), names...)
			wanted := slices.Clone(names)
			wanted[culprit] = "shop.sick"
			assert.Equal(t, wanted, summary(t, outcomes))
			assert.LessOrEqual(t, len(b.sizes), 7, "runs: %v", b.sizes)
			slices.Sort(b.planted)
			assert.Equal(t, slices.DeleteFunc(names, func(name string) bool { return name == "sick" }), b.planted, "each once")
		})
	}
}

func TestEverySetOfCulpritsIsFound(t *testing.T) {
	t.Parallel()
	for set := range 1 << 6 {
		b, names := &bed{}, numbered(6)
		wanted := slices.Clone(names)
		healthy := []string{}
		for i := range names {
			if set>>i&1 == 1 {
				names[i], wanted[i] = fmt.Sprint("sick", i), "shop.sick"
			} else {
				healthy = append(healthy, names[i])
			}
		}
		outcomes := sow(t, b.action(registry.Create).InBulk(b.bulk(silently)), names...)
		assert.Equal(t, wanted, summary(t, outcomes))
		slices.Sort(b.planted)
		assert.Equal(t, healthy, append([]string{}, b.planted...), "each once")
	}
}

func TestNamedCulpritsAreSetApartWithoutSearching(t *testing.T) {
	t.Parallel()
	named := func(seeds []seed, err error) error {
		culprits := map[int]error{99: errSick}
		for i, one := range seeds {
			if strings.HasPrefix(one.Name, "sick") {
				culprits[i] = registry.NewFailure(registry.InvalidInput, "shop.named", "It is sick.", err)
			}
		}
		return fmt.Errorf("wrapped: %w", &registry.Refusal{Cause: err, Culprits: culprits})
	}
	b := &bed{}
	outcomes := sow(t, b.action(registry.Create).InBulk(b.bulk(named)), "a", "sick1", "b", "sick2", "c")
	assert.Equal(t, []string{"a", "shop.named", "b", "shop.named", "c"}, summary(t, outcomes))
	assert.Equal(t, []int{5, 3}, b.sizes)
}

func TestCulpritsAreLookedUpOnce(t *testing.T) {
	t.Parallel()
	for title, test := range map[string]struct {
		finds map[int]error
		runs  int
		code  string
	}{
		"found":     {map[int]error{1: registry.NewFailure(registry.Conflict, "shop.found", "Found.", nil)}, 2, "shop.found"},
		"not found": {nil, 5, "shop.sick"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			b := &bed{}
			asking := func(_ []seed, err error) error {
				return &registry.Refusal{Cause: err, Find: func(context.Context) map[int]error {
					b.searches++
					return test.finds
				}}
			}
			outcomes := sow(t, b.action(registry.Create).InBulk(b.bulk(asking)), "a", "sick", "b", "c")
			assert.Equal(t, []string{"a", test.code, "b", "c"}, summary(t, outcomes))
			assert.Len(t, b.sizes, test.runs)
			assert.Equal(t, 1, b.searches)
		})
	}
}

func TestAnErrorThatIsNoRefusalIsThatOfEveryInput(t *testing.T) {
	t.Parallel()
	unknown := registry.NewFailure(registry.OutcomeUnknown, "shop.lost", "It got dark.", nil)
	b := &bed{}
	outcomes := sow(t, b.action(registry.Create).InBulk(b.bulk(func([]seed, error) error { return unknown })), "a", "sick", "b")
	assert.Equal(t, []string{"shop.lost", "shop.lost", "shop.lost"}, summary(t, outcomes))
	assert.Equal(t, []int{3}, b.sizes, "nothing is sent again")
	assert.NotSame(t, outcomes[0].Err, outcomes[1].Err)
}

func TestInputsWithOneKeyAreRunInTheirOrder(t *testing.T) {
	t.Parallel()
	b := &bed{}
	outcomes := sow(t, b.action(registry.Update).InBulk(b.bulk(silently)), "a", "A", "b", "a", "c")
	assert.Equal(t, []string{"a", "A", "b", "a", "c"}, summary(t, outcomes))
	assert.Equal(t, []int{3, 1, 1}, b.sizes)
	assert.Equal(t, []string{"a", "b", "c", "A", "a"}, b.planted)
}

func TestReadsOfTheSameAreRunOnce(t *testing.T) {
	t.Parallel()
	b := &bed{}
	outcomes := sow(t, b.action(registry.Read).InBulk(b.bulk(silently)), "a", "sick", "A", "b", "sick", "a")
	assert.Equal(t, []string{"a", "shop.sick", "a", "b", "shop.sick", "a"}, summary(t, outcomes))
	assert.Equal(t, 3, b.sizes[0])
	outcomes[0].Records[0][0] = 'x'
	assert.JSONEq(t, `{"name":"a"}`, string(outcomes[2].Records[0]), "each has records of its own")
}

func TestGroupsAndLonersDoNotMix(t *testing.T) {
	t.Parallel()
	b := &bed{}
	reg := newRegistry(t, b.action(registry.Create).InBulk(b.bulk(silently)))
	outcomes := reg.InvokeBatch(t.Context(), callOf("sow", ""), []json.RawMessage{
		[]byte(`{"name":"a","row":"left"}`), []byte(`{"name":"b","row":"right"}`), []byte(`{"name":"c","alone":true}`),
		[]byte(`{"name":"d","row":"left"}`), []byte(`{"name":"e","row":"right"}`),
	})
	assert.Equal(t, []string{"a", "b", "c", "d", "e"}, summary(t, outcomes))
	slices.Sort(b.sizes)
	assert.Equal(t, []int{1, 2, 2}, b.sizes)
}

func TestAChunkKeepsToItsCapacity(t *testing.T) {
	t.Parallel()
	b := &bed{}
	bulk := b.bulk(silently)
	bulk.Weigh, bulk.Capacity = func(s seed) int { return len(s.Name) }, 8
	outcomes := sow(t, b.action(registry.Create).InBulk(bulk), "aaaa", "bbb", "cccc", "d", "far too long for any")
	assert.Equal(t, []string{"aaaa", "bbb", "cccc", "d", "far too long for any"}, summary(t, outcomes))
	slices.Sort(b.sizes)
	assert.Equal(t, []int{1, 1, 3}, b.sizes)
}

func TestEachInputOfARunHasItsOwnOutcome(t *testing.T) {
	t.Parallel()
	b := &bed{}
	bulk := b.bulk(silently)
	bulk.Run = func(context.Context, *shop, []seed) ([]registry.BulkOutcome[record], error) {
		partial := registry.NewFailure(registry.Partial, "shop.partial", "One pot broke.", nil)
		return []registry.BulkOutcome[record]{
			{Records: []record{`{"name":"a"}`}},
			{Records: []record{`{"name":"b"}`}, Err: partial},
			{Records: []record{`{"name":"c"}`}, Err: errWilted},
			{},
			{Records: []record{""}},
		}, nil
	}
	outcomes := sow(t, b.action(registry.Create).InBulk(bulk), numbered(5)...)
	assert.Equal(t, []string{"a", "shop.partial b", "shop.wilted", "", "internal.empty_record"}, summary(t, outcomes))
}

func TestAPanicFailsItsChunkOnly(t *testing.T) {
	t.Parallel()
	b := &bed{}
	bulk := b.bulk(silently)
	run := bulk.Run
	bulk.Run = func(ctx context.Context, s *shop, seeds []seed) ([]registry.BulkOutcome[record], error) {
		if seeds[0].Name == "seed-000" {
			panic("sesame")
		}
		return run(ctx, s, seeds)
	}
	shown := summary(t, sow(t, b.action(registry.Create).InBulk(bulk), numbered(15)...))
	assert.Equal(t, append(slices.Repeat([]string{"internal.panic"}, 10), numbered(15)[10:]...), shown)

	bulk.Run = func(context.Context, *shop, []seed) ([]registry.BulkOutcome[record], error) { return nil, nil }
	assert.Equal(t, []string{"internal.unexpected", "internal.unexpected"}, summary(t, sow(t, b.action(registry.Create).InBulk(bulk), "a", "b")))
}

func TestTheEndOfTheContextEndsTheBatch(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		action := registry.NewAction(specOf("sow", registry.Create), func(ctx context.Context, _ *shop, in seed) (record, error) {
			select {
			case <-ctx.Done():
				return "", ctx.Err()
			case <-time.After(time.Second):
				return in.record(), nil
			}
		})
		reg := newRegistry(t, action)
		inputs := make([]json.RawMessage, 100)
		for i := range inputs {
			inputs[i] = fmt.Appendf(nil, `{"name":"seed-%d"}`, i)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 2500*time.Millisecond)
		defer cancel()
		started := time.Now()
		shown := summary(t, reg.InvokeBatch(ctx, callOf("sow", ""), inputs))
		assert.Equal(t, 2500*time.Millisecond, time.Since(started))
		canceled := 0
		for _, one := range shown {
			if one == "context.deadline_exceeded" {
				canceled++
			}
		}
		assert.Equal(t, 100-2*16, canceled)
		assert.Equal(t, "seed-0", shown[0])
		assert.Equal(t, "context.deadline_exceeded", shown[99])
	})
}

func TestBatchesThatCanNotBeRunFailForEveryInput(t *testing.T) {
	t.Parallel()
	b := &bed{}
	reg := newRegistry(t, b.action(registry.Create))
	inputs := []json.RawMessage{[]byte(`{"name":"a"}`), []byte(`{"name":"b"}`)}
	for title, test := range map[string]struct {
		change func(*registry.Call)
		code   string
	}{
		"unknown operation": {func(c *registry.Call) { c.Operation = "sew" }, "operation.unknown"},
		"no credential":     {func(c *registry.Call) { c.Credential = nil }, "credential.invalid"},
		"no connection":     {func(c *registry.Call) { c.Credential = json.RawMessage(`{"garden":"ruin","key":"sesame"}`) }, "shop.wilted"},
	} {
		call := callOf("sow", "")
		test.change(&call)
		outcomes := reg.InvokeBatch(t.Context(), call, inputs)
		require.Len(t, outcomes, 2, title)
		for _, outcome := range outcomes {
			assert.Equal(t, test.code, failureOf(t, outcome.Err).Code, title)
			assert.NotNil(t, outcome.Records, title)
		}
	}
	assert.Empty(t, b.sizes)
	assert.Equal(t, []registry.Outcome{}, reg.InvokeBatch(t.Context(), callOf("sow", ""), nil))
}

func TestEachInputHasAnIdempotencyKeyOfItsOwn(t *testing.T) {
	t.Parallel()
	action := registry.NewAction(specOf("sow", registry.Create), func(ctx context.Context, _ *shop, _ seed) (record, error) {
		return record(fmt.Sprintf(`{"name":%q}`, registry.IdempotencyKey(ctx))), nil
	})
	call := callOf("sow", "")
	call.IdempotencyKey = "k1"
	outcomes := newRegistry(t, action).InvokeBatch(t.Context(), call, []json.RawMessage{[]byte(`{"name":"a"}`), []byte(`{"name":"b"}`)})
	assert.Equal(t, []string{"k1/0", "k1/1"}, summary(t, outcomes))
}

func TestBulkFormsThatDoNotFitTheirActionAreReported(t *testing.T) {
	t.Parallel()
	b := &bed{}
	without, lame := b.bulk(silently), b.bulk(silently)
	without.Run, lame.Capacity = nil, 8
	for wanted, form := range map[string]registry.BulkForm[*shop]{
		"is not made for the input and output of the action": registry.Bulk[*shop, plantKey, record]{},
		"has no function Run":                                without,
		"needs both Weigh and Capacity":                      lame,
	} {
		_, err := registry.New(registry.NewConnector(shopDefinition(b.action(registry.Create).InBulk(form))))
		require.ErrorContains(t, err, wanted)
		assert.ErrorContains(t, err, `operation "sow"`)
	}
}

func TestOutcomesTravelAsJSON(t *testing.T) {
	t.Parallel()
	failure := registry.NewFailure(registry.Partial, "shop.partial", "Less than <half> was saved.", nil)
	for encoded, outcome := range map[string]registry.Outcome{
		`{"records":[{"id":1.10,"a":"<&>"}]}`:                            {Records: []json.RawMessage{[]byte(`{"id":1.10,"a":"<&>"}`)}},
		`{"records":[]}`:                                                 {Records: []json.RawMessage{}},
		`{"error":` + string(encodedOf(t, failure)) + `}`:                {Records: []json.RawMessage{}, Err: failure},
		`{"records":[{}],"error":` + string(encodedOf(t, failure)) + `}`: {Records: []json.RawMessage{[]byte(`{}`)}, Err: failure},
	} {
		written, err := outcome.MarshalJSON()
		require.NoError(t, err)
		assert.Equal(t, encoded, string(written))
		var read registry.Outcome
		require.NoError(t, json.Unmarshal(written, &read))
		assert.Equal(t, outcome.Records, read.Records)
		again, err := read.MarshalJSON()
		require.NoError(t, err)
		assert.Equal(t, encoded, string(again))
	}
}

func encodedOf(t *testing.T, failure *registry.Failure) []byte {
	t.Helper()
	encoded, err := failure.MarshalJSON()
	require.NoError(t, err)
	return encoded
}
