package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// writeJSON writes v on one line, with <, > and & left as they are.
func writeJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// writeIndentedJSON writes v for reading.
func writeIndentedJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

// writeRecords writes the records as an array, one a line, each as it came.
func writeRecords(w io.Writer, records []json.RawMessage) error {
	if len(records) == 0 {
		_, err := fmt.Fprintln(w, "[]")
		return err
	}
	separator := "[\n"
	for _, record := range records {
		if _, err := fmt.Fprintf(w, "%s%s", separator, oneLine(record)); err != nil {
			return err
		}
		separator = ",\n"
	}
	_, err := fmt.Fprintln(w, "\n]")
	return err
}

// oneLine returns the record without line breaks, the rest of it untouched.
func oneLine(record json.RawMessage) []byte {
	var line bytes.Buffer
	if !bytes.ContainsAny(record, "\r\n") || json.Compact(&line, record) != nil {
		return record
	}
	return line.Bytes()
}
