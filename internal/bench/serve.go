package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"time"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// serving is a store in a process of its own.
type serving struct {
	products, customers, quota int
	window, latency            time.Duration
}

func (s *serving) flags() {
	flag.IntVar(&s.products, "serve-products", 320, "")
	flag.IntVar(&s.customers, "serve-customers", 120, "")
	flag.IntVar(&s.quota, "serve-quota", 0, "")
	flag.DurationVar(&s.window, "serve-window", 0, "")
	flag.DurationVar(&s.latency, "serve-latency", 0, "")
}

// run serves until its input ends, so that it ends with its parent.
func (s *serving) run() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	debug.SetGCPercent(400) // the store is not what is measured
	server := &http.Server{
		ReadHeaderTimeout: time.Minute,
		Handler: sandbox.New(
			sandbox.WithProducts(s.products), sandbox.WithCustomers(s.customers), sandbox.WithQuota(s.quota, s.window), sandbox.WithLatency(s.latency),
		),
	}
	fmt.Println("http://" + listener.Addr().String())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		_ = server.Close()
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// start runs the store and returns its address, and what ends it.
func (s *serving) start(ctx context.Context) (address string, stop func(), err error) {
	program, err := os.Executable()
	if err != nil {
		return "", nil, err
	}
	command := exec.CommandContext(ctx, program, //nolint:gosec // it is this program
		"-serve", fmt.Sprintf("-serve-products=%d", s.products), fmt.Sprintf("-serve-customers=%d", s.customers), fmt.Sprintf("-serve-quota=%d", s.quota),
		"-serve-window="+s.window.String(), "-serve-latency="+s.latency.String())
	command.Stderr = os.Stderr
	input, err := command.StdinPipe()
	if err != nil {
		return "", nil, err
	}
	output, err := command.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := command.Start(); err != nil {
		return "", nil, err
	}
	stop = func() {
		_ = input.Close()
		_ = command.Wait()
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		stop()
		return "", nil, fmt.Errorf("the store did not start: %w", err)
	}
	return strings.TrimSpace(line), stop, nil
}
