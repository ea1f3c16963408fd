// Package governortest is the test suite of the contract of [bigcommerce.Governor]: who writes one, for several machines for instance,
// runs it against a store in memory, in no time.
//
//	func TestMyGovernor(t *testing.T) {
//		governortest.Run(t, func() bigcommerce.Governor { return mygovernor.New() })
//	}
package governortest

import (
	"testing"
	"testing/synctest"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

// bubbles runs a check as a parallel subtest in a [synctest] bubble: its time passes when all wait.
type bubbles func(name string, check func(t *testing.T))

// Run checks governors that governor makes, a new one for each subtest. A governor runs in a bubble of testing/synctest: it must wait by
// channels, timers and contexts alone, and end its goroutines when nobody waits.
func Run(t *testing.T, governor func() bigcommerce.Governor) {
	bubble := func(name string, check func(t *testing.T)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, check)
		})
	}
	checkQuota(bubble, governor)
	checkQueue(bubble, governor)
	checkConcurrency(bubble, governor)
}

// single is the demand of a call that somebody waits for, bulk that of a page of an export.
var (
	single = bigcommerce.Demand{Priority: bigcommerce.Single, Operation: "GET /v3/customers"}
	bulk   = bigcommerce.Demand{Priority: bigcommerce.Bulk, Operation: "GET /v3/catalog/products"}
)
