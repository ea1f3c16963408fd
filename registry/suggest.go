package registry

import (
	"maps"
	"slices"
	"strings"
)

// sortedKeys returns the keys of the map in order.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// maxSuggestedLength bounds the effort for names that can't be a slip of the keyboard.
const maxSuggestedLength = 64

// nearest returns the candidate that was most likely meant by the word: the same letters in another case or with other
// separators, or a few slips away. Of equally near ones the first counts.
func nearest(word string, candidates []string) (string, bool) {
	if len(word) > maxSuggestedLength {
		return "", false
	}
	letters := lettersOf(word)
	best, bestDistance := "", 1+len([]rune(letters))/3
	for _, candidate := range candidates {
		if distance := editDistance(letters, lettersOf(candidate)); distance < bestDistance {
			best, bestDistance = candidate, distance
		}
	}
	return best, best != ""
}

// lettersOf returns the word in lower case without separators.
func lettersOf(word string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("_-.: ", r) {
			return -1
		}
		return r
	}, strings.ToLower(word))
}

// editDistance counts the letters that must be inserted, deleted, replaced or swapped with their neighbour to turn one word into
// the other.
func editDistance(from, to string) int {
	a, b := []rune(from), []rune(to)
	before, previous, current := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
		}
		before, previous, current = previous, current, before
	}
	return previous[len(b)]
}
