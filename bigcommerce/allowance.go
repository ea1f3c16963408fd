package bigcommerce

import (
	"context"
	"sync/atomic"
)

// allowance is the memory that answers may take which are read beside others: what the others leave of a common stock. It is used by one
// goroutine at a time. A nil allowance has no bound, as the page has that its reader waits for.
type allowance struct {
	stock *atomic.Int64
	taken int64
	// limit bounds each answer; 0 is no bound.
	limit int
}

// take takes so many bytes from the stock, and reports whether they were there.
func (a *allowance) take(bytes int) bool {
	if a == nil || a.stock == nil {
		return true
	}
	if a.stock.Add(-int64(bytes)) < 0 {
		a.stock.Add(int64(bytes))
		return false
	}
	a.taken += int64(bytes)
	return true
}

// giveBack returns bytes to the stock.
func (a *allowance) giveBack(bytes int) {
	if a != nil && a.stock != nil {
		a.stock.Add(int64(bytes))
		a.taken -= int64(bytes)
	}
}

// end returns all of it.
func (a *allowance) end() {
	if a != nil {
		a.giveBack(int(a.taken))
	}
}

// newStock returns memory that allowances share.
func newStock(bytes int64) *atomic.Int64 {
	stock := new(atomic.Int64)
	stock.Store(bytes)
	return stock
}

type allowanceKey struct{}

func (a *allowance) in(ctx context.Context) context.Context {
	return context.WithValue(ctx, allowanceKey{}, a)
}

// allowanceOf returns the allowance of a request, nil when it has none.
func allowanceOf(ctx context.Context) *allowance {
	a, _ := ctx.Value(allowanceKey{}).(*allowance)
	return a
}
