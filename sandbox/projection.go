package sandbox

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// projection narrows records to the fields that include_fields and exclude_fields name; the id is always kept.
type projection struct{ include, exclude []string }

func projectionOf(query url.Values) projection {
	return projection{include: names(query.Get("include_fields")), exclude: names(query.Get("exclude_fields"))}
}

func (p projection) apply(record object, id string) object {
	if len(p.include) == 0 && len(p.exclude) == 0 {
		return record
	}
	var kept object
	for _, f := range record {
		wanted := len(p.include) == 0 || slices.Contains(p.include, f.name)
		if f.name == id || wanted && !slices.Contains(p.exclude, f.name) {
			kept = append(kept, f)
		}
	}
	return kept
}

// names splits a comma-separated parameter; blank gives nil.
func names(value string) []string {
	if value == "" {
		return nil
	}
	parts := strings.Split(value, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// includesOf reads the include parameter, which may only name what is allowed.
func includesOf(query url.Values, allowed ...string) ([]string, *refusal) {
	includes := names(query.Get("include"))
	for _, name := range includes {
		if !slices.Contains(allowed, name) {
			return nil, badFilter("include", fmt.Errorf("%q is none of %s", name, strings.Join(allowed, ", ")))
		}
	}
	return includes, nil
}
