package governortest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

// checkConcurrency checks what follows from a 429 that no spent quota explains.
func checkConcurrency(bubble bubbles, governor func() bigcommerce.Governor) {
	bubble("a 429 without headers lowers the concurrency, which recovers", func(t *testing.T) {
		store, g := newStore(1_000_000, time.Hour), governor()
		store.silent, store.parallel = true, 10
		store.travel = func() time.Duration { return 10 * time.Millisecond }
		work(t, g, store, 64, 2000, single)
		require.Less(t, store.capped, 400, "the first burst, and one probe now and then")
		store.parallel, store.most = 0, 0
		work(t, g, store, 64, 4000, single)
		require.Equal(t, 64, store.most)
	})
}
