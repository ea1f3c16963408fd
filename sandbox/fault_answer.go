package sandbox

import (
	"context"
	"crypto/tls"
	"maps"
	"net"
	"net/http"
	"time"
)

// drips are the pieces of a body that comes slowly.
const drips = 10

// passes reports whether the request takes effect before it is answered.
func (f Fault) passes() bool {
	return f.CommitAfter <= 0 && (f.Commit || !f.Drop && f.Status == 0)
}

// drops reports whether the request gets no answer.
func (f Fault) drops() bool { return f.Drop || f.CommitAfter > 0 && f.Status == 0 }

// answer changes the answer of the request, which is the zero answer unless it was let through.
func (f Fault) answer(given answer) answer {
	switch {
	case f.Status != 0:
		given = answer{status: f.Status, body: []byte(f.Body), contentType: jsonType}
	case f.Body != "":
		given.body = []byte(f.Body)
		if given.status == http.StatusNoContent {
			given.status = http.StatusOK // which may have a body
		}
	}
	if f.EmptyBody {
		given.body = nil
	}
	if f.ContentType != "" {
		given.contentType = f.ContentType
	}
	given.bare = given.bare || f.NoRateLimitHeaders
	if len(f.Headers) > 0 {
		header := maps.Clone(given.header)
		if header == nil {
			header = http.Header{}
		}
		for name, value := range f.Headers {
			header.Set(name, value)
		}
		given.header = header
	}
	return given
}

// write answers the client as slowly and as incompletely as the fault has it.
func (f Fault) write(ctx context.Context, w http.ResponseWriter, a answer) {
	if f.BodyDelay <= 0 && !f.Truncate {
		a.write(w)
		return
	}
	body := a.body
	if f.Truncate {
		if len(body) < 2 {
			drop(w)
		}
		body = body[:len(body)/2] // the server closes the connection when less was written than the header said
	}
	a.writeHeader(w)
	if f.BodyDelay <= 0 {
		_, _ = w.Write(body)
		return
	}
	drip(ctx, w, body, f.BodyDelay)
}

// drip writes the body in pieces over the time.
func drip(ctx context.Context, w http.ResponseWriter, body []byte, over time.Duration) {
	flusher := http.NewResponseController(w)
	for i := range drips {
		piece := body[i*len(body)/drips : (i+1)*len(body)/drips]
		if _, err := w.Write(piece); err != nil {
			return
		}
		_ = flusher.Flush() // what can't be flushed comes at the end
		if !wait(ctx, over/drips) {
			panic(http.ErrAbortHandler)
		}
	}
}

// drop resets the connection without an answer, or has the server end the request where there is no connection to reset.
func drop(w http.ResponseWriter) {
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		lower := conn
		if secure, ok := conn.(*tls.Conn); ok {
			lower = secure.NetConn()
		}
		if lingering, ok := lower.(*net.TCPConn); ok {
			_ = lingering.SetLinger(0) // or else it closes in good order
			_ = lingering.Close()
		}
		_ = conn.Close() // also what is no TCP connection
	}
	panic(http.ErrAbortHandler)
}
