package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// isTerminal reports whether somebody looks at what is written to w.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// palette colours text, or leaves it alone.
type palette bool

// newPalette returns colours for w when it is a terminal and the environment doesn't ask for none (https://no-color.org).
func newPalette(w io.Writer, env func(string) string) palette {
	return palette(isTerminal(w) && env("NO_COLOR") == "" && env("TERM") != "dumb")
}

func (p palette) good(text string) string  { return p.paint("32", text) }
func (p palette) bad(text string) string   { return p.paint("31", text) }
func (p palette) faint(text string) string { return p.paint("2", text) }
func (p palette) bold(text string) string  { return p.paint("1", text) }

func (p palette) paint(code, text string) string {
	if !p {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// progress counts records on one line of a terminal. The zero value shows nothing.
type progress struct {
	to      io.Writer
	next    time.Time
	records int
	shown   bool
}

const (
	progressDelay    = 500 * time.Millisecond // quick calls stay silent
	progressInterval = 100 * time.Millisecond
)

// newProgress returns a counter that writes to w. A call that ends soon shows nothing.
func newProgress(w io.Writer) *progress { return &progress{to: w, next: time.Now().Add(progressDelay)} }

// add counts a record.
func (p *progress) add() {
	p.records++
	if now := time.Now(); p.to != nil && now.After(p.next) {
		fmt.Fprintf(p.to, "\r%d records", p.records)
		p.next, p.shown = now.Add(progressInterval), true
	}
}

// clear removes the line.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.to, "\r\x1b[K")
	}
}
