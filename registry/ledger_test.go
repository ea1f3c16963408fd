package registry_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// planting is a shop in which plants are planted, and counted.
type planting struct {
	count atomic.Int64
	// fails are the failures of the first plantings.
	fails []error
	// size is how large a record is.
	size int
	took time.Duration
}

func (p *planting) action(effect registry.Effect) registry.Action[*shop] {
	return registry.NewAction(specOf("plant", effect), func(ctx context.Context, _ *shop, in plantKey) (record, error) {
		n := p.count.Add(1)
		time.Sleep(p.took)
		if int(n) <= len(p.fails) && p.fails[n-1] != nil {
			return "", p.fails[n-1]
		}
		return record(fmt.Sprintf(`{"id":%d,"nth":%d,"key":%q,"pad":%q}`, in.PlantID, n, registry.IdempotencyKey(ctx), strings.Repeat("x", p.size))), nil
	})
}

func keyed(key, input string) registry.Call {
	call := callOf("plant", input)
	call.IdempotencyKey = key
	return call
}

func TestTheWorkOfAnIdempotencyKeyIsDoneOnce(t *testing.T) {
	t.Parallel()
	p := &planting{}
	reg := newRegistry(t, p.action(registry.Create))
	first, err := reg.Invoke(t.Context(), keyed("k", keyOne))
	require.NoError(t, err)
	again := keyed("k", `{ "plant_id": 1 }`)
	again.Credential = json.RawMessage(`{"key": "sesame", "garden": "kew"}`)
	second, err := reg.Invoke(t.Context(), again)
	require.NoError(t, err)
	assert.Equal(t, first, second)
	second.Records[0][0] = '!'
	third, err := reg.Invoke(t.Context(), keyed("k", keyOne))
	require.NoError(t, err)
	assert.Equal(t, first, third, "what the caller does to its records is its own affair")
	assert.EqualValues(t, 1, p.count.Load())

	for name, call := range map[string]registry.Call{
		"another key": keyed("l", keyOne),
		"no key":      callOf("plant", keyOne),
		"another credential": func() registry.Call {
			call := keyed("k", keyOne)
			call.Credential = json.RawMessage(`{"garden":"kew","key":"open"}`)
			return call
		}(),
	} {
		before := p.count.Load()
		_, err := reg.Invoke(t.Context(), call)
		require.NoError(t, err)
		assert.Equal(t, before+1, p.count.Load(), name)
	}
}

func TestAnIdempotencyKeyStandsForOneInput(t *testing.T) {
	t.Parallel()
	p := &planting{}
	reg := newRegistry(t, p.action(registry.Update))
	_, err := reg.Invoke(t.Context(), keyed("k", keyOne))
	require.NoError(t, err)
	_, err = reg.Invoke(t.Context(), keyed("k", `{"plant_id":2}`))
	failure := failureOf(t, err)
	assert.Equal(t, registry.InvalidInput, failure.Type)
	assert.Equal(t, "idempotency_key.reused", failure.Code)
	assert.Equal(t, "plant", failure.Operation)
	assert.EqualValues(t, 1, p.count.Load())
}

func TestReadsAreNotRemembered(t *testing.T) {
	t.Parallel()
	p := &planting{}
	reg := newRegistry(t, p.action(registry.Read))
	for range 2 {
		_, err := reg.Invoke(t.Context(), keyed("k", keyOne))
		require.NoError(t, err)
	}
	assert.EqualValues(t, 2, p.count.Load())
}

func TestWorkThatFailedIsTriedAgain(t *testing.T) {
	t.Parallel()
	p := &planting{fails: []error{errWilted}}
	reg := newRegistry(t, p.action(registry.Create))
	_, err := reg.Invoke(t.Context(), keyed("k", keyOne))
	require.Error(t, err)
	_, err = reg.Invoke(t.Context(), keyed("k", keyOne))
	require.NoError(t, err)
}

