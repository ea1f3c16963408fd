package bigcommerce

import (
	"context"
	"iter"

	"golang.org/x/sync/errgroup"
)

// inOrder applies fetch to every item of a sequence, several at a time, and yields the results in the items' order. The first
// failure, of the sequence or of a fetch, ends it; nothing is still running when it returns.
func inOrder[In, Out any](ctx context.Context, items iter.Seq2[In, error], concurrency int, fetch func(context.Context, In) (Out, error)) iter.Seq2[Out, error] {
	type pending struct {
		done chan struct{}
		out  Out
		err  error
	}
	return func(yield func(Out, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		group, ctx := errgroup.WithContext(ctx)
		var panicked panicking
		defer func() { _ = group.Wait() }() // its failure was yielded by the fetch it belongs to
		defer cancel()

		var window []*pending
		// deliver yields the oldest result. When a fetch has failed, the others end too: what counts is the one that failed first.
		deliver := func() bool {
			oldest := window[0]
			window = window[1:]
			<-oldest.done
			if oldest.err == nil {
				return yield(oldest.out, nil)
			}
			err := group.Wait()
			panicked.rethrow()
			yield(oldest.out, err)
			return false
		}
		for item, err := range items {
			if err != nil {
				for len(window) > 0 {
					if !deliver() {
						return
					}
				}
				var none Out
				yield(none, err)
				return
			}
			next := &pending{done: make(chan struct{})}
			window = append(window, next)
			fetched := panicked.catch(func() (err error) {
				next.out, err = fetch(ctx, item)
				return err
			})
			group.Go(func() error {
				defer close(next.done)
				next.err = fetched()
				return next.err
			})
			if len(window) >= max(concurrency, 1) && !deliver() {
				return
			}
		}
		for len(window) > 0 {
			if !deliver() {
				return
			}
		}
	}
}
