package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

const jane = `{"email": "jane@example.com", "first_name": "Jane", "last_name": "Doe"}`

func TestInvokePrintsAnArrayOfRecords(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	created := s.bigcommerce(t, "invoke", "create_customer", "--input", jane).records(t)
	require.Len(t, created, 1)
	assert.Equal(t, "jane@example.com", created[0]["email"])

	assert.Len(t, s.bigcommerce(t, "invoke", "get_customers", "--input", `{"limit": 3}`).records(t), 3)
	nobody := s.bigcommerce(t, "invoke", "get_customers", "--input", `{"email_in": "nobody@example.com"}`)
	assert.Equal(t, "[]\n", nobody.stdout)
}

func TestAnIdempotencyKeyRecognizesWhatAnEarlierRunMade(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	first := s.bigcommerce(t, "invoke", "create_customer", "--idempotency-key", "run 7", "--input", jane).records(t)
	again := s.bigcommerce(t, "invoke", "create_customer", "--idempotency-key", "run 7", "--input", jane).records(t)
	require.Len(t, again, 1)
	assert.Equal(t, first[0]["id"], again[0]["id"])
	assert.Equal(t, registry.Conflict, s.bigcommerce(t, "invoke", "create_customer", "--input", jane).failure(t).Type)
	blank := s.bigcommerce(t, "invoke", "create_customer", "--idempotency-key", "", "--input", jane)
	assert.Equal(t, exitUsage, blank.code, "a variable that is not set must not mean no key")
	assert.Contains(t, blank.stderr, "--idempotency-key is blank")
}

func TestInvokeReadsItsInputFromAFileOrStdin(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	file := filepath.Join(t.TempDir(), "customer.json")
	require.NoError(t, os.WriteFile(file, []byte(jane), 0o600))
	assert.Len(t, s.bigcommerce(t, "invoke", "create_customer", "--input", "@"+file).records(t), 1)
	assert.Len(t, execute(t, s.env, `{"email_in": ["jane@example.com"]}`, "invoke", "get_customers", "--input", "-").records(t), 1)
}

func TestInvokeStreamsARecordALine(t *testing.T) {
	t.Parallel()
	streamed := newShop(t).bigcommerce(t, "invoke", "get_products", "--stream", "--input", `{"limit": 260}`)
	require.Equal(t, 0, streamed.code, streamed.stderr)
	lines := strings.Split(strings.TrimSuffix(streamed.stdout, "\n"), "\n")
	assert.Len(t, lines, 260)
	for _, line := range lines {
		require.True(t, json.Valid([]byte(line)), "a line is a record: %s", line)
	}
}

func TestInvokeRefusesWrongInputBeforeAnyRequest(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	refused := s.bigcommerce(t, "invoke", "update_customer", "--input", `{"customer_id": "", "frist_name": "Jane"}`)
	failure := refused.failure(t)
	assert.Equal(t, registry.InvalidInput, failure.Type)
	assert.Equal(t, "update_customer", failure.Operation)
	assert.Len(t, failure.Fields, 2)
	assert.Empty(t, refused.stdout)
	assert.Equal(t, 0, s.Stats().Total, "requests")
}

func TestInvokeFailsWithTheFailureOnStderr(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.bigcommerce(t, "invoke", "create_customer", "--input", jane).records(t)
	repeated := s.bigcommerce(t, "invoke", "create_customer", "--input", jane)
	assert.Equal(t, registry.Conflict, repeated.failure(t).Type)
	assert.Empty(t, repeated.stdout)

	s.AddFault(sandbox.Fault{Status: http.StatusBadGateway, Body: "<html>", ContentType: "text/html", Method: http.MethodPost})
	unknown := s.bigcommerce(t, "invoke", "create_product", "--input", `{"name": "Lamp", "type": "physical", "price": 1, "weight": 1}`)
	assert.Equal(t, registry.OutcomeUnknown, unknown.failure(t).Type)
}

func TestInterruptEndsTheCall(t *testing.T) {
	t.Parallel()
	asked := make(chan struct{}, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		asked <- struct{}{}
		<-request.Context().Done()
	}))
	t.Cleanup(server.Close)
	command := newCommand(t.Context(), map[string]string{
		"BIGCOMMERCE_API_URL": server.URL, "BIGCOMMERCE_STORE_HASH": "abc123", "BIGCOMMERCE_API_TOKEN": canary,
	}, "invoke", "get_customers")
	var stderr strings.Builder
	command.Stderr = &stderr
	require.NoError(t, command.Start())
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	select {
	case <-asked:
	case err := <-ended:
		require.Fail(t, "it ended before the first request", "%v: %s", err, stderr.String())
	}
	require.NoError(t, command.Process.Signal(syscall.SIGINT))
	require.Error(t, <-ended)
	interrupted := outcome{command.ProcessState.ExitCode(), "", stderr.String()}
	assert.Equal(t, registry.Canceled, interrupted.failure(t).Type)
}
