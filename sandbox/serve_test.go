package sandbox_test

import (
	"context"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestServeEndsWithItsContext(t *testing.T) {
	t.Parallel()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- sandbox.New(sandbox.WithLatency(time.Hour)).Serve(ctx, listener) }()

	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+listener.Addr().String()+"/stores/sandbox1/v3/customers", nil)
	require.NoError(t, err)
	request.Header.Set("X-Auth-Token", sandbox.DefaultToken)
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	go cancel()
	_, err = transport.RoundTrip(request) //nolint:bodyclose // there is no answer
	require.Error(t, err, "a request that waits ends with the server")
	assert.NoError(t, <-ended)
}
