package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// patience is how long a test waits for what has to come.
const patience = 30 * time.Second

// running is a program that runs beside the test.
type running struct {
	command        *exec.Cmd
	stdout, stderr <-chan string
}

// start runs the program with the shop in its environment until it is interrupted.
func (s shop) start(t *testing.T, args ...string) *running {
	t.Helper()
	command := newCommand(t.Context(), s.env, args...)
	stdout, err := command.StdoutPipe()
	require.NoError(t, err)
	stderr, err := command.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	return &running{command, linesOf(stdout), linesOf(stderr)}
}

// interrupt ends the program as Ctrl-C does. It returns what was not read of the output yet.
func (r *running) interrupt(t *testing.T) outcome {
	t.Helper()
	require.NoError(t, r.command.Process.Signal(syscall.SIGINT))
	stdout, stderr := rest(r.stdout), rest(r.stderr)
	_ = r.command.Wait() // the exit code says it all
	return outcome{r.command.ProcessState.ExitCode(), stdout, stderr}
}

// linesOf passes on what is written, line by line. It never holds up who writes.
func linesOf(reader io.Reader) <-chan string {
	lines := make(chan string, 10_000)
	go func() {
		defer close(lines)
		scanner := bufio.NewScanner(reader)
		scanner.Buffer(nil, 1<<20)
		for scanner.Scan() {
			lines <- scanner.Text()
		}
	}()
	return lines
}

// rest returns what comes until the end.
func rest(lines <-chan string) string {
	var all strings.Builder
	for line := range lines {
		all.WriteString(line + "\n")
	}
	return all.String()
}

// next returns the next line.
func next(t *testing.T, lines <-chan string) string {
	t.Helper()
	select {
	case line, ok := <-lines:
		require.True(t, ok, "the program has ended")
		return line
	case <-time.After(patience):
		require.FailNow(t, "nothing is printed")
		return ""
	}
}

// nextEvent reads the next line as an event with the email of its record.
func nextEvent(t *testing.T, lines <-chan string) (id, email string) {
	t.Helper()
	line := next(t, lines)
	var printed struct {
		Event struct {
			ID   string    `json:"id"`
			Time time.Time `json:"time"`
		} `json:"event"`
		Record struct {
			Email string `json:"email"`
		} `json:"record"`
	}
	require.NoError(t, json.Unmarshal([]byte(line), &printed), line)
	assert.False(t, printed.Event.Time.IsZero(), "the event has a time: %s", line)
	return printed.Event.ID, printed.Record.Email
}

// appears waits until a file is there.
func appears(t *testing.T, name string) {
	t.Helper()
	require.Eventually(t, func() bool {
		_, err := os.Stat(name)
		return err == nil
	}, patience, 5*time.Millisecond, "the file %s", name)
}

// createCustomer makes a customer with the email.
func (s shop) createCustomer(t *testing.T, email string) {
	t.Helper()
	s.bigcommerce(t, "invoke", "create_customer", "--input", `{"email": "`+email+`", "first_name": "Jane", "last_name": "Doe"}`).records(t)
}

// hurried is a clock on which a second is over at once.
func hurried() func() time.Time {
	began := time.Now()
	return func() time.Time { return began.Add(100 * time.Since(began)) }
}

// freeAddress returns an address on this machine that nobody listens at. Its port is none of those that systems give away by themselves, so
// it stays free until the test takes it.
func freeAddress(t *testing.T) string {
	t.Helper()
	for range 100 {
		address := fmt.Sprintf("127.0.0.1:%d", 20_000+rand.IntN(10_000))
		listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", address)
		if err == nil {
			require.NoError(t, listener.Close())
			return address
		}
	}
	require.FailNow(t, "no port is free")
	return ""
}

// deliver sends the shop's webhooks until the test ends.
func (s shop) deliver(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var delivering sync.WaitGroup
	delivering.Go(func() { _ = s.Deliver(ctx) }) // it ends with the context
	t.Cleanup(func() {
		cancel()
		delivering.Wait()
	})
}
