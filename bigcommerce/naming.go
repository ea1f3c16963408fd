package bigcommerce

import (
	"fmt"
	"strconv"
	"strings"
)

// maxNamed is how many things a message names.
const maxNamed = 10

// naming lists things for a message, separated by commas: the first [maxNamed], and how many more there are.
func naming[T any](things []T, name func(T) string) string {
	names := make([]string, 0, maxNamed+1)
	for _, thing := range things[:min(len(things), maxNamed)] {
		names = append(names, name(thing))
	}
	if more := len(things) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, ", ")
}

// decimal is the name of what is known by its number.
func decimal(number int64) string { return strconv.FormatInt(number, 10) }
