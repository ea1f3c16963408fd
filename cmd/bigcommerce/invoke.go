package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/spf13/cobra"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func (p *program) invokeCommand() *cobra.Command {
	var input, key string
	var stream, batch bool
	invoke := &cobra.Command{
		Use:   "invoke OPERATION --input JSON|@file|-",
		Short: "Run an action",
		Long: `Run an action with a JSON object as its input and print an array of records; [] when nothing was found.

With --batch the input is an array of such objects. They are run together, in as few requests as the API allows, and one outcome is
printed for each, in the same order: {"records": [...]}, {"error": {...}}, or both when only a part was saved.

Every action has help of its own: bigcommerce invoke create_customer --help`,
		Example: `  bigcommerce invoke get_customers --input '{"email_in": "jane@example.com"}'
  bigcommerce invoke create_customer --input @customer.json
  jq '{customer_id: .id, company: "ACME"}' row.json | bigcommerce invoke update_customer --input -
  bigcommerce invoke get_products --input '{"return_all": true}' --stream > products.jsonl
  bigcommerce invoke create_customer --batch --input @customers.json
  bigcommerce invoke create_order --idempotency-key "$RUN_ID" --input @order.json`,
		RunE: func(*cobra.Command, []string) error {
			return usageError{errors.New("name an operation; bigcommerce invoke --help lists them")}
		},
	}
	inputFlag(invoke, &input)
	invoke.PersistentFlags().BoolVar(&stream, "stream", false, "print each record on a line of its own as soon as it arrives")
	invoke.PersistentFlags().BoolVar(&batch, "batch", false, "the input is an array of inputs; print an array of outcomes")
	invoke.PersistentFlags().StringVar(&key, "idempotency-key", "", "names this piece of work: the same `KEY` again recognizes what an earlier run made")
	p.addOperations(invoke, isAction, func(operation registry.Operation) *cobra.Command {
		return helped(&cobra.Command{
			RunE: func(command *cobra.Command, _ []string) error {
				show := p.printArray
				switch {
				case key == "" && command.Flags().Changed("idempotency-key"):
					return usageError{errors.New("--idempotency-key is blank: give the name of this piece of work, or leave the flag out")}
				case stream && batch:
					return usageError{errors.New("give either --stream or --batch, not both")}
				case stream:
					show = p.printLines
				case batch:
					show = p.printOutcomes
				}
				return p.invoke(command.Context(), operation.Code, input, key, show)
			},
		}, operation, "")
	})
	return invoke
}

// inputFlag adds the flag --input to a command and its subcommands.
func inputFlag(command *cobra.Command, input *string) {
	command.PersistentFlags().StringVarP(input, "input", "i", "{}", "the input: `JSON`, @ and the name of a file, or - for stdin")
}

// call returns the call of an operation of the store in the environment; input is the flag.
func (p *program) call(operation, input string) (registry.Call, error) {
	credential, err := p.credential()
	if err != nil {
		return registry.Call{}, err
	}
	body, err := p.readInput(input)
	if err != nil {
		return registry.Call{}, usageError{err}
	}
	return registry.Call{Connector: connector.Code, Operation: operation, Credential: credential, Input: body}, nil
}

// invoke runs an operation of the store in the environment; key is its idempotency key, show calls it and prints what comes of it.
func (p *program) invoke(ctx context.Context, operation, input, key string, show func(context.Context, registry.Call) error) error {
	call, err := p.call(operation, input)
	if err != nil {
		return err
	}
	call.IdempotencyKey = key
	return show(ctx, call)
}

// printLines prints the records one a line as they arrive.
func (p *program) printLines(ctx context.Context, call registry.Call) error {
	counter := p.counter(!isTerminal(p.out))
	defer counter.clear()
	for record, err := range p.registry.Stream(ctx, call) {
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(p.out, "%s\n", forTerminal(p.out, oneLine(record))); err != nil {
			return err
		}
		counter.add()
	}
	return nil
}

// printArray prints the records as an array when all have arrived. A call that failed prints none, unless something was saved.
func (p *program) printArray(ctx context.Context, call registry.Call) error {
	counter := p.counter(true)
	var records []json.RawMessage
	var failed error
	for record, err := range p.registry.Stream(ctx, call) {
		if err != nil {
			failed = err
			break
		}
		records = append(records, record)
		counter.add()
	}
	counter.clear()
	var failure *registry.Failure
	if errors.As(failed, &failure) && failure.Type != registry.Partial {
		return failed
	}
	if err := writeRecords(p.out, records); err != nil {
		return err
	}
	return failed
}

// counter returns one that shows on stderr, if it is wanted, somebody looks and nothing else is written there.
func (p *program) counter(wanted bool) *progress {
	if !wanted || !isTerminal(p.err) || p.logger.Enabled(context.Background(), slog.LevelDebug) {
		return &progress{}
	}
	return newProgress(p.err)
}

// readInput returns the JSON that the flag --input stands for.
func (p *program) readInput(input string) ([]byte, error) {
	if input == "-" {
		return io.ReadAll(p.in)
	}
	if name, ok := strings.CutPrefix(input, "@"); ok {
		return os.ReadFile(name) //nolint:gosec // the file is the one that the caller names
	}
	return []byte(input), nil
}
