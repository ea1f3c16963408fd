package main

import (
	"bufio"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

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
