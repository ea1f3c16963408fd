package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"sync"
)

// Token is the token that every case is called with. It is a canary: it must come out nowhere.
const Token = "canary-4f1d0c7e9b" //nolint:gosec // it opens nothing

// ClientSecret is the client secret that every case is called with, a canary too.
const ClientSecret = "canary-client-7b2e61"

// storePath is the path of a case's store.
var storePath = regexp.MustCompile(`^/stores/contract[0-9]+`)

// Player is a transport that answers the requests of a case with its responses. It needs no network.
type Player struct {
	// Lenient makes it answer a request that no exchange expects with the next response, to refresh an archive.
	Lenient bool

	exchanges []Exchange

	mu      sync.Mutex
	played  []*Request // what was sent for each exchange, nil while it has not been played
	surplus []Request  // what was sent beyond the exchanges
	faults  []string
}

// NewPlayer returns a player of the exchanges.
func NewPlayer(exchanges []Exchange) *Player {
	return &Player{exchanges: exchanges, played: make([]*Request, len(exchanges))}
}

// RoundTrip answers one request.
func (p *Player) RoundTrip(request *http.Request) (*http.Response, error) {
	sent, faults, err := read(request)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = append(p.faults, faults...)
	index := p.next(request, sent)
	if index < 0 {
		p.faults = append(p.faults, p.unexpected(sent))
		p.surplus = append(p.surplus, sent)
		return nil, errors.New("the case has no such request")
	}
	p.played[index] = &sent
	return p.exchanges[index].Response.answer(request)
}

// next returns the first exchange not yet played that expects the request.
func (p *Player) next(request *http.Request, sent Request) int {
	first := -1
	for i, exchange := range p.exchanges {
		if p.played[i] != nil {
			continue
		}
		if exchange.Request.differs(request, sent) == "" {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	if p.Lenient {
		return first
	}
	return -1
}

func (p *Player) unexpected(sent Request) string {
	text := "unexpected request " + sent.describe()
	for i, exchange := range p.exchanges {
		if p.played[i] == nil {
			return text + "\nthe next expected one is " + exchange.Request.describe()
		}
	}
	return text + "\nno further request is expected"
}

// Exchanges returns what was sent so far with what it got: in the order of the case, and then what the case does not have,
// without a response.
func (p *Player) Exchanges() []Exchange {
	p.mu.Lock()
	defer p.mu.Unlock()
	var exchanges []Exchange
	for i, sent := range p.played {
		if sent != nil {
			exchanges = append(exchanges, Exchange{Request: *sent, Response: p.exchanges[i].Response})
		}
	}
	for _, sent := range p.surplus {
		exchanges = append(exchanges, Exchange{Request: sent})
	}
	return exchanges
}

// Faults returns what was wrong with the requests so far, and the exchanges that were never played.
func (p *Player) Faults() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	faults := append([]string(nil), p.faults...)
	for i, played := range p.played {
		if played == nil {
			faults = append(faults, fmt.Sprintf("request-%d was never sent: %s", i+1, p.exchanges[i].Request))
		}
	}
	return faults
}

// read takes the request apart and checks what all requests have in common.
func read(request *http.Request) (sent Request, faults []string, err error) {
	var body []byte
	if request.Body != nil {
		if body, err = io.ReadAll(request.Body); err != nil {
			return sent, nil, fmt.Errorf("read the request: %w", err)
		}
		_ = request.Body.Close()
	}
	path := request.URL.EscapedPath()
	store := storePath.FindString(path)
	sent = Request{Method: request.Method, Path: strings.TrimPrefix(path, store), Query: request.URL.Query(), Body: body}
	fault := func(format string, values ...any) {
		faults = append(faults, sent.String()+": "+fmt.Sprintf(format, values...))
	}
	if store == "" || request.URL.Host != "api.bigcommerce.com" || request.URL.Scheme != "https" {
		fault("was sent to %s", request.URL)
	}
	if request.Header.Get("X-Auth-Token") != Token {
		fault("X-Auth-Token is not the credential's token")
	}
	if request.Header.Get("Accept") != "application/json" {
		fault("Accept is %q, not application/json", request.Header.Get("Accept"))
	}
	if request.Header.Get("User-Agent") == "" {
		fault("has no User-Agent")
	}
	if len(body) > 0 && request.Header.Get("Content-Type") != "application/json" {
		fault("Content-Type is %q, not application/json", request.Header.Get("Content-Type"))
	}
	if len(body) > 0 && !json.Valid(body) {
		fault("the body is not JSON: %s", body)
	}
	return sent, faults, nil
}

// differs says in what the request that was sent is not the wanted one, empty when it is.
func (r Request) differs(request *http.Request, sent Request) string {
	if r.String() != sent.String() {
		return "it is " + sent.String()
	}
	for name := range r.Header {
		if got := request.Header.Get(name); got != r.Header.Get(name) {
			return fmt.Sprintf("header %s is %q", name, got)
		}
	}
	if !sameJSON(r.Body, sent.Body) {
		return "its body is " + string(sent.Body)
	}
	return ""
}

func (r Request) describe() string {
	if len(r.Body) == 0 {
		return r.String()
	}
	return r.String() + " " + string(compact(r.Body))
}

// answer builds the response as it comes from the network.
func (r Response) answer(request *http.Request) (*http.Response, error) {
	if r.Dropped {
		return nil, io.ErrUnexpectedEOF
	}
	header := r.Header.Clone()
	if header == nil {
		header = http.Header{}
	}
	if header.Get("Content-Type") == "" && len(r.Body) > 0 {
		header.Set("Content-Type", "application/json")
	}
	var body io.Reader = bytes.NewReader(r.Body)
	if r.Cut {
		body = io.MultiReader(bytes.NewReader(r.Body[:len(r.Body)/2]), cut{})
	}
	return &http.Response{
		StatusCode: r.Status, Status: fmt.Sprintf("%d %s", r.Status, http.StatusText(r.Status)),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(body), ContentLength: int64(len(r.Body)), Request: request,
	}, nil
}

// cut is a connection that ends in the middle of a body.
type cut struct{}

func (cut) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// sameJSON reports whether two documents are equal apart from white space and the order of keys. Numbers are equal when
// their digits are.
func sameJSON(a, b []byte) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	return reflect.DeepEqual(decodeExactly(a), decodeExactly(b))
}

func decodeExactly(data []byte) any {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var content any
	if err := decoder.Decode(&content); err != nil {
		return err
	}
	return content
}

// compact removes the white space between tokens and nothing else: the order of keys, escapes and digits stay.
func compact(data []byte) []byte {
	var text bytes.Buffer
	if json.Compact(&text, data) != nil {
		return data
	}
	return text.Bytes()
}
