package bigcommerce

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

const (
	// failuresToOpen is how many failures in a row open a store's circuit: as many as one call with the default retries makes.
	failuresToOpen = 5
	// longestProbeWait bounds the wait for a probe: a store that is back is found within half a minute.
	longestProbeWait = 20 * time.Second
	// probeLease is how long a probe keeps the others waiting: one that hangs must not hide that the store is back.
	probeLease = 20 * time.Second
)

// circuit spares a store that is down: after a few failures in a row, counted over all callers, one request at a time asks whether it works
// again, and the others wait for that or fail without being sent.
//
//   - A failure is an attempt that brought no sign of a working store: no connection, a refused certificate, a broken or unreadable answer,
//     a timeout, or a 5xx that leaves open what happened. Every other answer, 401, 404, 422, 423 and 429 included, proves that the store
//     works, and closes the circuit. A call that its caller ended proves nothing.
//   - It opens after failuresToOpen failures with no proof between them. A failure of a request that was sent before the last proof does not
//     count: it is older news. So a store of which some answers are fine is never cut off.
//   - As long as all the failures are of one operation, only that one is held back: it may be the operation that is broken. What fails
//     without a connection is no operation's fault, and holds back all.
//   - While it is open one probe is sent when the wait is over, at the cost of the caller who happens to come. Each one that fails doubles
//     the wait, up to longestProbeWait, with jitter.
//   - The tries of a call are those of the store: until as many probes have failed as a call has retries, callers wait for the next one, as
//     far as their own bounds allow, so that nobody notices a short outage. Then they fail at once.
type circuit struct {
	retries int

	mu sync.Mutex
	// proofs counts the answers that proved that the store works, failures the failures since the last one.
	proofs, failures int
	// operation is that of all failures, unless several is set.
	operation string
	several   bool
	// latest is what the latest failure was, for people.
	latest string

	open bool
	// until is when the next probe may be sent, even if one is under way; failed is how many have failed since the circuit opened.
	until  time.Time
	failed int
	// probe is the number of the one under way, 0 for none; probes counts them.
	probe, probes int
	// changed is closed when somebody who waits should look again; nil while nobody waits.
	changed chan struct{}
}

// pass is what a circuit knows of an attempt that it let through.
type pass struct {
	// probe is its number if it is one.
	probe int
	// sent is set when it has got past the quota, proofs is the circuit's count at that time.
	sent   bool
	proofs int
	// circuit is what the attempt did to the circuit, for the log.
	circuit string
}

// refusal is why an attempt may not be sent now.
type refusal struct {
	// wait is the time to the next probe; while one is under way it is a guess at when its outcome is known.
	wait time.Duration
	// next is the time to the next probe in any case.
	next time.Duration
	// over is set when the store's tries are used up, so that callers wait no longer.
	over    bool
	changed <-chan struct{}
	why     string
}

func (r *refusal) fault() *fault { return &fault{reason: opened, wait: r.wait, note: r.why} }

// admit lets an attempt through, perhaps as the probe, or refuses it.
func (c *circuit) admit(exchange *exchange) *refusal {
	c.mu.Lock()
	defer c.mu.Unlock()
	exchange.pass = pass{circuit: "closed"}
	if !c.holds(exchange.call.api) {
		return nil
	}
	now := time.Now()
	if now.Before(c.until) {
		exchange.pass.circuit = "refused"
		return c.refuse(now)
	}
	c.probes++
	c.probe = c.probes
	exchange.pass.probe = c.probe
	c.until = now.Add(probeLease)
	return nil
}

// confirm lets an attempt through that has got its quota, unless the circuit has opened while it waited, or another probe has taken its
// place.
func (c *circuit) confirm(exchange *exchange) *refusal {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.holds(exchange.call.api) {
		now := time.Now()
		if exchange.pass.probe == 0 || exchange.pass.probe != c.probe {
			return c.refuse(now)
		}
		c.until = now.Add(probeLease)
	}
	exchange.pass.sent, exchange.pass.proofs = true, c.proofs
	return nil
}

// holds reports whether the circuit is open for an operation.
func (c *circuit) holds(operation string) bool {
	return c.open && (c.several || c.operation == operation)
}

func (c *circuit) refuse(now time.Time) *refusal {
	if c.changed == nil {
		c.changed = make(chan struct{})
	}
	next := max(c.until.Sub(now), 0)
	refused := &refusal{wait: next, next: next, over: c.failed >= c.retries, changed: c.changed}
	if c.probe > 0 || next == 0 {
		refused.wait = firstBackoff
	}
	refused.why = fmt.Sprintf("%d requests in a row failed, the latest with %q", c.failures, c.latest)
	return refused
}

