//go:build !race

package system

// underRace tells whether the race detector watches.
const underRace = false