func TestWhatWasPartlySavedIsRemembered(t *testing.T) {
	t.Parallel()
	count := 0
	partly := registry.NewFailure(registry.Partial, "shop.partial", "It has no leaves.", nil)
	reg := newRegistry(t, registry.NewAction(specOf("plant", registry.Create), func(context.Context, *shop, plantKey) (record, error) {
		count++
		return untouched, partly
	}))
	for range 2 {
		result, err := reg.Invoke(t.Context(), keyed("k", keyOne))
		assert.Equal(t, registry.Partial, failureOf(t, err).Type)
		require.Len(t, result.Records, 1)
	}
	assert.Equal(t, 1, count)
}

func TestCallsWithTheSameKeyAtTheSameTimeShareTheWork(t *testing.T) {
	t.Parallel()
	for name, fails := range map[string][]error{"that succeeds": nil, "whose first try fails": {errWilted}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				p := &planting{took: time.Second, fails: fails}
				reg := newRegistry(t, p.action(registry.Create))
				var group sync.WaitGroup
				var failed atomic.Int64
				for range 16 {
					group.Go(func() {
						if _, err := reg.Invoke(t.Context(), keyed("k", keyOne)); err != nil {
							failed.Add(1)
						}
					})
				}
				group.Wait()
				assert.EqualValues(t, len(fails), failed.Load(), "only the call that did the failing work fails")
				assert.EqualValues(t, 1+len(fails), p.count.Load())
			})
		})
	}
}

func TestWaitingForTheSameWorkEndsWithTheContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := &planting{took: time.Hour}
		reg := newRegistry(t, p.action(registry.Create))
		var group sync.WaitGroup
		group.Go(func() { _, _ = reg.Invoke(t.Context(), keyed("k", keyOne)) })
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		started := time.Now()
		_, err := reg.Invoke(ctx, keyed("k", keyOne))
		assert.Equal(t, registry.Canceled, failureOf(t, err).Type)
		assert.Equal(t, time.Second, time.Since(started))
		group.Wait()
	})
}

func TestABatchIsContinuedWhereItFailed(t *testing.T) {
	t.Parallel()
	p := &planting{fails: []error{nil, errWilted}}
	reg := newRegistry(t, p.action(registry.Create).InBulk(registry.Bulk[*shop, plantKey, record]{
		Keys: func(plantKey) []string { return []string{"bed"} }, // one after the other
	}))
	inputs := []json.RawMessage{json.RawMessage(keyOne), json.RawMessage(`{"plant_id":2}`), json.RawMessage(`{"plant_id":3}`)}
	first := reg.InvokeBatch(t.Context(), keyed("k", ""), inputs)
	require.Error(t, first[1].Err)
	second := reg.InvokeBatch(t.Context(), keyed("k", ""), inputs)
	assert.Equal(t, first[0], second[0])
	assert.Equal(t, first[2], second[2])
	require.NoError(t, second[1].Err)
	assert.Contains(t, string(second[1].Records[0]), `"key":"k/1"`, "the key tells the place in the engine's batch")
	assert.EqualValues(t, 4, p.count.Load())
}

func TestWhatIsRememberedIsBounded(t *testing.T) {
	t.Parallel()
	p := &planting{size: 1 << 20}
	reg := newRegistry(t, p.action(registry.Create))
	for i := range 40 {
		_, err := reg.Invoke(t.Context(), keyed(fmt.Sprint(i), keyOne))
		require.NoError(t, err)
	}
	_, err := reg.Invoke(t.Context(), keyed("39", keyOne))
	require.NoError(t, err)
	assert.EqualValues(t, 40, p.count.Load(), "the last one is remembered")
	_, err = reg.Invoke(t.Context(), keyed("0", keyOne))
	require.NoError(t, err)
	assert.EqualValues(t, 41, p.count.Load(), "the first one is forgotten")
}
