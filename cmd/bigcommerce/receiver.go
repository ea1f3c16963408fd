package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

const (
	// waitingNotices is how many verified deliveries wait to be fetched. When there are more, BigCommerce is asked to repeat them.
	waitingNotices = 1_000
	// fetchedAtOnce is how many of them are fetched together.
	fetchedAtOnce = 100
	// readAtOnce is how many deliveries are read at the same time, so that their bodies can't fill the memory.
	readAtOnce = 32
	// largestBody is how many bytes of a delivery are read: one more than it may have, which is how it is known to be too large.
	largestBody = 1<<20 + 1

	firstPause   = time.Second // before what could not be fetched is tried again; it doubles each time
	longestPause = time.Minute

	// lookedAfterEvery is how often the webhooks are looked after: BigCommerce turns one off that it couldn't deliver to for long.
	lookedAfterEvery = 10 * time.Minute
)

// receiver serves the webhook of a trigger and prints what is delivered.
type receiver struct {
	*program
	call        registry.Call
	destination string
	path        string
	file        kept
	lines       eventLines
	// subscription is the last one that Subscribe returned.
	subscription atomic.Pointer[json.RawMessage]

	reading chan struct{}
	notices chan registry.Notice
	// ending is closed when no more notices come.
	ending chan struct{}
	// telling guards stderr, on which deliveries are told of side by side.
	telling sync.Mutex
}

// newReceiver returns a receiver for a destination whose path is served.
func newReceiver(p *program, call registry.Call, destination, path string, file kept) *receiver {
	return &receiver{
		program: p, call: call, destination: destination, path: path, file: file,
		lines:   eventLines{out: p.out, seen: newRecent(rememberedEvents)},
		reading: make(chan struct{}, readAtOnce),
		notices: make(chan registry.Notice, waitingNotices),
		ending:  make(chan struct{}),
	}
}

// outliving returns a context that ends a while after the other one, so that what is under way comes to its end.
func outliving(ctx context.Context) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	context.AfterFunc(ctx, func() {
		wait(longer, farewell)
		cancel()
	})
	return longer, cancel
}

// subscribe makes the webhooks, or repairs them, and tells what it had to repair. previous is the subscription before, if any.
func (r *receiver) subscribe(ctx context.Context, previous json.RawMessage) error {
	subscription, err := r.registry.Subscribe(ctx, r.call, r.destination, previous)
	if err != nil {
		return r.file.blame(err)
	}
	r.subscription.Store(&subscription)
	for _, repaired := range registry.Repaired(subscription) {
		r.say(repaired)
	}
	return r.file.write(subscription)
}

// lookAfter repairs the webhooks from time to time, until the context ends.
func (r *receiver) lookAfter(ctx context.Context) {
	for wait(ctx, lookedAfterEvery) {
		if err := r.subscribe(ctx, *r.subscription.Load()); err != nil && ctx.Err() == nil {
			r.tell(err)
		}
	}
}

// unsubscribe removes the webhooks, also when the context has ended.
func (r *receiver) unsubscribe(ctx context.Context) error {
	subscription := r.subscription.Load()
	if subscription == nil {
		return nil
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), farewell)
	defer cancel()
	if err := r.registry.Unsubscribe(ending, r.call, *subscription); err != nil {
		return err
	}
	return r.file.remove()
}

// run serves the webhook until the context ends or events can't be printed any more. What was acknowledged by then is still fetched.
func (r *receiver) run(ctx context.Context, listener net.Listener) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	fetching, giveUp := outliving(ctx)
	defer giveUp()
	server := &http.Server{
		Handler:           r,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      10 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(r.logger.Handler(), slog.LevelDebug),
	}
	var running sync.WaitGroup
	var printed, served error
	running.Go(func() {
		defer stop()
		printed = r.fetchAll(fetching)
	})
	running.Go(func() {
		defer stop()
		served = server.Serve(listener)
	})
	running.Go(func() { r.lookAfter(ctx) })

	<-ctx.Done()
	if server.Shutdown(fetching) != nil {
		_ = server.Close() // whoever is still sending may come again
	}
	close(r.ending)
	running.Wait()
	if errors.Is(served, http.ErrServerClosed) {
		served = nil
	}
	return firstOf(printed, served)
}

