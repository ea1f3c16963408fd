// Package contract plays the archives below testdata: for each operation, whole conversations with BigCommerce as text. An
// archive holds the input, every request that must be sent, the response that each gets, and the records or the
// failure that must come out.
//
// The comment at the top of an archive says what it guards against. Its files are:
//
//	input.json     the operation's input; {} when absent
//	request-1      "POST /v3/customers", header lines worth asserting, an empty line, the body
//	response-1     "200", header lines, an empty line, the body; or "dropped", when the connection ends before an answer
//	output.json    the records, as one array
//	failure.json   the failure, beside output.json when records were saved too
//
// The archives of triggers have these besides. One with deliveries is played as an engine does that receives them all and then fetches
// their records; any other is a poll.
//
//	poll.json      {"by_time": true, "cursor": "…"}, either or both; a poll without them when absent
//	continues      the name of the archive, in the same folder, whose poll was the one before: its cursor is continued
//	delivery-1     header lines, an empty line, the body; {secret} is the webhook's secret, {store_hash} the store's, {now} the time in
//	               Unix seconds, {signature} what BigCommerce signs the delivery with
//	events.json    the events of the records, in their order
//	more.json      true when the next poll will find records at once; false when absent
//
// Paths are those below /stores/{store_hash}. Requests compare by method, path, query parameters in any order, and body as
// JSON with the digits of its numbers; records compare byte for byte, without the white space between tokens. A response without
// Content-Type is application/json.
package contract

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"
)

// Case is one archive.
type Case struct {
	// Operation is the code of the operation, the name of the archive's folder.
	Operation string
	// Name is the name of the archive without its ending.
	Name string
	// Comment says what the case guards against.
	Comment string
	// Input is what the operation is invoked with.
	Input json.RawMessage
	// Exchanges are the requests and responses in their order. Requests that are sent concurrently may come in any order.
	Exchanges []Exchange
	// Output is the array of records that must come out, nil when there must be none.
	Output json.RawMessage
	// Failure is the failure that must come out, nil when there must be none.
	Failure json.RawMessage

	// Poll is how a trigger is polled.
	Poll Poll
	// Before is the case whose poll was the one before, nil when there was none.
	Before *Case
	// Deliveries are what a trigger receives, none when it is polled.
	Deliveries []Delivery
	// Events is the array of events that must come out with the records, nil for an action.
	Events json.RawMessage
	// More is whether the next poll must be announced to find records at once.
	More bool

	file       string
	continues  string
	subscribed json.RawMessage // the input that the webhook was made with, nil for that of the case
	head       []txtar.File    // the files that playing doesn't change, as they are
}

// Poll is what an engine may say when it polls.
type Poll struct {
	ByTime bool            `json:"by_time"`
	Cursor json.RawMessage `json:"cursor"`
}

// Delivery is the request of a webhook, with its placeholders.
type Delivery struct {
	Header http.Header
	Body   []byte
}

// Exchange is one request with its response.
type Exchange struct {
	Request  Request
	Response Response
}

// Request is what the connector must send.
type Request struct {
	Method string
	Path   string // below the store, without the query
	Query  url.Values
	Header http.Header // only what the archive asserts
	Body   json.RawMessage
}

// Response is what the connector gets.
type Response struct {
	Status  int
	Header  http.Header
	Body    []byte
	Dropped bool // the connection ends before an answer
	Cut     bool // the body ends in the middle
}

