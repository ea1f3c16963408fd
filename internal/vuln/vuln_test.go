package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const scanned = `{"config":{"scanner_version":"v1.9.0","go_version":"go1.26.8"}}
{"osv":{"id":"GO-1","summary":"It leaks"}}
`

func TestACalledVulnerabilityOfAModuleFails(t *testing.T) {
	t.Parallel()
	found, err := read([]byte(scanned + `{"finding":{"osv":"GO-1","fixed_version":"v1.2.0","trace":[{"module":"example.com/m","version":"v1.1.0","package":"example.com/m/p","function":"F"},{"module":"ours"}]}}`))
	require.NoError(t, err)
	var told strings.Builder
	require.ErrorContains(t, found.report(&told), "modules of go.mod")
	require.Contains(t, told.String(), "GO-1 in example.com/m/p of example.com/m v1.1.0 (mended in v1.2.0): It leaks")
}

func TestWhatIsNotCalledOrComesWithGoPasses(t *testing.T) {
	t.Parallel()
	found, err := read([]byte(scanned + `{"finding":{"osv":"GO-1","trace":[{"module":"example.com/m","version":"v1.1.0"}]}}
{"finding":{"osv":"GO-1","trace":[{"module":"stdlib","version":"v1.26.8","package":"net/http","function":"F"}]}}`))
	require.NoError(t, err)
	var told strings.Builder
	require.NoError(t, found.report(&told))
	require.Contains(t, told.String(), "GO-1 in net/http of stdlib v1.26.8 (nothing mends it yet)", "it is told of all the same")
}

func TestASilentOrBrokenScannerIsNoGoodNews(t *testing.T) {
	t.Parallel()
	for _, output := range []string{"", "govulncheck: no database", scanned + `{"finding":`} {
		_, err := read([]byte(output))
		require.Error(t, err, output)
	}
	_, err := index(t.Context(), "no module", t.TempDir())
	require.ErrorContains(t, err, "no module")
}

func TestEntriesAreListedByModule(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"GO-1.json":  `{"id":"GO-1","modified":"2026-01-02T00:00:00Z","affected":[{"package":{"name":"stdlib"}},{"package":{"name":"a"}},{"package":{"name":"a"}}]}`,
		"GO-2.json":  `{"id":"GO-2","modified":"2026-01-01T00:00:00Z","affected":[{"package":{"name":"a"}}]}`,
		"other.json": `{}`,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600))
	}
	modules, modified, err := modulesOf(folder)
	require.NoError(t, err)
	first, second := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	require.Equal(t, first, modified)
	require.Equal(t, []indexedModule{{"a", []indexedEntry{{"GO-1", first}, {"GO-2", second}}}, {"stdlib", []indexedEntry{{"GO-1", first}}}}, modules)

	_, _, err = modulesOf(t.TempDir())
	require.ErrorContains(t, err, "no entries")
	require.NoError(t, os.WriteFile(filepath.Join(folder, "GO-3.json"), []byte(`{"id":"GO-4"}`), 0o600))
	_, _, err = modulesOf(folder)
	require.ErrorContains(t, err, "GO-3.json is no entry")
}
