package bigcommerce

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"time"
)

// reason says in one word why an attempt brought no usable answer. It is part of an error's code.
type reason string

const (
	// dialed: no connection came about; the request was not sent.
	dialed reason = "unreachable"
	// insecure: the server's certificate was refused; the request was not sent.
	insecure reason = "tls"
	// lost: the connection broke after the request may have been sent.
	lost reason = "connection_lost"
	// timedOut: the attempt took too long.
	timedOut reason = "timeout"
	// unreadable: the answer is not JSON, or ends early.
	unreadable reason = "unreadable"
	// oversized: the answer is larger than the bound.
	oversized reason = "too_large"
	// crowded: the answer didn't fit beside others that are read at the same time. A list asks for a page ahead again when it needs it.
	crowded reason = "crowded"
	// redirected: the answer sends the request elsewhere.
	redirected reason = "redirect"
	// queued: the quota takes longer than the call may wait.
	queued reason = "quota"
	// ungoverned: the governor failed.
	ungoverned reason = "governor"
	// opened: the store was down for the last calls, so this one was not sent.
	opened reason = "circuit_open"
	// ended: the call's context ended.
	ended reason = "canceled"
)

// fault is why an attempt brought no usable answer.
type fault struct {
	reason reason
	// sent is set when the request may have reached the store.
	sent bool
	// status is that of an answer that could not be used.
	status int
	// wait is how long the call would have had to wait, when that is known.
	wait time.Duration
	// note describes the answer or the connection, for people.
	note string
	err  error
}

func (f *fault) Error() string {
	if f.note != "" {
		return f.note
	}
	if f.err != nil {
		return f.err.Error()
	}
	return string(f.reason)
}

func (f *fault) Unwrap() error { return f.err }

// waitFault is the fault of a wait that ended with err, before the attempt was sent.
func waitFault(ctx context.Context, err error) *fault {
	if end := ctx.Err(); errors.Is(end, context.Canceled) {
		return canceled(end, false)
	}
	var wait *WaitError
	switch {
	case errors.As(err, &wait):
		return &fault{reason: queued, wait: wait.Wait, err: err}
	case errors.Is(err, context.DeadlineExceeded):
		return &fault{reason: queued, err: err}
	default:
		return &fault{reason: ungoverned, err: err}
	}
}

func canceled(err error, sent bool) *fault {
	return &fault{reason: ended, sent: sent, err: err}
}

// sendFault classifies a transport's error. parent is the call's own context; neverConnected is set when the transport is known to have
// got no connection.
func sendFault(parent context.Context, err error, neverConnected bool) *fault {
	var dial *net.OpError
	sent := !neverConnected && (!errors.As(err, &dial) || dial.Op != "dial")
	if end := parent.Err(); end != nil {
		return canceled(end, sent)
	}
	var (
		verification *tls.CertificateVerificationError
		authority    x509.UnknownAuthorityError
		hostname     x509.HostnameError
		timeout      net.Error
	)
	switch {
	case errors.As(err, &verification), errors.As(err, &authority), errors.As(err, &hostname):
		return &fault{reason: insecure, err: err}
	case !sent:
		return &fault{reason: dialed, err: err}
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return &fault{reason: timedOut, sent: true, err: err}
	default:
		return &fault{reason: lost, sent: true, err: err}
	}
}