// Load reads all archives below root, the project's testdata folder, sorted by operation and name.
func Load(root string) ([]Case, error) {
	files, err := filepath.Glob(filepath.Join(root, "*", "*.txtar"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no archive below %s", root)
	}
	slices.Sort(files)
	cases := make([]Case, 0, len(files))
	for _, file := range files {
		one, err := loadCase(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		cases = append(cases, one)
	}
	for i := range cases {
		if err := cases[i].link(cases); err != nil {
			return nil, fmt.Errorf("%s: %w", cases[i].file, err)
		}
	}
	return cases, nil
}

// link finds the case that this one continues.
func (c *Case) link(cases []Case) error {
	if c.continues == "" {
		return nil
	}
	i := slices.IndexFunc(cases, func(one Case) bool { return one.Operation == c.Operation && one.Name == c.continues })
	if i < 0 || cases[i].file == c.file {
		return fmt.Errorf("continues %q, which is no other archive of its folder", c.continues)
	}
	c.Before = &cases[i]
	return nil
}

func loadCase(file string) (Case, error) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		return Case{}, err
	}
	one := Case{
		Operation: filepath.Base(filepath.Dir(file)),
		Name:      strings.TrimSuffix(filepath.Base(file), ".txtar"),
		Comment:   strings.TrimSpace(string(archive.Comment)),
		Input:     json.RawMessage("{}"),
		file:      file,
	}
	if one.Comment == "" {
		return one, errors.New("the comment at the top must say what the case guards against")
	}
	for _, part := range archive.Files {
		if err := one.add(part); err != nil {
			return one, fmt.Errorf("%s: %w", part.Name, err)
		}
	}
	return one, nil
}

func (c *Case) add(part txtar.File) error {
	kind, number, numbered := strings.Cut(part.Name, "-")
	var err error
	switch {
	case part.Name == "input.json":
		c.Input, err = checkJSON(part.Data)
	case part.Name == "poll.json":
		c.head = append(c.head, part)
		err = json.Unmarshal(part.Data, &c.Poll)
	case part.Name == "continues":
		c.head = append(c.head, part)
		c.continues = strings.TrimSpace(string(part.Data))
	case numbered && kind == "delivery":
		c.head = append(c.head, part)
		var delivery Delivery
		_, delivery.Header, delivery.Body, err = parseMessage(append([]byte("POST\n"), part.Data...))
		c.Deliveries = append(c.Deliveries, delivery)
		if err == nil && number != strconv.Itoa(len(c.Deliveries)) {
			err = fmt.Errorf("is delivery %d of the archive", len(c.Deliveries))
		}
	case part.Name == "events.json":
		c.Events, err = checkJSON(part.Data)
	case part.Name == "more.json":
		err = json.Unmarshal(part.Data, &c.More)
	case part.Name == "output.json":
		c.Output, err = checkJSON(part.Data)
	case part.Name == "failure.json":
		c.Failure, err = checkJSON(part.Data)
	case numbered && kind == "request":
		var request Request
		request, err = parseRequest(part.Data)
		c.Exchanges = append(c.Exchanges, Exchange{Request: request})
		if err == nil && number != strconv.Itoa(len(c.Exchanges)) {
			err = fmt.Errorf("is request %d of the archive", len(c.Exchanges))
		}
	case numbered && kind == "response":
		if number != strconv.Itoa(len(c.Exchanges)) {
			return errors.New("must follow the request of the same number")
		}
		c.Exchanges[len(c.Exchanges)-1].Response, err = parseResponse(part.Data)
	default:
		return errors.New("is not a file that a case has")
	}
	return err
}

func checkJSON(data []byte) (json.RawMessage, error) {
	if !json.Valid(data) {
		return nil, errors.New("is not JSON")
	}
	return json.RawMessage(bytes.TrimSpace(data)), nil
}

func parseRequest(data []byte) (Request, error) {
	first, header, body, err := parseMessage(data)
	if err != nil {
		return Request{}, err
	}
	method, target, ok := strings.Cut(first, " ")
	if !ok {
		return Request{}, fmt.Errorf("the first line must be a method and a path, it is %q", first)
	}
	path, rawQuery, _ := strings.Cut(target, "?")
	query, err := url.ParseQuery(rawQuery)
	if err != nil {
		return Request{}, err
	}
	request := Request{Method: method, Path: path, Query: query, Header: header}
	if len(body) > 0 {
		request.Body, err = checkJSON(body)
	}
	return request, err
}

