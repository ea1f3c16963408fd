package conformance_test

import (
	"flag"
	"os"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/internal/conformance"
	"github.com/appseconnect/bigcommerce-connector/internal/contract"
)

// TestConformance holds every request of the contract archives, of subscriptions and of drop-downs, and the sandbox's answers to a sweep over all it
// serves, against the official documents. At the end every exception must have been needed.
func TestConformance(t *testing.T) {
	t.Parallel()
	specs := loadSpecs(t)
	if specs == nil {
		return
	}
	callers := conformance.Callers{}
	requests := judgeContractRequests(t, specs, callers) + judgeSubscriptions(t, specs, callers) + judgeOptions(t, specs)
	batches := judgeBatches(t, specs, callers)
	answers := judgeSandbox(t, specs)
	compareCoverage(t, specs.CoveragePage(callers))
	for _, exception := range specs.Unused() {
		t.Errorf("exceptions.go: nothing needs the exception for %s, %s (%s): remove it", exception.Operation, exception.Location, exception.Reason)
	}
	t.Logf("judged %d requests of the contract archives, of subscriptions and of drop-downs, %d of batches and %d answers of the sandbox", requests, batches, answers)
}

// loadSpecs reads the official documents that BIGCOMMERCE_SPECS points to. Without the variable it says so and returns nil:
// the documents are the vendor's and not part of this project. In CI they must be there.
func loadSpecs(t *testing.T) *conformance.Specs {
	t.Helper()
	folder := os.Getenv("BIGCOMMERCE_SPECS")
	if folder == "" {
		require.NotEqual(t, "true", os.Getenv("CI"), "CI must hold the connector against the official documents: set BIGCOMMERCE_SPECS")
		t.Log("conformance did not run: set BIGCOMMERCE_SPECS to the folder of the official OpenAPI files")
		return nil
	}
	specs, err := conformance.Load(folder)
	require.NoError(t, err)
	return specs
}

var update = flag.Bool("update", false, "write docs/coverage.md")

// compareCoverage holds docs/coverage.md against what is called.
func compareCoverage(t *testing.T, page string) {
	t.Helper()
	const file = "../../docs/coverage.md"
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(page), 0o644))
	}
	written, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, page, string(written), "docs/coverage.md is out of date: run make conformance COVERAGE=-update")
}

// judgeContractRequests plays every archive, judges what it sends, and notes what it calls.
func judgeContractRequests(t *testing.T, specs *conformance.Specs, callers conformance.Callers) (count int) {
	t.Helper()
	cases, err := contract.Load("../../testdata")
	require.NoError(t, err)
	engine, err := contract.Open()
	require.NoError(t, err)
	defer func() { require.NoError(t, engine.Close()) }()
	for _, one := range cases {
		if one.Name == "additional_fields" {
			continue // it sends a field that no document has, which is what additional_fields are for
		}
		recorder := &conformance.Recorder{Specs: specs, Next: contract.NewPlayer(one.Exchanges)}
		if one.Operation != "api_request" { // it covers nothing, since it can call everything
			recorder.CalledBy(one.Operation)
		}
		synctest.Test(t, func(t *testing.T) {
			engine.Run(t.Context(), contract.Invoke, one, recorder)
		})
		assert.Len(t, one.Exchanges, recorder.Requests(), "%s/%s: requests", one.Operation, one.Name)
		for _, violation := range recorder.Violations() {
			t.Errorf("testdata/%s/%s: %s", one.Operation, one.Name, violation)
		}
		count += recorder.Requests()
		callers.Join(recorder.Callers())
	}
	return count
}
