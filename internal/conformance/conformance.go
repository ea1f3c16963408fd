// Package conformance holds requests and responses against BigCommerce's official OpenAPI files. The files are not part of
// this project: [Load] reads them from a folder.
//
// It is stricter than the documents: a query parameter or a property that an operation does not declare is a violation,
// although OpenAPI would let it pass. Where a document itself is wrong, an [Exception] says so with its reason.
package conformance

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// Violation is one rule of the official documents that a request or a response breaks.
type Violation struct {
	// Operation is the method and the path template, such as "PUT /v3/catalog/products/{product_id}". For a request that no
	// document knows it is the method and the path itself.
	Operation string
	// Location is the place of the fault: "operation", "query email:in", "header Accept", "path order_id",
	// "body /0/email", "response status" or "response 200 /data/0/id".
	Location string
	// Reason is what is wrong there.
	Reason string
}

// String returns the violation on one line.
func (v Violation) String() string { return v.Operation + ": " + v.Location + ": " + v.Reason }

// Specs are the official documents, ready to judge requests and responses. It may be used from several goroutines.
type Specs struct {
	routes []route

	mu   sync.Mutex
	used []bool // one for each of exceptions
}

// Load reads every OpenAPI file (.yml) below dir. It fails when there is none, and when one can't be understood.
func Load(dir string) (*Specs, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && filepath.Ext(path) == ".yml" {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the official documents: %w", err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no OpenAPI file (.yml) below %s", dir)
	}
	specs := &Specs{used: make([]bool, len(exceptions))}
	for _, file := range files {
		document, err := loadDocument(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		specs.routes = append(specs.routes, documentRoutes(document)...)
	}
	return specs, nil
}

// loadDocument reads one file and fills in what the vendor leaves empty although OpenAPI requires it. The vendor writes
// nullable in two ways, of which OpenAPI knows one. Examples are not checked: some send what the document calls read-only.
func loadDocument(file string) (*openapi3.T, error) {
	text, err := os.ReadFile(file) //nolint:gosec // the folder is the caller's choice
	if err != nil {
		return nil, err
	}
	document, err := openapi3.NewLoader().LoadFromData(bytes.ReplaceAll(text, []byte("x-nullable:"), []byte("nullable:")))
	if err != nil {
		return nil, err
	}
	if document.Info.Version == "" {
		document.Info.Version = "3"
	}
	if license := document.Info.License; license != nil && license.Name == "" {
		license.Name = "n/a"
	}
	return document, document.Validate(context.Background(), openapi3.DisableExamplesValidation())
}

// Request returns what the request violates, without the faults of the documents that are listed as exceptions. The body is
// passed separately, so that the request's own reader stays untouched.
func (s *Specs) Request(request *http.Request, body []byte) []Violation {
	found, ok := s.find(request)
	if !ok {
		return s.unknownOperation(request)
	}
	input := found.input(request, body)
	violations := flatten(found.operation, "", openapi3filter.ValidateRequest(request.Context(), input))
	violations = append(violations, found.undeclaredQuery(request)...)
	violations = append(violations, found.undeclaredInBody(body)...)
	return s.withoutExceptions(violations)
}

// Response returns what the response to the request violates, without the faults of the documents that are listed as
// exceptions. A status that the operation does not declare must be one that the vendor documents for all of its
// API, with the body that the API's version has for errors.
func (s *Specs) Response(request *http.Request, status int, header http.Header, body []byte) []Violation {
	found, ok := s.find(request)
	if !ok {
		if status >= http.StatusBadRequest {
			return undeclaredStatus(request.Method+" "+storePath(request), status, body)
		}
		return s.unknownOperation(request)
	}
	if found.declared(status) == nil {
		return s.withoutExceptions(undeclaredStatus(found.operation, status, body))
	}
	if status == http.StatusNoContent && len(body) == 0 {
		return nil // HTTP allows no body, whatever a document shows
	}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: found.input(request, nil),
		Status:                 status,
		Header:                 header,
		Body:                   io.NopCloser(bytes.NewReader(body)),
		Options:                &openapi3filter.Options{MultiError: true, IncludeResponseStatus: true},
	}
	place := fmt.Sprintf("response %d", status)
	violations := flatten(found.operation, place, openapi3filter.ValidateResponse(request.Context(), input))
	violations = append(violations, found.undeclaredInResponse(status, header, body)...)
	return s.withoutExceptions(violations)
}

// Unused returns the exceptions that nothing has needed so far. A complete run must end with none: an exception that no longer
// applies hides the next fault.
func (s *Specs) Unused() []Exception {
	s.mu.Lock()
	defer s.mu.Unlock()
	var unused []Exception
	for i, used := range s.used {
		if !used {
			unused = append(unused, exceptions[i])
		}
	}
	return unused
}

func (s *Specs) withoutExceptions(violations []Violation) []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(violations, func(violation Violation) bool {
		i := slices.IndexFunc(exceptions, func(exception Exception) bool { return exception.covers(violation) })
		if i < 0 {
			return false
		}
		s.used[i] = true
		return true
	})
}

func (s *Specs) unknownOperation(request *http.Request) []Violation {
	return []Violation{{
		Operation: request.Method + " " + storePath(request),
		Location:  "operation",
		Reason:    "no official document has this path and method",
	}}
}

// input is what the library validates: a copy of the request that may be read and changed.
func (m match) input(request *http.Request, body []byte) *openapi3filter.RequestValidationInput {
	copied := request.Clone(request.Context())
	copied.Body, copied.ContentLength = http.NoBody, 0
	if len(body) > 0 {
		copied.Body, copied.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	}
	copied.GetBody = nil
	return &openapi3filter.RequestValidationInput{
		Request:    copied,
		PathParams: m.parameters,
		Route: &routers.Route{
			Spec: m.document, Path: m.path, PathItem: m.item, Method: request.Method, Operation: m.declaration,
		},
		Options: &openapi3filter.Options{
			MultiError:                        true,
			SkipSettingDefaults:               true,
			RejectWhenRequestBodyNotSpecified: true,
			AuthenticationFunc:                requireToken,
		},
	}
}

// requireToken accepts any token: whether it is the right one is the store's business.
func requireToken(_ context.Context, input *openapi3filter.AuthenticationInput) error {
	name := input.SecurityScheme.Name
	if strings.TrimSpace(input.RequestValidationInput.Request.Header.Get(name)) == "" {
		return fmt.Errorf("header %s is missing", name)
	}
	return nil
}
