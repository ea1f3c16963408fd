// Package race tells tests whether the race detector watches. Long tests take many times as long then, and do less; they run in full without it.
package race
