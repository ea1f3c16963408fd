package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// writeJSON writes v on one line, with <, > and & left as they are.
func writeJSON(w io.Writer, v any) error { return encodeJSON(w, v, "") }

// writeIndentedJSON writes v for reading.
func writeIndentedJSON(w io.Writer, v any) error { return encodeJSON(w, v, "  ") }

func encodeJSON(w io.Writer, v any, indent string) error {
	text, err := jsonLine(v, indent)
	if err == nil {
		_, err = w.Write(forTerminal(w, text))
	}
	return err
}

// jsonLine returns v as JSON that ends its line.
func jsonLine(v any, indent string) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	err := encoder.Encode(v)
	return text.Bytes(), err
}

// writeFailure writes a failure for people and programs on one line, harmless to any terminal.
func writeFailure(w io.Writer, failure *registry.Failure) error {
	text, err := failure.MarshalJSON()
	if err == nil {
		_, err = w.Write(append(harmless(text), '\n'))
	}
	return err
}

// writeRecords writes the records as an array, one a line, each as it came.
func writeRecords(w io.Writer, records []json.RawMessage) error {
	if len(records) == 0 {
		_, err := fmt.Fprintln(w, "[]")
		return err
	}
	separator := "[\n"
	for _, record := range records {
		if _, err := fmt.Fprintf(w, "%s%s", separator, forTerminal(w, oneLine(record))); err != nil {
			return err
		}
		separator = ",\n"
	}
	_, err := fmt.Fprintln(w, "\n]")
	return err
}

// forTerminal returns JSON as it is, and harmless when a terminal shows it.
func forTerminal(w io.Writer, text []byte) []byte {
	if isTerminal(w) {
		return harmless(text)
	}
	return text
}

// harmless returns the same JSON with the characters escaped that a terminal would act on rather than show: control characters, and those that
// turn the direction of writing. JSON itself only escapes the former up to U+001F. They can stand in its texts only, so that it stays the same.
func harmless(text []byte) []byte {
	if !bytes.ContainsFunc(text, actsOnTerminals) {
		return text
	}
	var shown bytes.Buffer
	for _, r := range string(text) {
		if actsOnTerminals(r) {
			fmt.Fprintf(&shown, `\u%04x`, r)
		} else {
			shown.WriteRune(r)
		}
	}
	return shown.Bytes()
}

// actsOnTerminals reports whether a terminal does something else with a character than show it, or begin the next line.
func actsOnTerminals(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' || unicode.Is(unicode.Bidi_Control, r)
}

// told returns a text for people without what a terminal would act on.
func told(text string) string {
	return strings.Map(func(r rune) rune {
		if actsOnTerminals(r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// oneLine returns the record without line breaks, the rest of it untouched.
func oneLine(record json.RawMessage) []byte {
	var line bytes.Buffer
	if !bytes.ContainsAny(record, "\r\n") || json.Compact(&line, record) != nil {
		return record
	}
	return line.Bytes()
}
