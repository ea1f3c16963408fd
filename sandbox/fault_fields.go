package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// switchedOff marks a rule whose rate is 0, until it is left out: in a [Fault] 0 is no rate.
const switchedOff = -1

// copiesAtMost bounds how often a file may have a delivery sent.
const copiesAtMost = 100

// faultField reads one field of a rule. Its error goes on after the field's name.
type faultField func(*Fault, json.RawMessage) error

// faultFields are the fields of all kinds. The one that names the kind is read before.
func faultFields() map[string]faultField {
	return map[string]faultField{
		"method": reading(readMethod, func(f *Fault) *string { return &f.Method }),
		"path":   reading(readPattern, func(f *Fault) *string { return &f.PathPattern }),
		"scope":  reading(readScope, func(f *Fault) *string { return &f.Scope }),
		"nth":    whole(func(f *Fault) *int { return &f.Nth }, 1, 1<<31-1),
		"times":  whole(func(f *Fault) *int { return &f.Times }, 1, 1<<31-1),
		"rate": func(f *Fault, value json.RawMessage) error {
			rate, err := strconv.ParseFloat(string(value), 64)
			if err != nil || rate < 0 || rate > 1 {
				return fmt.Errorf("is %s, not a number from 0 to 1", shortened(value))
			}
			if f.Rate = rate; rate == 0 {
				f.Rate = switchedOff
			}
			return nil
		},
		"commit": func(f *Fault, value json.RawMessage) error {
			if f.Commit = string(value) == "true"; !f.Commit && string(value) != "false" {
				return fmt.Errorf("is %s, not true or false", shortened(value))
			}
			return nil
		},
		"commit_after":  reading(readDuration, func(f *Fault) *time.Duration { return &f.CommitAfter }),
		"status":        whole(func(f *Fault) *int { return &f.Status }, 200, 599),
		"body":          reading(readText, func(f *Fault) *string { return &f.Body }),
		"content_type":  reading(readHeader, func(f *Fault) *string { return &f.ContentType }),
		"header_delay":  reading(readDuration, func(f *Fault) *time.Duration { return &f.HeaderDelay }),
		"body_delay":    reading(readDuration, func(f *Fault) *time.Duration { return &f.BodyDelay }),
		"deliver_after": reading(readDuration, func(f *Fault) *time.Duration { return &f.DeliverAfter }),
		"copies":        whole(func(f *Fault) *int { return &f.Copies }, 2, copiesAtMost),
		"clock_skew": func(f *Fault, value json.RawMessage) (err error) {
			if f.ClockSkew, err = parseDuration(value); err == nil && f.ClockSkew == 0 {
				return errors.New(`is 0: say how fast the clock goes, such as "90s", or how slow, such as "-90s"`)
			}
			return err
		},
		"quota":       claim(headerQuota),
		"left":        claim(headerLeft),
		"window_ms":   claim(headerWindow),
		"reset_ms":    claim(headerReset),
		"retry_after": claim(headerRetry),
	}
}

// reading has what is read without an error go into a field of the fault.
func reading[T any](read func(json.RawMessage) (T, error), into func(*Fault) *T) faultField {
	return func(f *Fault, value json.RawMessage) error {
		got, err := read(value)
		if err == nil {
			*into(f) = got
		}
		return err
	}
}

// claim reads a number or any text for a rate-limit header.
func claim(header string) faultField {
	return func(f *Fault, value json.RawMessage) error {
		text := string(value)
		if text[0] != '-' && (text[0] < '0' || text[0] > '9') {
			var err error
			if text, err = readHeader(value); err != nil {
				return fmt.Errorf("%w; it may be a number, too", err)
			}
		}
		if f.Headers == nil {
			f.Headers = map[string]string{}
		}
		f.Headers[header] = text
		return nil
	}
}

// whole reads a whole number within bounds.
func whole(into func(*Fault) *int, least, most int) faultField {
	return reading(func(value json.RawMessage) (int, error) {
		n, err := strconv.Atoi(string(value))
		switch {
		case err != nil:
			return 0, fmt.Errorf("is %s, not a whole number", shortened(value))
		case n < least || n > most:
			return 0, fmt.Errorf("is %d, not a number from %d to %d", n, least, most)
		}
		return n, nil
	}, into)
}

