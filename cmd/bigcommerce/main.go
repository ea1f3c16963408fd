// Command bigcommerce runs the connector from a shell: it describes the operations, tests a credential, runs an action with JSON in and
// JSON out, polls a trigger or listens to its webhook, and offers a BigCommerce store in memory to try things on.
//
// JSON goes to stdout, diagnostics to stderr. It exits with 0 when all went well, 1 when the operation failed (the failure is on
// stderr, as JSON), 2 when it was called wrongly.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second signal ends the process at once
	os.Exit(run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr))
}
