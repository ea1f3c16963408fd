package bigcommerce

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// lineOf returns a line that the operations have joined one after the other, each letter a caller.
func lineOf(operations string) *line {
	var l line
	for _, operation := range operations {
		l.push(&waiter{demand: Demand{Operation: string(operation)}})
	}
	return &l
}

func drain(l *line) (order string) {
	for l.len() > 0 {
		order += l.pop().demand.Operation
	}
	return order
}

func TestOperationsTakeTurns(t *testing.T) {
	t.Parallel()
	for arrived, served := range map[string]string{
		"":          "",
		"aaa":       "aaa",
		"aaaab":     "abaaa",
		"aaabbc":    "abcaba",
		"abababaac": "abcababaa",
	} {
		var foretold string
		for w := range lineOf(arrived).all() {
			foretold += w.demand.Operation
		}
		require.Equal(t, served, foretold, arrived)
		require.Equal(t, served, drain(lineOf(arrived)), arrived)
	}
}

func TestTheTurnsGoOnWhereTheyWere(t *testing.T) {
	t.Parallel()
	l := lineOf("aabbcc")
	require.Equal(t, "a", l.pop().demand.Operation)
	l.push(&waiter{demand: Demand{Operation: "d"}})
	require.Equal(t, "bcadbc", drain(l))
	require.Empty(t, l.places)
}

func TestWhoLeavesTheLineIsForgotten(t *testing.T) {
	t.Parallel()
	l := lineOf("aa")
	gone := &waiter{demand: Demand{Operation: "b"}}
	l.push(gone)
	l.remove(gone)
	require.Equal(t, 2, l.len())
	require.Equal(t, "aa", drain(l))
}

func TestANewcomerKnowsHowManyAreAhead(t *testing.T) {
	t.Parallel()
	for _, arrived := range []string{"", "a", "aaa", "aaabbc", "abababaac", "cab", "ccccab"} {
		for _, operation := range []string{"a", "b", "c", "d"} {
			l := lineOf(arrived)
			ahead := l.ahead(operation)
			newcomer := &waiter{demand: Demand{Operation: operation}}
			l.push(newcomer)
			count := 0
			for l.pop() != newcomer {
				count++
			}
			require.Equal(t, count, ahead, "%s joins %q", operation, arrived)
		}
	}
}

// BenchmarkAcquire is what the governor costs a request that fits the quota.
func BenchmarkAcquire(b *testing.B) {
	g := NewGovernor()
	answer := Answer{Sent: true, Status: 200, Quota: Quota{Known: true, Limit: 1 << 30, Left: 1 << 30, Window: time.Minute, Reset: time.Minute}}
	b.ReportAllocs()
	for b.Loop() {
		release, err := g.Acquire(b.Context(), Demand{Operation: "GET /v3/customers"})
		require.NoError(b, err)
		release(answer)
	}
}
