package registry

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

const (
	// ledgerEntries and ledgerBytes bound what is remembered of work that was done: the least recently asked for is forgotten.
	ledgerEntries = 10_000
	ledgerBytes   = 32 << 20
)

// ledger remembers what became of calls with an idempotency key, so that one that is repeated in this process does its work once. A call
// that comes while the first one runs waits for it. Only what took effect is remembered: after a failure a repetition tries again.
type ledger struct {
	mu      sync.Mutex
	under   map[workID]*work
	done    *simplelru.LRU[workID, *work]
	holding int
}

// workID stands for a connector, an operation, a credential and an idempotency key.
type workID [sha256.Size]byte

// work is one piece of work under an idempotency key.
type work struct {
	input [sha256.Size]byte
	// over is closed when the outcome is there.
	over    chan struct{}
	outcome Outcome
	size    int
}

func newLedger() *ledger {
	l := &ledger{under: map[workID]*work{}}
	l.done, _ = simplelru.NewLRU(ledgerEntries, func(_ workID, w *work) { l.holding -= w.size }) // its size is positive
	return l
}

// begin returns the work, and whether it is the caller's to do, who then must end it.
func (l *ledger) begin(id workID, input [sha256.Size]byte) (w *work, own bool, failure *Failure) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w, known := l.under[id]
	if !known {
		w, known = l.done.Get(id)
	}
	switch {
	case !known:
		w = &work{input: input, over: make(chan struct{})}
		l.under[id] = w
		return w, true, nil
	case w.input != input:
		return nil, false, NewFailure(InvalidInput, "idempotency_key.reused",
			"The idempotency key was used for another input. A key stands for one piece of work: use a new one for this input, or send the input unchanged.", nil)
	default:
		return w, false, nil
	}
}

// end notes the outcome of the work, and remembers it when it took effect.
func (l *ledger) end(id workID, w *work, outcome Outcome) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.under, id)
	w.outcome = outcome.copied()
	close(w.over)
	if !outcome.isSaved() {
		return
	}
	for _, record := range outcome.Records {
		w.size += len(record)
	}
	l.holding += w.size
	l.done.Add(id, w)
	for l.holding > ledgerBytes {
		l.done.RemoveOldest()
	}
}

// wait returns the outcome of work that somebody else does, or did; false when it had no effect, so that the caller may do it.
func (w *work) wait(ctx context.Context) (Outcome, bool, error) {
	select {
	case <-w.over:
		return w.outcome.copied(), w.outcome.isSaved(), nil
	case <-ctx.Done():
		return Outcome{}, false, ctx.Err()
	}
}

// once does the work of a call unless a call with the same idempotency key did it.
func (l *ledger) once(ctx context.Context, call Call, run func() Outcome) Outcome {
	return l.onceEach(ctx, call, []json.RawMessage{call.Input}, func([]int) []Outcome { return []Outcome{run()} }, func(int) string { return call.IdempotencyKey })[0]
}

// onceEach does the work of many inputs, each of which has a key of its own, except what was done under the same keys. run does that of the
// inputs at the places that it is given, and returns their outcomes. Work without a key is done whatever was done before.
func (l *ledger) onceEach(ctx context.Context, call Call, inputs []json.RawMessage, run func(places []int) []Outcome, key func(int) string) []Outcome {
	outcomes := make([]Outcome, len(inputs))
	open := make([]int, len(inputs))
	ids := make([]*workID, len(inputs))
	idOf := idsOfWork(call)
	for i := range open {
		open[i] = i
		if key := key(i); key != "" {
			id := idOf(key)
			ids[i] = &id
		}
	}
	for len(open) > 0 {
		var own, others []int
		works := make(map[int]*work, len(open))
		for _, i := range open {
			if ids[i] == nil {
				own = append(own, i)
				continue
			}
			w, mine, failure := l.begin(*ids[i], digest(inputs[i]))
			switch works[i] = w; {
			case failure != nil:
				failure.Operation = call.Operation
				outcomes[i] = Outcome{Records: []json.RawMessage{}, Err: failure}
			case mine:
				own = append(own, i)
			default:
				others = append(others, i)
			}
		}
		l.runOwn(own, ids, works, run, outcomes)
		open = open[:0]
		for _, i := range others {
			outcome, saved, err := works[i].wait(ctx)
			switch {
			case err != nil:
				outcomes[i] = Outcome{Records: []json.RawMessage{}, Err: failureOf(err, call.Operation, nil)}
			case saved:
				outcomes[i] = outcome
			default:
				open = append(open, i)
			}
		}
	}
	return outcomes
}

// runOwn does the work that is the caller's own. Whatever happens, those who wait for it are told.
func (l *ledger) runOwn(own []int, ids []*workID, works map[int]*work, run func([]int) []Outcome, outcomes []Outcome) {
	if len(own) == 0 {
		return
	}
	ended := 0
	defer func() {
		for _, i := range own[ended:] { // it panicked
			if works[i] != nil {
				l.end(*ids[i], works[i], Outcome{Err: errors.New("the work was not finished")})
			}
		}
	}()
	for place, outcome := range run(own) {
		i := own[place]
		outcomes[i] = outcome
		if works[i] != nil {
			l.end(*ids[i], works[i], outcome)
		}
		ended++
	}
}

// idsOfWork returns what tells by what the work of the call with a key is remembered. A batch has many keys and one credential.
func idsOfWork(call Call) func(key string) workID {
	credential := digest(call.Credential)
	return func(key string) workID {
		hash := sha256.New()
		for _, part := range []string{call.Connector, call.Operation, key} {
			size := sha256.Sum256([]byte(part)) // of fixed length, so that parts can't run into one another
			hash.Write(size[:])
		}
		hash.Write(credential[:])
		return workID(hash.Sum(nil))
	}
}

// digest stands for a JSON value, whatever its blanks and the order of its members.
func digest(raw json.RawMessage) [sha256.Size]byte {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var plain any
	if decoder.Decode(&plain) == nil {
		if canonical, err := json.Marshal(plain); err == nil {
			raw = canonical
		}
	}
	return sha256.Sum256(raw)
}
