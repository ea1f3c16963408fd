//go:build race

package contract

// underRace tells that the race detector watches, with which long tests would take many times as long: they do less then. The same tests run
// in full without it.
const underRace = true
