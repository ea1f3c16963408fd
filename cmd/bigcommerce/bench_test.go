package main

import (
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkDescribe prints the manifest, from the start of the program to its end.
func BenchmarkDescribe(b *testing.B) {
	for b.Loop() {
		code := run(b.Context(), []string{"describe"}, func(string) string { return "" }, strings.NewReader(""), io.Discard, io.Discard)
		require.Equal(b, exitOK, code)
	}
}
