package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// sandboxGreeting tells how to use the store that has been opened.
const sandboxGreeting = `The store is open; Ctrl-C closes it. In another shell:

  export BIGCOMMERCE_API_URL=%s
  export BIGCOMMERCE_STORE_HASH=%s
  export BIGCOMMERCE_API_TOKEN=%s
  bigcommerce check
`

func (p *program) sandboxCommand() *cobra.Command {
	var address, faults, scopes string
	var seed uint64
	var quota int
	var window, latency time.Duration
	command := &cobra.Command{
		Use:   "sandbox",
		Short: "Run a BigCommerce store in memory",
		Long: `Run a BigCommerce store in memory that answers as the official API does, and print its URL. It has products, customers and
orders, the same ones for the same seed; what is changed is forgotten when it ends. Webhooks are sent to destinations on this
machine, signed when BIGCOMMERCE_CLIENT_SECRET is set. Stop it with Ctrl-C.`,
		Example: `  bigcommerce sandbox --addr 127.0.0.1:8080
  bigcommerce sandbox --quota 150 --window 30s --latency 100ms
  bigcommerce sandbox --scopes 'Customers, Orders:read'
  bigcommerce sandbox --faults faults.json`,
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			if quota < 0 || window <= 0 || latency < 0 {
				return usageError{errors.New("--quota and --latency must not be negative, and --window must be positive")}
			}
			plan, err := readFaults(faults)
			if err != nil {
				return err
			}
			granted := sandbox.Scopes()
			if command.Flags().Changed("scopes") {
				if granted, err = sandbox.ParseScopes(scopes); err != nil {
					return usageError{fmt.Errorf("--scopes can't be used:\n%w", err)}
				}
			}
			store := sandbox.New(
				sandbox.WithSeed(seed),
				sandbox.WithToken(sandbox.DefaultToken, granted...),
				sandbox.WithQuota(quota, window),
				sandbox.WithLatency(latency),
				sandbox.WithLogger(p.logger),
				sandbox.WithClientSecret(p.env("BIGCOMMERCE_CLIENT_SECRET")),
				sandbox.WithFaultSeed(plan.Seed),
				sandbox.WithFault(plan.Faults...),
			)
			listener, err := listen(command.Context(), address)
			if err != nil {
				return err
			}
			fmt.Fprintln(p.out, urlOf(listener))
			fmt.Fprintf(p.err, sandboxGreeting, urlOf(listener), sandbox.DefaultStoreHash, sandbox.DefaultToken)
			return store.Serve(command.Context(), listener)
		},
	}
	flags := command.Flags()
	flags.StringVar(&address, "addr", "127.0.0.1:8080", "where to listen; port 0 takes a free one")
	flags.Uint64Var(&seed, "seed", 1, "which shop: the same seed gives the same records")
	flags.IntVar(&quota, "quota", 0, "requests allowed in a window (150 in a Standard or Plus plan); 0 for no limit")
	flags.DurationVar(&window, "window", 30*time.Second, "length of the quota's window")
	flags.DurationVar(&latency, "latency", 0, "delay of every answer")
	flags.StringVar(&scopes, "scopes", "", "OAuth scopes of the token as the control panel calls them, such as 'Customers, Orders:read'; \"\" for none; all unless told")
	flags.StringVar(&faults, "faults", "", "a JSON file of what is to go wrong, see docs/sandbox.md")
	return command
}

// readFaults reads the file of the flag --faults; no name is no faults.
func readFaults(name string) (sandbox.FaultPlan, error) {
	if name == "" {
		return sandbox.FaultPlan{}, nil
	}
	data, err := os.ReadFile(name) //nolint:gosec // the file is the one that the caller names
	if err != nil {
		return sandbox.FaultPlan{}, usageError{fmt.Errorf("--faults: %w", err)}
	}
	plan, err := sandbox.ParseFaults(data)
	if err != nil {
		return sandbox.FaultPlan{}, usageError{fmt.Errorf("--faults %s can't be used:\n%w", name, err)}
	}
	return plan, nil
}

// listen opens a listener on the address, such as 127.0.0.1:0.
func listen(ctx context.Context, address string) (net.Listener, error) {
	return new(net.ListenConfig).Listen(ctx, "tcp", address)
}

// urlOf returns the URL of what is served on the listener.
func urlOf(listener net.Listener) string { return "http://" + listener.Addr().String() }
