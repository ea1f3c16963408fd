package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/spf13/cobra"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// farewell is how long each part of the end may take: what is under way, and taking the webhooks away.
const farewell = 10 * time.Second

// listenFlags are what the command line says about listening.
type listenFlags struct {
	input       string
	destination string
	address     string
	file        kept
	keep        bool
}

func (p *program) listenCommand() *cobra.Command {
	how := listenFlags{file: kept{what: "subscription"}}
	command := &cobra.Command{
		Use:   "listen TRIGGER --destination URL --addr HOST:PORT",
		Short: "Print a trigger's events as BigCommerce delivers them",
		Long: `Subscribe to a trigger's events by webhook and print each on a line of its own: {"event":{"id":"…","time":"…"},"record":{…}}.

BigCommerce delivers to the destination, an https address on port 443 that everybody can reach; --addr is where this command listens. Between the
two stands what ends TLS and passes requests on with the same path and headers: a reverse proxy, or a tunnel to this machine. With the sandbox
store no such thing is needed: a destination such as http://127.0.0.1:9000/hook is where the command listens, too.

A delivery that doesn't come from the webhook is refused, and stderr says why. One that does is acknowledged at once, and then its record is
fetched. While it listens, the webhooks are looked after, and stderr tells what had to be repaired.

Ctrl-C ends it: what was acknowledged is printed, the webhooks are removed, the exit code is 0. With --keep they stay, and BigCommerce repeats for
48 hours what it can't deliver meanwhile. Webhooks are made for speed; to be certain of every event, poll the trigger as well and drop the
ids that you have.

Every trigger has help of its own: bigcommerce listen on_new_orders_created --help`,
		Example: `  bigcommerce listen on_customers_updated --destination https://shop.example.com/hooks/customers --addr 127.0.0.1:9000
  bigcommerce listen on_new_customers_created --destination http://127.0.0.1:9000/hook   # with bigcommerce sandbox`,
		RunE: func(*cobra.Command, []string) error {
			return usageError{errors.New("name a trigger; bigcommerce listen --help lists them")}
		},
	}
	flags := command.PersistentFlags()
	inputFlag(command, &how.input)
	flags.StringVar(&how.destination, "destination", "", "the `URL` that BigCommerce delivers to; its path is served")
	flags.StringVar(&how.address, "addr", "", "where to listen, as `HOST:PORT`; that of the destination when it is on this machine")
	flags.StringVar(&how.file.name, "subscription-file", "", "keep the subscription, which has secrets, in this `file` while it lasts")
	flags.BoolVar(&how.keep, "keep", false, "leave the webhooks in place at the end")
	p.addOperations(command, hasWebhook, func(operation registry.Operation) *cobra.Command {
		return helped(&cobra.Command{
			RunE: func(command *cobra.Command, _ []string) error {
				return p.listen(command.Context(), operation.Code, how)
			},
		}, operation, "--destination https://example.com/hook --addr 127.0.0.1:9000 ")
	})
	return command
}

// endpoint returns where to listen, and the path that is served. What a destination may be else is BigCommerce's to say.
func (f listenFlags) endpoint() (address, path string, err error) {
	if f.destination == "" {
		return "", "", errors.New("--destination is missing: give the URL that BigCommerce delivers to")
	}
	destination, err := url.Parse(f.destination)
	if err != nil {
		return "", "", errors.New("--destination is no URL such as https://example.com/hook")
	}
	address, path = f.address, destination.Path
	if ip := net.ParseIP(destination.Hostname()); address == "" && destination.Port() != "" && (ip != nil && ip.IsLoopback() || destination.Hostname() == "localhost") {
		address = destination.Host
	}
	if address == "" {
		return "", "", errors.New("--addr is missing: give the HOST:PORT to listen at, to which the destination leads")
	}
	if path == "" {
		path = "/"
	}
	return address, path, f.file.check()
}

// listen subscribes to a trigger of the store in the environment, prints what is delivered until the context ends, and unsubscribes.
func (p *program) listen(ctx context.Context, trigger string, how listenFlags) (err error) {
	address, path, err := how.endpoint()
	if err != nil {
		return usageError{err}
	}
	call, err := p.call(trigger, how.input)
	if err != nil {
		return err
	}
	previous, err := how.file.read()
	if err != nil {
		return err
	}
	// The port comes first: there is nothing to take back when it isn't free.
	listener, err := listen(ctx, address)
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }()
	r := newReceiver(p, call, how.destination, path, how.file)
	if !how.keep {
		defer func() { err = firstOf(err, r.unsubscribe(ctx)) }()
	}
	subscribing, giveUp := outliving(ctx) // a webhook that is being made can't be removed before it is known
	defer giveUp()
	if err := r.subscribe(subscribing, previous); err != nil {
		return err
	}
	r.say(fmt.Sprintf("Subscribed: deliveries to %s are awaited at %s. Ctrl-C ends it.", how.destination, listener.Addr()))
	return r.run(ctx, listener)
}

// firstOf returns the first of two errors, and what came after it only if nothing came before.
func firstOf(first, second error) error {
	if first != nil {
		return first
	}
	return second
}
