package registry

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// maxFaults bounds how many faults of one input are reported.
	maxFaults = 100
	// maxShownFaults is how many faults the message of a failure spells out.
	maxShownFaults = 5
	// maxShownValue is how much of a value a message shows, in bytes.
	maxShownValue = 60
	// maxShownName is how much of a name a pointer shows, in bytes: far more than any form has.
	maxShownName = 250
)

// add reports a fault of the place that the decoding is at.
func (d *decoding) add(format string, args ...any) {
	if len(d.faults) == maxFaults {
		d.more++
		return
	}
	d.faults = append(d.faults, FieldFault{Path: d.pointer(), Message: fmt.Sprintf(format, args...)})
}

// fault reports that a value is not what the node wants. wrong is the end of a sentence that starts with the title.
func (d *decoding) fault(n *node, title, wrong string, t token) {
	if n.secret {
		d.add("%s %s.", title, wrong)
		return
	}
	d.add("%s %s, got %s.", title, wrong, t.shown())
}

// unknown reports a member that the form doesn't have.
func (d *decoding) unknown(n *node, name string) {
	if len(d.faults) == maxFaults {
		d.more++
		return
	}
	d.enter(name)
	defer d.leave()
	known := make([]string, 0, len(n.fields))
	for _, f := range n.fields {
		known = append(known, f.name)
	}
	message := fmt.Sprintf("There is no field %s here.", quoted(name))
	_, open := n.byName[additionalFields]
	switch near, ok := nearest(name, known); {
	case n.readOnly[name] != "":
		message = fmt.Sprintf("%s can't be set. %s", name, n.readOnly[name])
	case slices.Contains(n.omitted, name):
		message = fmt.Sprintf("%s can't be set here.", name)
	case ok:
		message += fmt.Sprintf(" Did you mean %s?", near)
	case open:
		message += " If the API has it, pass it in " + additionalFields + "."
	}
	d.add("%s", message)
}

// failure returns the faults as one failure, nil when there are none.
func (d *decoding) failure() *Failure {
	if len(d.faults) == 0 {
		return nil
	}
	total := len(d.faults) + d.more
	shown := make([]string, 0, maxShownFaults)
	for _, fault := range d.faults[:min(len(d.faults), maxShownFaults)] {
		shown = append(shown, fault.Message)
	}
	message := strings.Join(shown, " ")
	if rest := total - len(shown); rest > 0 {
		message += fmt.Sprintf(" And %d more.", rest)
	}
	failure := NewFailure(InvalidInput, "input.invalid", message, nil)
	failure.Fields = d.faults
	return failure
}

// shown returns the value for a message, cut when it is long.
func (t token) shown() string {
	switch t.kind {
	case '"':
		return quoted(t.text)
	case '{':
		return "an object"
	case '[':
		return "a list"
	}
	return cut(string(t.raw))
}

// quoted returns the text in quotes for a message, cut when it is long.
func quoted(text string) string { return fmt.Sprintf("%q", cut(text)) }

// cut returns the text with what exceeds maxShownValue replaced by an ellipsis.
func cut(text string) string { return cutAt(text, maxShownValue) }

// cutAt returns the text with what exceeds so many bytes replaced by an ellipsis.
func cutAt(text string, end int) string {
	if len(text) <= end {
		return text
	}
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}
