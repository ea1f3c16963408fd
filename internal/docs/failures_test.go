package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheFailuresPageExplainsEveryCode(t *testing.T) {
	t.Parallel()
	docs := filepath.Join("..", "..", "docs")
	page, err := os.ReadFile(filepath.Join(docs, "failures.md"))
	require.NoError(t, err)
	list, err := os.ReadFile(filepath.Join(docs, "compatibility", "failure-codes.txt"))
	require.NoError(t, err)
	codes := strings.Fields(string(list))
	require.NotEmpty(t, codes)
	for _, code := range codes {
		named := "`" + strings.ReplaceAll(code, "{status}", "<status>") + "`"
		assert.Contains(t, string(page), named, "docs/failures.md says nothing of %s", code)
	}
}
