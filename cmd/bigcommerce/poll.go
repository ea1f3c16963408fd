package main

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// pollFlags are what the command line says about a poll.
type pollFlags struct {
	input  string
	cursor string
	file   kept
	byTime bool
	// watching tells that it polls until it is interrupted, every interval.
	watching bool
	interval time.Duration
}

func (p *program) pollCommand() *cobra.Command {
	how := pollFlags{file: kept{what: "cursor"}}
	poll := &cobra.Command{
		Use:   "poll TRIGGER --input JSON|@file|-",
		Short: "Ask a trigger what is new",
		Long: `Ask a trigger what is new, and print {"records":[…],"events":[…],"cursor":"…","more":false}: events[i] tells what records[i] is about.

The first poll begins at since_from in the input, or now when there is none. The cursor that it prints says where the next one continues: hand it back with
--cursor and nothing is missed or repeated. With --cursor-file it is kept in a file. When "more" is true, the next poll finds something at once.

With --watch it goes on until it is interrupted (Ctrl-C, exit code 0), and prints each event on a line of its own:
{"event":{"id":"…","time":"…"},"record":{…}}. A failure that may pass, such as a used-up quota, is told on stderr and tried again. With
--cursor-file, the next run continues where this one ended; after a crash, the events of the last poll may come again, with the same ids.

Every trigger has help of its own: bigcommerce poll on_new_orders_created --help`,
		Example: `  bigcommerce poll on_new_orders_created --input '{"since_from": "2026-01-31T00:00:00Z"}'
  bigcommerce poll on_new_orders_created --cursor-file orders.cursor
  bigcommerce poll on_customers_updated --watch 30s --cursor-file customers.cursor >> customers.jsonl`,
		RunE: func(*cobra.Command, []string) error {
			return usageError{errors.New("name a trigger; bigcommerce poll --help lists them")}
		},
	}
	flags := poll.PersistentFlags()
	inputFlag(poll, &how.input)
	flags.StringVar(&how.cursor, "cursor", "", "continue here: the `cursor` that the poll before printed, with or without its quotes")
	flags.StringVar(&how.file.name, "cursor-file", "", "continue at the cursor in this `file` if it exists, and keep the new one there")
	flags.BoolVar(&how.byTime, "by-time", false, "poll as engines do that keep no cursor but the newest record's date: records of one second stay together")
	flags.DurationVar(&how.interval, "watch", 0, "poll again and again, with this `interval` (such as 30s) while nothing is new")
	p.addOperations(poll, canPoll, func(operation registry.Operation) *cobra.Command {
		return helped(&cobra.Command{
			RunE: func(command *cobra.Command, _ []string) error {
				how.watching = command.Flags().Changed("watch")
				return p.poll(command.Context(), operation.Code, how)
			},
		}, operation, "")
	})
	return poll
}

// check refuses flags that contradict one another.
func (f pollFlags) check() error {
	switch {
	case f.cursor != "" && f.file.name != "":
		return errors.New("give --cursor or --cursor-file, not both")
	case f.watching && f.interval <= 0:
		return errors.New("--watch needs an interval above zero, such as 30s")
	case f.watching && f.byTime && (f.cursor != "" || f.file.name != ""):
		return errors.New("--watch with --by-time keeps the newest record's date and no cursor: leave --cursor and --cursor-file out")
	}
	return f.file.check()
}

// poll polls a trigger of the store in the environment.
func (p *program) poll(ctx context.Context, trigger string, how pollFlags) error {
	if err := how.check(); err != nil {
		return usageError{err}
	}
	call, err := p.call(trigger, how.input)
	if err != nil {
		return err
	}
	cursor := json.RawMessage(how.cursor)
	if how.file.name != "" {
		if cursor, err = how.file.read(); err != nil {
			return err
		}
	}
	next := registry.PollCall{Call: call, Cursor: cursor, ByTime: how.byTime}
	if how.watching {
		return p.watch(ctx, next, how)
	}
	batch, err := p.registry.Poll(ctx, next)
	if err != nil {
		return how.file.blame(err)
	}
	if err := writeJSON(p.out, batch); err != nil {
		return err
	}
	if err := settle(p.out); err != nil {
		return err
	}
	return how.file.write(batch.Cursor)
}
