// Command bench measures the connector against the sandbox store, which runs in a process of its own on this machine, and prints tables. What
// is compared is measured in the same run, one after the other. It is no test: its numbers depend on the machine.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// settings are the program's flags.
type settings struct {
	runs     int
	duration time.Duration
	products int
	latency  time.Duration
}

// section is a part of the program that prints tables.
type section struct {
	name string
	run  func(settings) error
}

func main() {
	var s settings
	var serving serving
	only := flag.String("only", "", "which sections to run, with commas: records, calls, exports, changes, governor, stream, singles; all when left out")
	flag.IntVar(&s.runs, "runs", 5, "how often each measurement is made; the table has the median")
	flag.DurationVar(&s.duration, "duration", 15*time.Second, "how long each number of callers presses the governor")
	flag.IntVar(&s.products, "products", 100_000, "how many products the large exports have")
	flag.DurationVar(&s.latency, "latency", 50*time.Millisecond, "the latency of the large exports")
	serve := flag.Bool("serve", false, "be the store: used by the program itself")
	serving.flags()
	flag.Parse()
	if *serve {
		exitOn(serving.run())
		return
	}
	for _, section := range []section{
		{"records", measureRecords},
		{"calls", measureCalls},
		{"exports", measureExports},
		{"changes", measureChanges},
		{"governor", measureGovernor},
		{"stream", measureStream},
		{"singles", measureSingles},
	} {
		if *only == "" || slices.Contains(strings.Split(*only, ","), section.name) {
			exitOn(section.run(s))
		}
	}
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}
