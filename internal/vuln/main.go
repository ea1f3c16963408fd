// Command vuln looks for known vulnerabilities in what this module is built of. It runs govulncheck against Go's vulnerability database:
// the one at vuln.go.dev, or, where that can't be reached, the release of golang.org/x/vulndb that it is given, which comes through the Go
// module proxy like any other module.
//
// A vulnerability that is called fails it when go.mod decides about its module. One of Go's standard library is told of and passes: a library is
// compiled by its user's Go, and what mends it is a newer one.
package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"time"
)

// online is where the database is kept up to date.
const online = "https://vuln.go.dev"

// settings are the program's flags.
type settings struct {
	scanner, module, folder string
}

func main() {
	var s settings
	flag.StringVar(&s.scanner, "scanner", "govulncheck", "the program govulncheck")
	flag.StringVar(&s.module, "module", "", "the database as a module, golang.org/x/vulndb@VERSION, for when "+online+" can't be reached")
	flag.StringVar(&s.folder, "dir", "", "the folder that keeps the module's index")
	flag.Parse()
	if err := run(context.Background(), s); err != nil {
		fmt.Fprintln(os.Stderr, "vuln:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, s settings) error {
	database, told := online, online
	if !reachable(ctx, online+"/index/db.json") {
		var err error
		if database, err = index(ctx, s.module, s.folder); err != nil {
			return fmt.Errorf("nothing was looked for: %s can't be reached, and there is no database: %w", online, err)
		}
		told = s.module
	}
	command := exec.CommandContext(ctx, s.scanner, "-format", "json", "-db", database, "./...") //nolint:gosec // the Makefile names the scanner
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		return fmt.Errorf("nothing was found out: %s: %w", s.scanner, err)
	}
	found, err := read(output)
	if err != nil {
		return fmt.Errorf("nothing was found out: %w", err)
	}
	fmt.Printf("Compared with %s:\n", told)
	return found.report(os.Stdout)
}

// reachable reports whether an address answers soon.
func reachable(ctx context.Context, address string) bool {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, address, http.NoBody)
	if err != nil {
		return false
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	_ = answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}
