// Command docs writes the pages of docs/operations from the manifest: one page for each operation and an index. With -check it
// writes nothing and fails when a page is not what it would write.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func main() {
	folder := flag.String("dir", "docs/operations", "the folder of the pages")
	check := flag.Bool("check", false, "compare the folder with what would be written, and write nothing")
	flag.Parse()
	if err := run(*folder, *check); err != nil {
		fmt.Fprintln(os.Stderr, "docs:", err)
		os.Exit(1)
	}
}

func run(folder string, check bool) error {
	engine, err := registry.New(connector.New())
	if err != nil {
		return err
	}
	defer func() { _ = engine.Close() }()
	pages, err := newPages(engine.Manifest())
	if err != nil {
		return err
	}
	if check {
		return compare(folder, pages)
	}
	return write(folder, pages)
}

// write makes the folder hold the pages and nothing else.
func write(folder string, pages map[string][]byte) error {
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil { //nolint:gosec // as its pages
		return err
	}
	for name, page := range pages {
		if err := os.WriteFile(filepath.Join(folder, name), page, 0o644); err != nil { //nolint:gosec // documentation is for everybody
			return err
		}
	}
	return nil
}

// compare reports every file of the folder that is not the page it should be.
func compare(folder string, pages map[string][]byte) error {
	names := slices.Collect(maps.Keys(pages))
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	slices.Sort(names)
	var faults []error
	for _, name := range slices.Compact(names) {
		page, wanted := pages[name]
		found, err := os.ReadFile(filepath.Join(folder, name)) //nolint:gosec // the folder is the caller's
		switch {
		case errors.Is(err, fs.ErrNotExist):
			faults = append(faults, fmt.Errorf("%s is missing", name))
		case err != nil:
			faults = append(faults, err)
		case !wanted:
			faults = append(faults, fmt.Errorf("%s describes no operation", name))
		case !bytes.Equal(found, page):
			faults = append(faults, fmt.Errorf("%s is out of date", name))
		}
	}
	if len(faults) > 0 {
		return fmt.Errorf("%s is not what the manifest says; run make generate\n%w", folder, errors.Join(faults...))
	}
	return nil
}
