package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// eventLine is how an event is printed on a line of its own.
type eventLine struct {
	Event  registry.Event  `json:"event"`
	Record json.RawMessage `json:"record"`
}

// eventLines prints events one a line.
type eventLines struct {
	out io.Writer
	// seen are the events that are not printed again; nil when none comes twice.
	seen *recent
}

// print prints the events of a batch. When it returns, they have left the process.
func (l eventLines) print(batch registry.Batch) error {
	lines := bufio.NewWriter(l.out)
	for i, event := range batch.Events {
		if l.seen != nil && !l.seen.add(event.ID) {
			continue
		}
		line, err := jsonLine(eventLine{event, batch.Records[i]}, "")
		if err != nil {
			return err
		}
		if _, err := lines.Write(forTerminal(l.out, line)); err != nil {
			return err
		}
	}
	if err := lines.Flush(); err != nil {
		return err
	}
	return settle(l.out)
}

// settle makes sure that what was written to a file on a disk stays there, so that no cursor is kept of events that are lost.
func settle(out io.Writer) error {
	file, ok := out.(*os.File)
	if !ok {
		return nil
	}
	if about, err := file.Stat(); err != nil || !about.Mode().IsRegular() {
		return nil // a terminal or a pipe has nothing to be settled
	}
	return file.Sync()
}

// recent remembers the ids that were added last.
type recent struct {
	known map[string]struct{}
	// ring has them in the order in which they came; oldest is the place of the next one to be forgotten.
	ring   []string
	oldest int
	size   int
}

// newRecent returns a memory of so many ids.
func newRecent(size int) *recent { return &recent{known: map[string]struct{}{}, size: size} }

// add remembers an id and forgets the oldest one for it. It returns false when the id is known already.
func (r *recent) add(id string) bool {
	if _, known := r.known[id]; known {
		return false
	}
	r.known[id] = struct{}{}
	if len(r.ring) < r.size {
		r.ring = append(r.ring, id)
		return true
	}
	delete(r.known, r.ring[r.oldest])
	r.ring[r.oldest] = id
	r.oldest = (r.oldest + 1) % r.size
	return true
}
