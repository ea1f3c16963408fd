// Command docs writes the generated files: the pages of docs/operations from the manifest, one for each operation and an index, and the files of
// docs/compatibility, which hold what engines rely on. With -check it writes nothing and fails when a file is not what it would write.
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
	"github.com/appseconnect/bigcommerce-connector/internal/compatibility"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

func main() {
	operations := flag.String("dir", "docs/operations", "the folder of the pages")
	promises := flag.String("compatibility", "docs/compatibility", "the folder of what engines rely on")
	check := flag.Bool("check", false, "compare the folders with what would be written, and write nothing")
	flag.Parse()
	if err := run(*operations, *promises, *check); err != nil {
		fmt.Fprintln(os.Stderr, "docs:", err)
		os.Exit(1)
	}
}

// run writes both folders, or compares them. It is started in the folder of the module.
func run(operations, promises string, check bool) error {
	engine, err := registry.New(connector.New())
	if err != nil {
		return err
	}
	defer func() { _ = engine.Close() }()
	pages, err := newPages(engine.Manifest())
	if err != nil {
		return err
	}
	files, err := compatibility.Files(".")
	if err != nil {
		return err
	}
	do := write
	if check {
		do = compare
	}
	return errors.Join(do(operations, pages), do(promises, files))
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
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil { //nolint:gosec // as its pages
			return err
		}
		if err := os.WriteFile(file, page, 0o644); err != nil { //nolint:gosec // documentation is for everybody
			return err
		}
	}
	return nil
}

// compare reports every file of the folder that is not the page it should be.
func compare(folder string, pages map[string][]byte) error {
	names := slices.Collect(maps.Keys(pages))
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	slices.Sort(names)
	var faults []error
	for _, name := range slices.Compact(names) {
		page, wanted := pages[name]
		found, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(name))) //nolint:gosec // the folder is the caller's
		switch {
		case errors.Is(err, fs.ErrNotExist):
			faults = append(faults, fmt.Errorf("%s is missing", name))
		case err != nil:
			faults = append(faults, err)
		case !wanted:
			faults = append(faults, fmt.Errorf("%s is nothing that is generated", name))
		case !bytes.Equal(found, page):
			faults = append(faults, fmt.Errorf("%s is out of date", name))
		}
	}
	if len(faults) > 0 {
		return fmt.Errorf("%s is out of date; run make generate\n%w", folder, errors.Join(faults...))
	}
	return nil
}
