package actions

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// request returns the input as a request. The slash that begins the path may be missing.
func (in APIRequestInput) request() (bigcommerce.Request, error) {
	request := bigcommerce.Request{Method: string(in.Method), Path: strings.TrimSpace(in.Path), Query: url.Values{}}
	if !strings.HasPrefix(request.Path, "/") {
		request.Path = "/" + request.Path
	}
	if body := bytes.TrimSpace(in.Body); len(body) > 0 && !bytes.Equal(body, []byte(`""`)) {
		request.Body = unquoted(body)
	}
	var faults []registry.FieldFault
	if bytes.Equal(bytes.TrimSpace(in.Body), []byte("null")) {
		faults = append(faults, registry.FieldFault{Path: "/body", Message: "The body is null: leave it out."})
	}
	for name, raw := range in.Query {
		text, ok := queryText(raw)
		if !ok {
			faults = append(faults, registry.FieldFault{Path: value.Pointer("query", name), Message: "A query parameter is a text, a number, true or false, or a list of them."})
		}
		request.Query.Set(name, text)
	}
	if len(faults) > 0 {
		failure := registry.NewFailure(registry.InvalidInput, "input.invalid", faults[0].Message, nil)
		failure.Fields = faults
		return request, failure
	}
	return request, nil
}

// unquoted returns the JSON that a form has written as text, and other bodies as they are.
func unquoted(body json.RawMessage) json.RawMessage {
	var text string
	if json.Unmarshal(body, &text) == nil {
		if inner := json.RawMessage(strings.TrimSpace(text)); len(inner) > 0 && strings.ContainsRune("{[", rune(inner[0])) && json.Valid(inner) {
			return inner
		}
	}
	return body
}

// located puts the fields that BigCommerce's refusal names into the terms of the input: they are those of the body or, without one, of the query. What does
// not exist is named by the path.
func (in APIRequestInput) located(err error) error {
	place := "/body"
	if in.Method == "GET" || in.Method == "DELETE" && len(in.Body) == 0 {
		place = "/query"
	}
	return pointingAt("/path", reworded(err, func(failure *bigcommerce.Error) {
		switch {
		case failure.Status == 0:
		case failure.Kind == bigcommerce.KindNotFound && in.Method == "GET":
			failure.Message = "BigCommerce has nothing at this path: check it, and the ids in it."
		default:
			for i, field := range failure.Fields {
				failure.Fields[i].Path = place + field.Path
			}
		}
	}))
}