// readDuration reads a duration above 0.
func readDuration(value json.RawMessage) (time.Duration, error) {
	d, err := parseDuration(value)
	switch {
	case err != nil:
		return 0, err
	case d < 0:
		return 0, fmt.Errorf("is %s: a duration must not be negative", shortened(value))
	case d == 0:
		return 0, errors.New("is 0: a duration must be above it")
	}
	return d, nil
}

func parseDuration(value json.RawMessage) (time.Duration, error) {
	text, err := readText(value)
	if err == nil {
		var d time.Duration
		if d, err = time.ParseDuration(text); err == nil {
			return d, nil
		}
	}
	return 0, fmt.Errorf(`is %s, not a duration such as "250ms", "1.5s" or "2m"`, shortened(value))
}

func readText(value json.RawMessage) (string, error) {
	var text string
	if value[0] != '"' || json.Unmarshal(value, &text) != nil {
		return "", fmt.Errorf("is %s, not a text in quotes", shortened(value))
	}
	return text, nil
}

// readHeader reads a text that a header can carry.
func readHeader(value json.RawMessage) (string, error) {
	text, err := readText(value)
	if err == nil && strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) {
		return "", fmt.Errorf("is %s: a header has only printable ASCII characters", shortened(value))
	}
	return text, err
}

func readMethod(value json.RawMessage) (string, error) {
	methods := []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete}
	text, err := readText(value)
	if err != nil || !slices.Contains(methods, text) {
		return "", fmt.Errorf("is %s, not one of %s", shortened(value), strings.Join(methods, ", "))
	}
	return text, nil
}

func readScope(value json.RawMessage) (string, error) {
	text, err := readText(value)
	if err == nil && !strings.HasPrefix(text, "store/") {
		return "", fmt.Errorf(`is %q, not the scope of events: write one such as "store/order/*"`, text)
	}
	return text, err
}

func readPattern(value json.RawMessage) (string, error) {
	text, err := readText(value)
	if err != nil {
		return "", err
	}
	if !strings.HasPrefix(text, "/v2/") && !strings.HasPrefix(text, "/v3/") {
		return "", fmt.Errorf(`is %q, not a path below the store: write one such as "/v3/customers" or "/v2/orders/*"`, text)
	}
	if _, err := path.Match(text, ""); err != nil {
		return "", fmt.Errorf("is %q, whose brackets or backslashes make no pattern", text)
	}
	return text, nil
}

// contradictions tells what of a rule can't be meant, after all of its fields were read.
func (f Fault) contradictions(kind string, given map[string]json.RawMessage) []error {
	var found []error
	refuse := func(when bool, text string, args ...any) {
		if when {
			found = append(found, fmt.Errorf(text, args...))
		}
	}
	has := func(name string) bool { return given[name] != nil }
	for _, name := range []string{"nth", "times"} {
		refuse(has("rate") && has(name), "rate and %s contradict each other: requests are either drawn or counted", name)
	}
	switch kind {
	case kindStatus, kindLateCommit:
		for _, name := range []string{"body", "content_type"} {
			refuse(kind == kindLateCommit && has(name) && !has("status"),
				"%s needs a status: without one the connection is reset and nothing is answered", name)
		}
		refuse(f.Body != "" && (f.Status == http.StatusNoContent || f.Status == http.StatusNotModified),
			"body contradicts status: an answer %d has none", f.Status)
		refuse(kind == kindLateCommit && (f.Method == http.MethodGet || f.Method == http.MethodHead),
			"method is %s, which changes nothing that could take effect late", f.Method)
	case kindHTMLBody:
		refuse(has("commit") && !has("status"), "commit needs a status: without one the request takes effect anyway")
		refuse(f.Status == http.StatusNoContent || f.Status == http.StatusNotModified, "status is %d, whose answer has no body", f.Status)
	case kindWrongContentType:
		named, _, _ := mime.ParseMediaType(f.ContentType)
		refuse(named == jsonType, "content_type is %s, which is the right one", f.ContentType)
	case kindRateLimit:
		claims := faultKinds()[kind].takes
		refuse(!slices.ContainsFunc(claims, has), "what the headers claim is missing: give at least one of %s", strings.Join(claims, ", "))
	}
	return found
}
