package registry

import (
	"maps"
	"slices"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// nearest returns the candidate that was most likely meant.
func nearest(string, []string) (string, bool) { return "", false }
