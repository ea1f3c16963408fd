package bigcommerce

import (
	"context"
	"errors"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// Concurrently runs work for each number below count, at most so many at once; the quota decides how fast. The first failure ends the others and
// is returned when all have ended. A panic of one is a panic of the caller.
func Concurrently(ctx context.Context, count, atOnce int, work func(ctx context.Context, i int) error) error {
	var panicked panicking
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for i := range count {
		group.Go(panicked.catch(func() error { return work(ctx, i) }))
	}
	err := group.Wait()
	panicked.rethrow()
	return err
}

// panicking carries the first panic of several goroutines to the one that waits for them. The registry makes a failure of a panic in
// the goroutine of its caller only; in any other it would end the process.
type panicking struct{ value atomic.Pointer[any] }

// errPanicked ends the goroutines beside one that panicked.
var errPanicked = errors.New("a goroutine beside this one panicked")

// catch returns the function with its panics turned into a failure.
func (p *panicking) catch(run func() error) func() error {
	return func() (err error) {
		defer func() {
			if value := recover(); value != nil {
				p.value.CompareAndSwap(nil, &value)
				err = errPanicked
			}
		}()
		return run()
	}
}

// rethrow panics as the goroutine did, if one did.
func (p *panicking) rethrow() {
	if value := p.value.Load(); value != nil {
		panic(*value)
	}
}
