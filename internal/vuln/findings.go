package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// standardLibrary is how the database calls the modules that come with Go.
var standardLibrary = []string{"stdlib", "toolchain"}

// message is one of those that govulncheck writes as JSON, as far as it matters here.
type message struct {
	Config *struct {
		GoVersion string `json:"go_version"`
	} `json:"config"`
	OSV *struct {
		ID      string `json:"id"`
		Summary string `json:"summary"`
	} `json:"osv"`
	Finding *finding `json:"finding"`
}

// finding is a vulnerability that govulncheck found.
type finding struct {
	OSV   string `json:"osv"`
	Fixed string `json:"fixed_version"`
	// Trace begins at the vulnerable place; that has a function when it is called.
	Trace []struct {
		Module   string `json:"module"`
		Version  string `json:"version"`
		Package  string `json:"package"`
		Function string `json:"function"`
	} `json:"trace"`
}

// findings are the vulnerabilities that are called: those of modules and those of the standard library, each line once.
type findings struct {
	golang            string
	modules, standard map[string]bool
}

// read reads what govulncheck writes. Output that is not whole is an error, so that silence is no good news.
func read(output []byte) (findings, error) {
	found := findings{modules: map[string]bool{}, standard: map[string]bool{}}
	summaries := map[string]string{}
	decoder := json.NewDecoder(bytes.NewReader(output))
	for {
		var m message
		err := decoder.Decode(&m)
		switch {
		case errors.Is(err, io.EOF) && found.golang == "":
			return found, errors.New("the scanner said nothing")
		case errors.Is(err, io.EOF):
			return found, nil
		case err != nil:
			return found, fmt.Errorf("the scanner's output can't be read: %w", err)
		case m.Config != nil:
			found.golang = m.Config.GoVersion
		case m.OSV != nil:
			summaries[m.OSV.ID] = m.OSV.Summary
		case m.Finding != nil && len(m.Finding.Trace) > 0:
			found.add(m.Finding, summaries[m.Finding.OSV])
		}
	}
}

func (f *findings) add(found *finding, summary string) {
	place := found.Trace[0]
	mended := "nothing mends it yet"
	if found.Fixed != "" {
		mended = "mended in " + found.Fixed
	}
	line := fmt.Sprintf("%s in %s of %s %s (%s): %s", found.OSV, place.Package, place.Module, place.Version, mended, summary)
	switch {
	case place.Function == "": // it is within reach and not called
	case slices.Contains(standardLibrary, place.Module):
		f.standard[line] = true
	default:
		f.modules[line] = true
	}
}

// report writes what was found. The error is that a module of go.mod has a vulnerability that is called.
func (f *findings) report(w io.Writer) error {
	var told strings.Builder
	for _, part := range []struct {
		title string
		lines map[string]bool
	}{
		{"Called, in modules of go.mod:", f.modules},
		{"Called, in the standard library of " + f.golang + ", which a newer Go mends:", f.standard},
	} {
		if len(part.lines) > 0 {
			told.WriteString(part.title + "\n")
		}
		for _, line := range slices.Sorted(maps.Keys(part.lines)) {
			told.WriteString("  " + line + "\n")
		}
	}
	if len(f.modules) == 0 {
		told.WriteString("No known vulnerability of a module of go.mod is called.\n")
	}
	if _, err := io.WriteString(w, told.String()); err != nil {
		return err
	}
	if len(f.modules) > 0 {
		return errors.New("modules of go.mod have known vulnerabilities: take the versions that mend them")
	}
	return nil
}