func parseResponse(data []byte) (Response, error) {
	if strings.TrimSpace(string(data)) == "dropped" {
		return Response{Dropped: true}, nil
	}
	first, header, body, err := parseMessage(data)
	if err != nil {
		return Response{}, err
	}
	status, err := strconv.Atoi(first)
	if err != nil || http.StatusText(status) == "" {
		return Response{}, fmt.Errorf("the first line must be a status, it is %q", first)
	}
	return Response{Status: status, Header: header, Body: body}, nil
}

// parseMessage splits the first line, the header lines and the body.
func parseMessage(data []byte) (first string, header http.Header, body []byte, err error) {
	reader := textproto.NewReader(bufio.NewReader(bytes.NewReader(data)))
	if first, err = reader.ReadLine(); err != nil {
		return "", nil, nil, errors.New("is empty")
	}
	head, body, _ := bytes.Cut(data, []byte("\n\n"))
	_, lines, _ := bytes.Cut(append(head, '\n'), []byte("\n"))
	fields, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(append(lines, '\n')))).ReadMIMEHeader()
	if err != nil {
		return "", nil, nil, fmt.Errorf("header lines: %w", err)
	}
	return strings.TrimSpace(first), http.Header(fields), bytes.TrimSpace(body), nil
}

// Save writes the case back to its archive with the requests, records and failure of the outcome. The responses are what
// they were; a request that the case did not have gets an empty one to fill in.
func (c Case) Save(outcome Outcome) error {
	archive := txtar.Archive{Comment: []byte(c.Comment + "\n\n")}
	add := func(name string, data []byte) {
		archive.Files = append(archive.Files, txtar.File{Name: name, Data: append(bytes.TrimSpace(data), '\n')})
	}
	add("input.json", c.Input)
	archive.Files = append(archive.Files, c.head...)
	for i, exchange := range outcome.Exchanges {
		add(fmt.Sprintf("request-%d", i+1), exchange.Request.text())
		add(fmt.Sprintf("response-%d", i+1), exchange.Response.text())
	}
	if outcome.Failure == nil || len(outcome.Records) > 0 {
		add("output.json", indent(encode(outcome.Records)))
	}
	if outcome.Failure == nil && outcome.Events != nil {
		add("events.json", indent(encode(outcome.Events)))
	}
	if outcome.More {
		add("more.json", encode(outcome.More))
	}
	if outcome.Failure != nil {
		add("failure.json", indent(encode(outcome.Failure)))
	}
	return os.WriteFile(c.file, txtar.Format(&archive), 0o600)
}

func (r Request) text() []byte {
	var text bytes.Buffer
	text.WriteString(r.String() + "\n")
	writeHeader(&text, r.Header)
	if len(r.Body) > 0 {
		text.WriteString("\n")
		text.Write(indent(r.Body))
	}
	return text.Bytes()
}

// String returns the method, path and query as an archive writes them.
func (r Request) String() string {
	text := r.Method + " " + r.Path
	if len(r.Query) > 0 {
		text += "?" + strings.NewReplacer("%3A", ":", "%2C", ",", "%40", "@").Replace(r.Query.Encode())
	}
	return text
}

func (r Response) text() []byte {
	if r.Dropped {
		return []byte("dropped\n")
	}
	if r.Status == 0 {
		return nil
	}
	var text bytes.Buffer
	fmt.Fprintf(&text, "%d\n", r.Status)
	writeHeader(&text, r.Header)
	if len(r.Body) > 0 {
		text.WriteString("\n")
		text.Write(r.Body)
	}
	return text.Bytes()
}

func writeHeader(text *bytes.Buffer, header http.Header) {
	names := make([]string, 0, len(header))
	for name := range header {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, content := range header[name] {
			fmt.Fprintf(text, "%s: %s\n", name, content)
		}
	}
}

// encode writes JSON without escaping <, > and &.
func encode(content any) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(content); err != nil {
		panic(err) // records and failures are JSON already
	}
	return text.Bytes()
}

func indent(data []byte) []byte {
	var text bytes.Buffer
	if json.Indent(&text, data, "", "  ") != nil {
		return data
	}
	return text.Bytes()
}
