package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// canary is a valid token of the stores in these tests. It must never be seen.
const canary = "canary-token-3f9a1c"

// binary is the program under test.
var binary string

// TestMain builds the program once, runs the tests, and fails when they leave a goroutine behind.
func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "bigcommerce")
	if err != nil {
		panic(err)
	}
	end := func(code int) {
		_ = os.RemoveAll(folder)
		os.Exit(code)
	}
	binary = filepath.Join(folder, "bigcommerce")
	if output, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%s%v\n", output, err)
		end(1)
	}
	goleak.VerifyTestMain(m, goleak.Cleanup(end))
}

// outcome is what the program left behind.
type outcome struct {
	code           int
	stdout, stderr string
}

// failure reads stderr as one failure.
func (o outcome) failure(t *testing.T) registry.Failure {
	t.Helper()
	assert.Equal(t, 1, o.code, "exit code")
	var failure registry.Failure
	require.NoError(t, json.Unmarshal([]byte(o.stderr), &failure), "stderr is one failure: %s", o.stderr)
	return failure
}

// records reads stdout as an array of records.
func (o outcome) records(t *testing.T) []map[string]any {
	t.Helper()
	require.Equal(t, 0, o.code, "exit code; stderr: %s", o.stderr)
	var records []map[string]any
	require.NoError(t, json.Unmarshal([]byte(o.stdout), &records), "stdout is an array: %s", o.stdout)
	return records
}

// shop is a store and the environment that leads to it.
type shop struct {
	*sandbox.Store
	env map[string]string
}

// newShop opens a store that knows the canary token.
func newShop(t *testing.T, options ...sandbox.Option) shop {
	t.Helper()
	store := sandbox.New(append(options, sandbox.WithToken(canary, sandbox.Scopes()...))...)
	server := httptest.NewServer(store)
	t.Cleanup(server.Close)
	return shop{store, map[string]string{
		"BIGCOMMERCE_API_URL":    server.URL,
		"BIGCOMMERCE_STORE_HASH": sandbox.DefaultStoreHash,
		"BIGCOMMERCE_API_TOKEN":  canary,
	}}
}

// bigcommerce runs the program with the shop in its environment.
func (s shop) bigcommerce(t *testing.T, args ...string) outcome {
	t.Helper()
	return execute(t, s.env, "", args...)
}

// execute runs the program with the environment, which replaces that of the tests, and stdin.
func execute(t *testing.T, env map[string]string, stdin string, args ...string) outcome {
	t.Helper()
	command := newCommand(t.Context(), env, args...)
	command.Stdin = strings.NewReader(stdin)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	err := command.Run()
	var exit *exec.ExitError
	if err != nil {
		require.ErrorAs(t, err, &exit)
	}
	require.NotContains(t, stdout.String()+stderr.String(), canary, "the token shows")
	return outcome{command.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

func newCommand(ctx context.Context, env map[string]string, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, binary, args...)
	command.Env = []string{}
	for name, text := range env {
		command.Env = append(command.Env, name+"="+text)
	}
	return command
}