// ServeHTTP answers a delivery. Answers have no body: who sends something else than deliveries learns nothing.
func (r *receiver) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	switch {
	case request.URL.Path != r.path:
		w.WriteHeader(http.StatusNotFound)
	case request.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
	default:
		w.WriteHeader(r.accept(w, request))
	}
}

// accept verifies a delivery and queues what is to be fetched. It returns the status of the answer.
func (r *receiver) accept(w http.ResponseWriter, request *http.Request) int {
	select {
	case r.reading <- struct{}{}:
		defer func() { <-r.reading }()
	case <-request.Context().Done():
		return http.StatusServiceUnavailable
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, request.Body, largestBody))
	var tooLarge *http.MaxBytesError
	if err != nil && !errors.As(err, &tooLarge) {
		return http.StatusBadRequest
	}
	// What was read of a body that is too large is too large as well.
	notice, err := r.registry.Verify(request.Context(), r.call, *r.subscription.Load(), registry.Delivery{Header: request.Header, Body: body})
	if err != nil {
		return r.refuse(err)
	}
	if !notice.Concerns {
		return http.StatusOK
	}
	select {
	case r.notices <- notice:
		return http.StatusOK
	default:
		r.tell(registry.NewFailure(registry.Unavailable, "listen.too_many",
			fmt.Sprintf("%d deliveries wait to be fetched. A further one was put off: BigCommerce repeats it.", waitingNotices), nil))
		return http.StatusServiceUnavailable
	}
}

// refuse tells why a delivery is not accepted, and returns the status of the answer.
func (r *receiver) refuse(err error) int {
	r.tell(err)
	var failure *registry.Failure
	switch {
	case !errors.As(err, &failure) || failure.Type != registry.DeliveryRefused:
		return http.StatusServiceUnavailable // it may be a delivery after all: BigCommerce repeats it
	case failure.Code == "delivery.too_large":
		return http.StatusRequestEntityTooLarge
	default:
		return http.StatusForbidden
	}
}

// fetchAll fetches and prints what the notices tell of, until no more come. The error is that of printing.
func (r *receiver) fetchAll(ctx context.Context) error {
	for {
		notices := r.take()
		if len(notices) == 0 {
			return nil
		}
		batch, err := r.fetch(ctx, notices)
		if err != nil {
			r.tell(err)
			r.tell(fmt.Errorf("%s acknowledged and then not fetched; their events are not printed", plural(len(notices), "notice")))
			continue
		}
		if err := r.lines.print(batch); err != nil {
			return err
		}
	}
}

// take waits for notices and returns those that are there, none at the end.
func (r *receiver) take() []registry.Notice {
	var notices []registry.Notice
	select {
	case notice := <-r.notices:
		notices = append(notices, notice)
	case <-r.ending:
	}
	for len(notices) < fetchedAtOnce {
		select {
		case notice := <-r.notices:
			notices = append(notices, notice)
		default:
			return notices
		}
	}
	return notices
}

// fetch gets the records of the notices. A failure that may pass is told of and tried again until the context ends.
func (r *receiver) fetch(ctx context.Context, notices []registry.Notice) (registry.Batch, error) {
	for pause := firstPause; ; pause = min(2*pause, longestPause) {
		batch, err := r.registry.Fetch(ctx, r.call, notices)
		failure, passes := retryable(err)
		if err == nil || !passes || ctx.Err() != nil {
			return batch, err
		}
		r.tell(failure)
		if !wait(ctx, max(pause, failure.RetryAfter)) {
			return batch, err
		}
	}
}

// tell reports on stderr what went wrong while the program goes on: a failure as JSON on one line.
func (r *receiver) tell(err error) {
	var failure *registry.Failure
	if !errors.As(err, &failure) {
		r.say(fmt.Sprintf("bigcommerce: %v", err))
		return
	}
	r.telling.Lock()
	defer r.telling.Unlock()
	_ = writeFailure(r.err, failure) // what is told to people may get lost
}

// say writes a line to stderr.
func (r *receiver) say(text string) {
	r.telling.Lock()
	defer r.telling.Unlock()
	fmt.Fprintln(r.err, told(text))
}
