//go:build !race

package contract

// underRace tells whether the race detector watches.
const underRace = false
