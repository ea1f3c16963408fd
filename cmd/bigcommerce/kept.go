package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// largestKept is more than any cursor or subscription needs, in bytes.
const largestKept = 1 << 20

// kept is a file in which a command keeps JSON between its runs. One without a name keeps nothing.
type kept struct {
	name string
	// what it keeps: "cursor" or "subscription".
	what string
}

// check refuses a name that can't be written to, before anything is done whose outcome should be kept.
func (k kept) check() error {
	if k.name == "" {
		return nil
	}
	folder, err := os.Stat(filepath.Dir(k.name))
	if err == nil && !folder.IsDir() {
		err = fmt.Errorf("%s is not a folder", filepath.Dir(k.name))
	}
	if err != nil {
		return fmt.Errorf("the file of the %s can't be kept: %w", k.what, err)
	}
	return nil
}

// read returns what was kept, nil when the file doesn't exist. A file that is there counts: without its content the command would begin
// anew, and nobody would notice what was missed.
func (k kept) read() (json.RawMessage, error) {
	if k.name == "" {
		return nil, nil
	}
	file, err := os.Open(k.name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, k.unreadable(err)
	}
	defer func() { _ = file.Close() }()
	content, err := io.ReadAll(io.LimitReader(file, largestKept+1))
	if err != nil {
		return nil, k.unreadable(err)
	}
	content = bytes.TrimSpace(content)
	switch {
	case len(content) > largestKept:
		return nil, k.unreadable(errors.New("it is larger than 1 MiB"))
	case len(content) == 0 || string(content) == "null" || string(content) == `""`:
		return nil, k.unreadable(errors.New("it is empty"))
	}
	return content, nil
}

// write replaces what was kept, as a whole or not at all. Only the owner can read it.
func (k kept) write(content json.RawMessage) error {
	if k.name == "" {
		return nil
	}
	if err := replaceFile(k.name, append(bytes.Clone(content), '\n')); err != nil {
		return fmt.Errorf("the %s could not be kept: %w", k.what, err)
	}
	return nil
}

// remove forgets what was kept.
func (k kept) remove() error {
	if k.name == "" {
		return nil
	}
	if err := os.Remove(k.name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// unreadable is the failure of a file that is there and of no use.
func (k kept) unreadable(cause error) error {
	return registry.NewFailure(registry.InvalidInput, k.what+".unreadable",
		fmt.Sprintf("The file %s with the %s can't be read: %v. Put it right, or remove it to begin again.", k.name, k.what, cause), cause)
}

// blame names the file in a failure that what was kept in it has caused.
func (k kept) blame(err error) error {
	var failure *registry.Failure
	if k.name == "" || !errors.As(err, &failure) || !strings.HasPrefix(failure.Code, k.what+".") {
		return err
	}
	blamed := *failure
	blamed.Message = fmt.Sprintf("In the file %s: %s", k.name, failure.Message)
	return &blamed
}

// replaceFile writes a file beside the one with the name, and gives it that name once it is on the disk: whatever happens, the name stands
// for the old content or for the new one.
func replaceFile(name string, content []byte) (err error) {
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*") // for its owner only
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = file.Close()
			_ = os.Remove(file.Name())
		}
	}()
	if _, err := file.Write(content); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}
