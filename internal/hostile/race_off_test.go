//go:build !race

package hostile

// underRace tells that the race detector watches.
const underRace = false
