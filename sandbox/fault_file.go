package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// FaultPlan is what a file of faults says.
type FaultPlan struct {
	// Seed goes to [WithFaultSeed]; 0 is the store's own seed.
	Seed uint64
	// Faults go to [WithFault]. Rules whose rate is 0 are left out.
	Faults []Fault
}

// ParseFaults reads a file of faults, a JSON object:
//
//	{"seed": 7, "faults": [
//	  {"kind": "late_commit", "method": "POST", "path": "/v3/customers", "rate": 0.05, "commit_after": "30s", "status": 504},
//	  {"kind": "reset", "nth": 3, "times": 1, "commit": true}
//	]}
//
// A rule says which requests it hits by method, path, nth, times and rate, as in [Fault], or which deliveries by scope, nth, times and
// rate. Its kind says what happens to them and which further fields there are; docs/sandbox.md has the table. Durations are texts
// such as "1.5s". Rules that are not understood, contradict themselves, or whose rates add up to more than 1 for the same requests are
// refused, all of them in one error of several lines.
func ParseFaults(data []byte) (FaultPlan, error) {
	var syntax *json.SyntaxError
	if err := json.Unmarshal(data, new(json.RawMessage)); errors.As(err, &syntax) {
		line := 1 + bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
		return FaultPlan{}, fmt.Errorf("line %d is no JSON: %w", line, err)
	}
	given, found := readMembers(data)
	if given == nil {
		return FaultPlan{}, errors.New(`the file is no JSON object: write {"faults": [...]}`)
	}
	var plan FaultPlan
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if name != "seed" && name != "faults" {
			found = append(found, fmt.Errorf("%q is not a field of the file, which has seed and faults", shortened([]byte(name))))
		}
	}
	if value := given["seed"]; value != nil {
		seed, err := strconv.ParseUint(string(value), 10, 64)
		if err != nil {
			found = append(found, fmt.Errorf("seed is %s, not a whole number from 0 up", shortened(value)))
		}
		plan.Seed = seed
	}
	var rules []json.RawMessage
	if value := given["faults"]; value == nil {
		found = append(found, errors.New("faults is missing: it is the list of the rules"))
	} else if value[0] != '[' || json.Unmarshal(value, &rules) != nil {
		found = append(found, errors.New("faults is not a list of rules"))
	}
	all := make([]Fault, len(rules))
	for i, rule := range rules {
		fault, label, wrong := readFault(rule)
		for _, err := range wrong {
			found = append(found, fmt.Errorf("fault %d%s: %w", i+1, label, err))
		}
		all[i] = fault
	}
	if found = append(found, tooOften(all)...); len(found) > 0 {
		return FaultPlan{}, errors.Join(found...)
	}
	plan.Faults = slices.DeleteFunc(all, func(f Fault) bool { return f.Rate == switchedOff })
	return plan, nil
}

// readFault reads one rule. The label names its kind in messages.
func readFault(rule json.RawMessage) (fault Fault, label string, found []error) {
	given, found := readMembers(rule)
	if given == nil {
		return Fault{}, "", []error{fmt.Errorf("is %s, not an object", shortened(rule))}
	}
	kinds := faultKinds()
	names := strings.Join(slices.Sorted(maps.Keys(kinds)), ", ")
	if given["kind"] == nil {
		return Fault{}, "", append(found, fmt.Errorf("kind is missing: it is one of %s", names))
	}
	name, err := readText(given["kind"])
	kind, known := kinds[name]
	if err != nil || !known {
		return Fault{}, "", append(found, fmt.Errorf("kind is %s, not one of %s", shortened(given["kind"]), names))
	}
	if kind.begin != nil {
		kind.begin(&fault)
	}
	readers := faultFields()
	for _, field := range slices.Sorted(maps.Keys(given)) {
		switch {
		case field == "kind":
		case !slices.Contains(kind.fields(), field):
			found = append(found, fmt.Errorf("%q is not a field of the kind, which has %s", shortened([]byte(field)), strings.Join(kind.fields(), ", ")))
		default:
			if err := readers[field](&fault, given[field]); err != nil {
				found = append(found, fmt.Errorf("%s %w", field, err))
			}
		}
	}
	for _, field := range kind.needs {
		if given[field] == nil {
			found = append(found, fmt.Errorf("%s is missing", field))
		}
	}
	return fault, " (" + name + ")", append(found, fault.contradictions(name, given)...)
}

// readMembers reads an object whose fields must all be different; nil when it is none.
func readMembers(data []byte) (given map[string]json.RawMessage, found []error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return nil, nil
	}
	given = map[string]json.RawMessage{}
	for decoder.More() {
		token, err := decoder.Token()
		name, ok := token.(string)
		var value json.RawMessage
		if err != nil || !ok || decoder.Decode(&value) != nil {
			return nil, nil
		}
		if given[name] != nil {
			found = append(found, fmt.Errorf("%s is there twice", shortened([]byte(name))))
		}
		given[name] = value
	}
	return given, found
}

// tooOften finds rules whose rates add up to more than 1 for the same requests or deliveries.
func tooOften(faults []Fault) (found []error) {
	var told []string
	for _, f := range faults {
		sum, rules := 0.0, []string{}
		for i, other := range faults {
			if other.Rate > 0 && other.coversAll(f) {
				sum += other.Rate
				rules = append(rules, strconv.Itoa(i+1))
			}
		}
		if together := strings.Join(rules, ", "); sum > 1+1e-9 && !slices.Contains(told, together) { // floats add up to a bit more
			told = append(told, together)
			found = append(found, fmt.Errorf("faults %s: the rates for the same requests or deliveries add up to %.4g, more than 1", together, sum))
		}
	}
	return found
}

// coversAll reports whether the fault matches whatever the other one does.
func (f Fault) coversAll(other Fault) bool {
	if f.ofDeliveries() != other.ofDeliveries() {
		return false
	}
	if f.ofDeliveries() {
		return f.Scope == "" || f.Scope == other.Scope || covers(f.Scope, other.Scope)
	}
	matched, _ := path.Match(f.PathPattern, other.PathPattern)
	return (f.Method == "" || f.Method == other.Method) && (f.PathPattern == "" || f.PathPattern == other.PathPattern || matched)
}

// shortened is a value as a message can quote it.
func shortened(value []byte) string {
	const most = 60
	text := strings.Join(strings.Fields(strings.ToValidUTF8(string(value), "?")), " ")
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return text
}
