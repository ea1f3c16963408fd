package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"

	"github.com/spf13/cobra"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// What the process exits with.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// program is what the commands share: the world outside, and the registry that they call.
type program struct {
	env      func(string) string
	in       io.Reader
	out, err io.Writer
	level    slog.LevelVar
	logger   *slog.Logger
	registry *registry.Registry
	// manifest describes the connector; it is made when it is first asked for.
	manifest func() registry.ConnectorManifest
	// started tells that the command line was understood and a command runs.
	started bool
}

// usageError is a mistake of whoever called the program, found while a command runs.
type usageError struct{ error }

// run is the program without the process around it. It returns the exit code.
func run(ctx context.Context, args []string, env func(string) string, in io.Reader, out, err io.Writer) int {
	p := newProgram(env, in, out, err)
	built, fault := p.newRegistry(env("BIGCOMMERCE_API_URL"))
	if fault != nil {
		fmt.Fprintf(err, "bigcommerce: BIGCOMMERCE_API_URL can't be used: %v\n", fault)
		return exitUsage
	}
	p.use(built)
	defer func() { _ = built.Close() }()

	root := p.rootCommand()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(err)
	command, fault := root.ExecuteContextC(ctx)
	return p.report(command, fault)
}

// use lets the commands call the registry, which has one connector.
func (p *program) use(built *registry.Registry) {
	p.registry = built
	p.manifest = sync.OnceValue(func() registry.ConnectorManifest { return built.Manifest().Connectors[0] })
}

func newProgram(env func(string) string, in io.Reader, out, err io.Writer) *program {
	p := &program{env: env, in: in, out: out, err: err}
	p.level.Set(slog.LevelError) // stderr is for the failure, which tells more than the log would
	p.logger = slog.New(slog.NewTextHandler(err, &slog.HandlerOptions{Level: &p.level}))
	return p
}

// newRegistry returns a registry whose connector calls the given address, BigCommerce itself when it is "".
func (p *program) newRegistry(address string) (*registry.Registry, error) {
	options := []connector.Option{connector.WithLogger(p.logger)}
	if address != "" {
		options = append(options, connector.WithBaseURL(address))
	}
	return registry.New(connector.New(options...))
}

// report tells on stderr what went wrong and returns the exit code.
func (p *program) report(command *cobra.Command, fault error) int {
	var failure *registry.Failure
	var usage usageError
	switch {
	case fault == nil:
		return exitOK
	case errors.As(fault, &failure):
		_ = writeFailure(p.err, failure)
		return exitFailed
	case p.started && !errors.As(fault, &usage):
		fmt.Fprintf(p.err, "bigcommerce: %s\n", told(fault.Error()))
		return exitFailed
	}
	fmt.Fprintf(p.err, "bigcommerce: %v\nRun '%s --help' to see how it is used.\n", told(fault.Error()), command.CommandPath())
	return exitUsage
}

func (p *program) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "bigcommerce",
		Short: "Work with a BigCommerce store from the command line",
		Long: `Work with a BigCommerce store from the command line, through the same connector that a workflow engine uses.

New here? "bigcommerce demo" runs every core action and a trigger against a store in memory; it needs no account.

JSON goes to stdout, diagnostics to stderr. The exit code is 0 when all went well, 1 when the operation
failed (the failure is on stderr, as JSON) and 2 when the command was called wrongly.

Environment:
  BIGCOMMERCE_STORE_HASH     the store: what follows store- in the control panel's address, or that address
  BIGCOMMERCE_API_TOKEN      access token of a store-level API account
  BIGCOMMERCE_CLIENT_SECRET  client secret of that account; optional
  BIGCOMMERCE_API_URL        where the API is; https://api.bigcommerce.com unless set`,
		Example: `  bigcommerce demo
  bigcommerce describe
  bigcommerce check
  bigcommerce invoke get_customers --input '{"limit": 3}'
  bigcommerce poll on_new_orders_created --watch 1m`,
		Version:       connector.Version,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	debug := root.PersistentFlags().Bool("debug", false, "log every call and request to stderr (never secrets)")
	root.PersistentPreRun = func(*cobra.Command, []string) {
		p.started = true
		if *debug {
			p.level.Set(slog.LevelDebug)
		}
	}
	root.AddCommand(p.describeCommand(), p.checkCommand(), p.invokeCommand(), p.pollCommand(), p.listenCommand(), p.optionsCommand(), p.sandboxCommand(), p.demoCommand())
	return root
}