// learn draws the conclusions from an attempt that was let through.
func (c *circuit) learn(exchange *exchange, found finding) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	pass := &exchange.pass
	probed := pass.probe > 0 && pass.probe == c.probe
	switch {
	case found.verdict == works:
		if c.open {
			pass.circuit = "recovered"
		}
		c.proofs++
		c.failures, c.operation, c.several, c.latest = 0, "", false, ""
		c.open, c.failed, c.probe = false, 0, 0
		c.wake()
	case found.verdict == fails && pass.proofs == c.proofs:
		c.failures++
		c.latest = found.text
		widened := c.spread(exchange.call.api, found.everywhere) && c.open
		switch {
		case probed && !widened:
			c.failed++
			pass.circuit = "probe_failed"
		case !c.open && c.failures >= failuresToOpen, widened: // those of another operation have lost no try yet
			c.open, c.failed = true, 0
			pass.circuit = "opened"
		default:
			return
		}
		if probed {
			c.probe = 0
		}
		c.until = now.Add(max(c.backoff(c.failed+1), min(found.wait, longestProbeWait)))
		c.wake()
	case probed: // nothing is known yet; that its caller gave up must not make the next ones follow in a loop
		c.probe, c.until = 0, now
		if pass.sent {
			c.until = now.Add(c.backoff(1))
		}
		c.wake()
	}
}

// spread books whose failure it was. It reports whether the failures are no longer those of one operation.
func (c *circuit) spread(operation string, everywhere bool) (widened bool) {
	if c.several {
		return false
	}
	first := c.operation == ""
	c.operation = cmp.Or(c.operation, operation)
	c.several = everywhere || c.operation != operation
	return c.several && !first
}

// backoff returns the wait before a probe.
func (c *circuit) backoff(number int) time.Duration {
	return min(jitter(firstBackoff, number, rand.Float64()*2/3), longestProbeWait) //nolint:gosec // spreads load, hides nothing
}

func (c *circuit) wake() {
	if c.changed != nil {
		close(c.changed)
		c.changed = nil
	}
}

// verdict is what an attempt says about the store.
type verdict uint8

const (
	inconclusive verdict = iota
	works
	fails
)

// finding is what an attempt brought, in the circuit's view.
type finding struct {
	verdict verdict
	// everywhere is set when the failure is none of the operation.
	everywhere bool
	// wait is how long the store asks to wait.
	wait time.Duration
	text string
}

// find judges an attempt.
func find(resp *http.Response, err error) finding {
	var f *fault
	switch {
	case err == nil && isAmbiguous(resp.StatusCode):
		text := fmt.Sprintf("%d %s", resp.StatusCode, http.StatusText(resp.StatusCode))
		return finding{verdict: fails, wait: retryAfter(resp.Header), text: text}
	case err == nil:
		return finding{verdict: works}
	case !errors.As(err, &f):
		return finding{}
	}
	switch f.reason {
	case dialed, insecure:
		return finding{verdict: fails, everywhere: true, text: shorten(f.Error(), textLimit/2)}
	case lost, timedOut, unreadable:
		return finding{verdict: fails, text: shorten(f.Error(), textLimit/2)}
	case oversized, redirected: // no fault of the store's health
		return finding{verdict: works}
	default: // it was not sent, or its caller ended it
		return finding{}
	}
}

// circuitTransport asks the circuit before each attempt and tells it the outcome. It is above the caps and the quota, so that callers who
// wait for a probe hold no slot, and the many who are refused cost no quota; gateTransport is the second look below them.
type circuitTransport struct {
	circuit *circuit
	next    http.RoundTripper
}

// RoundTrip implements [http.RoundTripper].
func (t *circuitTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	exchange := exchangeOf(req)
	for {
		if refused := t.circuit.admit(exchange); refused != nil {
			if err := exchange.outlast(req.Context(), refused); err != nil {
				return nil, err
			}
			continue
		}
		resp, err := t.send(req, exchange)
		var f *fault
		if !errors.As(err, &f) || f.reason != opened {
			return resp, err
		}
	}
}

func (t *circuitTransport) send(req *http.Request, exchange *exchange) (*http.Response, error) {
	var found finding
	defer func() { t.circuit.learn(exchange, found) }() // also when the transport panics: a probe must not be lost
	resp, err := t.next.RoundTrip(req)
	found = find(resp, err)
	return resp, err
}

// outlast waits until a refused call should ask again. A call that can't wait so long fails at once.
func (e *exchange) outlast(ctx context.Context, refused *refusal) error {
	if refused.over || !e.affords(ctx, refused.wait) {
		return refused.fault()
	}
	err := e.waiting(ctx, func(ctx context.Context) error {
		due := time.NewTimer(refused.next)
		defer due.Stop()
		select {
		case <-refused.changed:
		case <-due.C:
		case <-ctx.Done():
			return ctx.Err()
		}
		return nil
	})
	var f *fault
	if errors.As(err, &f) && f.reason != ended {
		return refused.fault()
	}
	return err
}

// gateTransport is between the quota and the attempt: a call that waited in the quota's line is not sent when the circuit has opened
// meanwhile. Its permit goes back unused.
type gateTransport struct {
	circuit *circuit
	next    http.RoundTripper
}

// RoundTrip implements [http.RoundTripper].
func (t *gateTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	if refused := t.circuit.confirm(exchangeOf(req)); refused != nil {
		return nil, refused.fault()
	}
	return t.next.RoundTrip(req)
}
