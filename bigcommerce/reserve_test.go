package bigcommerce

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestWorkThatOutlastsTheWindowLeavesAThird asks for as many requests as a new window of 150 lets through at once.
func TestWorkThatOutlastsTheWindowLeavesAThird(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		more int // pages that are known to follow each
		want int
	}{
		"work that fits leaves a tenth":                   {more: 100, want: 135},
		"work that does not fit leaves a third":           {more: 1000, want: 100},
		"work of unknown length leaves a third in time":   {more: 0, want: 100},
		"work that nearly fits is let through to the end": {more: 1, want: 135},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				governor := NewGovernor()
				left := 150
				ask := func(demand Demand) bool {
					ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
					defer cancel()
					release, err := governor.Acquire(ctx, demand)
					if err != nil {
						return false
					}
					left--
					release(Answer{Sent: true, Status: http.StatusOK, Quota: Quota{Known: true, Limit: 150, Left: left, Window: 30 * time.Second, Reset: 30 * time.Second}})
					return true
				}
				granted := 0
				for pages := test.more; ask(Demand{Priority: Bulk, Operation: "GET /v3/catalog/products", More: pages}); {
					granted++
					if test.more == 100 {
						pages = max(pages-1, 1)
					}
				}
				assert.InDelta(t, test.want, granted, 1)
				for range 15 {
					require.True(t, ask(Demand{Operation: "GET /v3/customers"}), "single calls find what was left to them")
				}
			})
		})
	}
}
