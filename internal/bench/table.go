package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// printTable prints rows in Markdown, the first of which is the heading.
func printTable(title string, rows ...[]string) {
	fmt.Printf("\n### %s\n\n", title)
	for i, row := range rows {
		fmt.Println("| " + strings.Join(row, " | ") + " |")
		if i == 0 {
			fmt.Println("|" + strings.Repeat(" ---: |", len(row)))
		}
	}
}

// median returns the middle one of the values.
func median[T cmp.Ordered](values []T) T {
	slices.Sort(values)
	return values[len(values)/2]
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

func mebibytes(bytes uint64) string { return fmt.Sprintf("%.1f MiB", float64(bytes)/(1<<20)) }

func ratio(a, b float64) string { return fmt.Sprintf("%.2f×", a/b) }

// alternate measures two things by turns, so that what else the machine does hits both, and returns their medians.
func alternate[T cmp.Ordered](runs int, first, second func() (T, error)) (a, b T, err error) {
	var as, bs []T
	for range max(runs, 1) {
		a, err := first()
		if err != nil {
			return a, a, err
		}
		b, err := second()
		if err != nil {
			return a, b, err
		}
		as, bs = append(as, a), append(bs, b)
	}
	return median(as), median(bs), nil
}
