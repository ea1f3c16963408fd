package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// namedTest is how docs/security.md names a test: the folder of its package and the function.
var namedTest = regexp.MustCompile("`([a-z/]+)\\.((?:Test|Fuzz)[A-Za-z0-9_]+)`")

func TestEveryPointOfTheSecurityPageNamesTestsThatExist(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	page, err := os.ReadFile(filepath.Join(root, "docs", "security.md"))
	require.NoError(t, err)
	points := strings.Split(string(page), "\n### ")[1:]
	require.NotEmpty(t, points)
	for _, point := range points {
		title, text, _ := strings.Cut(point, "\n")
		for _, part := range []string{"*What could happen:*", "*What the connector does:*", "\nTests: "} {
			assert.Contains(t, text, part, title)
		}
		_, tests, _ := strings.Cut(text, "\nTests: ")
		tests, _, _ = strings.Cut(tests, "\n## ")
		named := namedTest.FindAllStringSubmatch(tests, -1)
		assert.NotEmpty(t, named, "%q names no test", title)
		assert.Len(t, named, strings.Count(tests, "`")/2, "%q: each name is `folder.TestName`", title)
		for _, name := range named {
			assert.True(t, isTested(t, filepath.Join(root, name[1]), name[2]), "%q: there is no %s in %s", title, name[2], name[1])
		}
	}
}

// isTested reports whether a test file of the folder has the function.
func isTested(t *testing.T, folder, function string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	require.NoError(t, err)
	for _, file := range files {
		code, err := os.ReadFile(file)
		require.NoError(t, err)
		if strings.Contains(string(code), "\nfunc "+function+"(") {
			return true
		}
	}
	return false
}
