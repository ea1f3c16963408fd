package compatibility

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// exits are calls of the command line with the code that they exit with. None sends a request.
var exits = [][]string{
	{"describe"},
	{"--version"},
	{"invoke", "get_customers", "--input", `{"limit": 0}`},
	{"poll", "on_new_orders_created", "--cursor", "damaged"},
	{"invoke", "get_customers", "--input", "{"},
	{"describe", "no_such_operation"},
	{"no-such-command"},
	{"invoke"},
}

// commands returns a file for each command with its usage and its flags, and one with exit codes.
func commands(root string) (map[string][]byte, error) {
	folder, err := os.MkdirTemp("", "bigcommerce")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	binary := filepath.Join(folder, "bigcommerce")
	build := exec.Command("go", "build", "-o", binary, "./cmd/bigcommerce") //nolint:gosec // the folder was made here
	build.Dir, build.Env = root, append(os.Environ(), "GOWORK=off")
	if output, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("the command line can't be built: %w\n%s", err, output)
	}
	help, err := ask(binary, "--help")
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{"command-line/bigcommerce.txt": usage(help)}
	for _, name := range commandNames(help) {
		if help, err = ask(binary, name, "--help"); err != nil {
			return nil, err
		}
		files["command-line/"+name+".txt"] = usage(help)
	}
	files["command-line/exit-codes.txt"], err = exitCodes(binary)
	return files, err
}

// ask returns what the program prints.
func ask(binary string, arguments ...string) (string, error) {
	output, err := exec.Command(binary, arguments...).Output() //nolint:gosec // the program was built here
	return string(output), err
}

// commandNames returns the names below "Available Commands:" that are the program's own.
func commandNames(help string) []string {
	_, list, _ := strings.Cut(help, "Available Commands:\n")
	list, _, _ = strings.Cut(list, "\n\n")
	var names []string
	for line := range strings.Lines(list) {
		if name := strings.Fields(line)[0]; name != "help" && name != "completion" {
			names = append(names, name)
		}
	}
	return names
}

var section = regexp.MustCompile(`(?ms)^(Usage|Flags|Global Flags|Environment):\n.*?(\n\n|\z)`)

// usage returns the parts of a help text that scripts rely on: not its prose, and not the operations, which have files of their own.
func usage(help string) []byte {
	return []byte(strings.TrimSpace(strings.Join(section.FindAllString(help, -1), "")) + "\n")
}

// exitCodes runs the program and writes down what it exits with.
func exitCodes(binary string) ([]byte, error) {
	var codes bytes.Buffer
	for _, arguments := range exits {
		command := exec.Command(binary, arguments...) //nolint:gosec // the program was built here
		command.Env = []string{"BIGCOMMERCE_STORE_HASH=abc123", "BIGCOMMERCE_API_TOKEN=none", "BIGCOMMERCE_API_URL=http://127.0.0.1:9"}
		code, exit := 0, (*exec.ExitError)(nil)
		if err := command.Run(); errors.As(err, &exit) {
			code = exit.ExitCode()
		} else if err != nil {
			return nil, err
		}
		fmt.Fprintf(&codes, "%d  bigcommerce %s\n", code, strings.Join(arguments, " "))
	}
	return codes.Bytes(), nil
}
