//go:build race

package hostile

// underRace tells that the race detector watches, with which the large answers would take many times as long: only a few are given then. All of
// them are given without it.
const underRace = true
