package bigcommerce

import (
	"context"
	"sync"
	"time"
)

// bounded is a context with a deadline that sets its timer only when somebody waits for it: most calls pass without waiting.
type bounded struct {
	context.Context
	deadline time.Time

	mu     sync.Mutex
	timed  context.Context
	cancel context.CancelFunc
}

// Deadline implements [context.Context].
func (b *bounded) Deadline() (time.Time, bool) {
	if deadline, ok := b.Context.Deadline(); ok && deadline.Before(b.deadline) {
		return deadline, true
	}
	return b.deadline, true
}

// Done implements [context.Context].
func (b *bounded) Done() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.timed == nil {
		b.timed, b.cancel = context.WithDeadline(b.Context, b.deadline)
	}
	return b.timed.Done()
}

// Err implements [context.Context].
func (b *bounded) Err() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.timed != nil:
		return b.timed.Err()
	case b.Context.Err() == nil && !time.Now().Before(b.deadline):
		return context.DeadlineExceeded
	default:
		return b.Context.Err()
	}
}

// release stops the timer. The context is not used any more.
func (b *bounded) release() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.cancel != nil {
		b.cancel()
	}
}
