package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// entry is what the index needs of a vulnerability in the OSV format.
type entry struct {
	ID       string    `json:"id"`
	Modified time.Time `json:"modified"`
	Affected []struct {
		Package struct {
			Name string `json:"name"`
		} `json:"package"`
	} `json:"affected"`
}

// indexedModule is a module in the index, with its vulnerabilities.
type indexedModule struct {
	Path  string         `json:"path"`
	Vulns []indexedEntry `json:"vulns"`
}

// indexedEntry names a vulnerability of a module. The version that mends it is left out: govulncheck then reads the entry itself.
type indexedEntry struct {
	ID       string    `json:"id"`
	Modified time.Time `json:"modified"`
}

// index makes the database of a release of golang.org/x/vulndb, unless the folder has it already, and returns its address: the index that
// govulncheck reads, beside the entries as the module has them.
func index(ctx context.Context, module, folder string) (string, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	address := (&url.URL{Scheme: "file", Path: filepath.ToSlash(folder)}).String()
	entries, err := download(ctx, module)
	if err != nil {
		return "", err
	}
	if there, err := filepath.EvalSymlinks(filepath.Join(folder, "ID")); err == nil && there == entries {
		return address, nil
	}
	modules, modified, err := modulesOf(entries)
	if err != nil {
		return "", err
	}
	if err := os.RemoveAll(folder); err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Join(folder, "index"), 0o750); err != nil {
		return "", err
	}
	for name, content := range map[string]any{"db": map[string]time.Time{"modified": modified}, "modules": modules} {
		text, err := json.Marshal(content)
		if err != nil {
			return "", err
		}
		if err := os.WriteFile(filepath.Join(folder, "index", name+".json"), text, 0o600); err != nil {
			return "", err
		}
	}
	return address, os.Symlink(entries, filepath.Join(folder, "ID")) // the last step: with it the database is whole
}

// download gets the module and returns the folder of its entries.
func download(ctx context.Context, module string) (string, error) {
	output, err := exec.CommandContext(ctx, "go", "mod", "download", "-json", module).Output() //nolint:gosec // the Makefile names the module
	var answer struct {
		Dir   string `json:"Dir"`
		Error string `json:"Error"`
	}
	if parsed := json.Unmarshal(output, &answer); parsed != nil || answer.Error != "" || err != nil {
		return "", errors.Join(err, parsed, fmt.Errorf("go mod download %s: %s", module, answer.Error))
	}
	return filepath.EvalSymlinks(filepath.Join(answer.Dir, "data", "osv"))
}

// modulesOf reads the entries of a folder and lists them by module. It also returns when the latest was changed.
func modulesOf(folder string) ([]indexedModule, time.Time, error) {
	var modified time.Time
	files, err := filepath.Glob(filepath.Join(folder, "GO-*.json"))
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("there are no entries in %s", folder)
	}
	if err != nil {
		return nil, modified, err
	}
	known := map[string][]indexedEntry{}
	for _, file := range files {
		text, err := os.ReadFile(file) //nolint:gosec // a file of the database
		if err != nil {
			return nil, modified, err
		}
		var read entry
		if err := json.Unmarshal(text, &read); err != nil || read.ID != strings.TrimSuffix(filepath.Base(file), ".json") {
			return nil, modified, errors.Join(fmt.Errorf("%s is no entry", file), err)
		}
		if read.Modified.After(modified) {
			modified = read.Modified
		}
		for _, affected := range read.Affected {
			entries := known[affected.Package.Name]
			if !slices.ContainsFunc(entries, func(e indexedEntry) bool { return e.ID == read.ID }) {
				known[affected.Package.Name] = append(entries, indexedEntry{read.ID, read.Modified})
			}
		}
	}
	modules := make([]indexedModule, 0, len(known))
	for path, entries := range known {
		modules = append(modules, indexedModule{path, entries})
	}
	slices.SortFunc(modules, func(a, b indexedModule) int { return strings.Compare(a.Path, b.Path) })
	return modules, modified, nil
}
