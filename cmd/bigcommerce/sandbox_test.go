package main

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestSandboxRefusesAFileOfFaultsWithAllItsMistakes(t *testing.T) {
	t.Parallel()
	file := writeFaults(t, `{"faults":[{"kind":"reset","rate":1.5},{"kind":"status"},{"kind":"boom"}]}`)
	called := execute(t, nil, "", "sandbox", "--faults", file)
	assert.Equal(t, 2, called.code)
	assert.Empty(t, called.stdout)
	for _, says := range []string{
		"--faults " + file + " can't be used:\n", "fault 1 (reset): rate is 1.5", "fault 2 (status): status is missing", `fault 3: kind is "boom"`,
	} {
		assert.Contains(t, called.stderr, says)
	}
}

func TestSandboxFailsAsItsFileOfFaultsSays(t *testing.T) {
	t.Parallel()
	file := writeFaults(t, `{"seed":3,"faults":[{"kind":"status","status":422,"path":"/v3/customers","body":"{\"title\":\"Not today\"}"}]}`)
	command := newCommand(t.Context(), nil, "sandbox", "--addr", "127.0.0.1:0", "--faults", file)
	stdout, err := command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	url, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	env := map[string]string{
		"BIGCOMMERCE_API_URL":    strings.TrimSpace(url),
		"BIGCOMMERCE_STORE_HASH": sandbox.DefaultStoreHash,
		"BIGCOMMERCE_API_TOKEN":  sandbox.DefaultToken,
	}
	failed := execute(t, env, "", "invoke", "get_customers")
	assert.Equal(t, 1, failed.code)
	assert.Contains(t, failed.stderr, "Not today")
	assert.Equal(t, 0, execute(t, env, "", "invoke", "get_products", "--input", `{"limit": 2}`).code)
	require.NoError(t, command.Process.Signal(syscall.SIGTERM))
	require.NoError(t, command.Wait())
}

func writeFaults(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "faults.json")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

func TestSandboxServesUntilItIsTerminated(t *testing.T) {
	t.Parallel()
	command := newCommand(t.Context(), nil, "sandbox", "--addr", "127.0.0.1:0", "--seed", "7", "--quota", "150", "--window", "30s")
	stdout, err := command.StdoutPipe()
	require.NoError(t, err)
	var stderr strings.Builder
	command.Stderr = &stderr
	require.NoError(t, command.Start())
	url, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)

	env := map[string]string{
		"BIGCOMMERCE_API_URL":    strings.TrimSpace(url),
		"BIGCOMMERCE_STORE_HASH": sandbox.DefaultStoreHash,
		"BIGCOMMERCE_API_TOKEN":  sandbox.DefaultToken,
	}
	assert.Len(t, execute(t, env, "", "invoke", "get_products", "--input", `{"limit": 2}`).records(t), 2)

	require.NoError(t, command.Process.Signal(syscall.SIGTERM))
	require.NoError(t, command.Wait(), "it exits with 0")
	for name, text := range env {
		assert.Contains(t, stderr.String(), "export "+name+"="+text)
	}
}

func TestSandboxGrantsTheTokenOnlyTheScopesThatAreNamed(t *testing.T) {
	t.Parallel()
	command := newCommand(t.Context(), nil, "sandbox", "--addr", "127.0.0.1:0", "--scopes", "Customers, orders:read")
	stdout, err := command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	url, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	env := map[string]string{
		"BIGCOMMERCE_API_URL":    strings.TrimSpace(url),
		"BIGCOMMERCE_STORE_HASH": sandbox.DefaultStoreHash,
		"BIGCOMMERCE_API_TOKEN":  sandbox.DefaultToken,
	}
	assert.Len(t, execute(t, env, "", "invoke", "get_orders", "--input", `{"limit": 2}`).records(t), 2)
	failed := execute(t, env, "", "invoke", "update_order_status", "--input", `{"order_id": 101, "status_id": 2}`)
	assert.Contains(t, failed.failure(t).Message, `lacks the OAuth scope "Orders" (modify;`)
	assert.Contains(t, execute(t, env, "", "check").stdout, `"get_products"`, "the report names what a scope that is missing blocks")
	require.NoError(t, command.Process.Signal(syscall.SIGTERM))
	require.NoError(t, command.Wait())
}

func TestSandboxRefusesScopesThatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	called := execute(t, nil, "", "sandbox", "--scopes", "Customers, Wishes")
	assert.Equal(t, 2, called.code)
	assert.Contains(t, called.stderr, "--scopes can't be used:\n")
	assert.Contains(t, called.stderr, `"Wishes" is no OAuth scope of the store`)
}
