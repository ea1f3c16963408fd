package actions

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// APIMethod is an HTTP method of the API.
type APIMethod string

// Choices lists the methods.
func (APIMethod) Choices() []value.Choice {
	return []value.Choice{
		{Value: "GET", Label: "Read"},
		{Value: "POST", Label: "Create"},
		{Value: "PUT", Label: "Change"},
		{Value: "DELETE", Label: "Delete"},
	}
}

// effect returns what the method does to the store.
func (m APIMethod) effect() registry.Effect {
	switch m {
	case "GET":
		return registry.Read
	case "POST":
		return registry.Create
	case "PUT":
		return registry.Update
	default:
		return registry.Delete
	}
}

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

// queryText returns a JSON value as it stands in a query: a list with commas between its values. It reports false for what can't stand there.
func queryText(raw json.RawMessage) (string, bool) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var plain any
	if decoder.Decode(&plain) != nil {
		return "", false
	}
	values, isList := plain.([]any)
	if !isList {
		return scalarText(plain)
	}
	texts := make([]string, len(values))
	for i, one := range values {
		text, ok := scalarText(one)
		if !ok || strings.Contains(text, ",") {
			return "", false
		}
		texts[i] = text
	}
	return strings.Join(texts, ","), true
}

func scalarText(plain any) (string, bool) {
	switch plain := plain.(type) {
	case string:
		return plain, true
	case json.Number:
		return plain.String(), true
	case bool:
		return strconv.FormatBool(plain), true
	default:
		return "", false
	}
}

// located puts the fields that BigCommerce's refusal names into the terms of the input: they are those of the body or, of a read, of the query.
func (in APIRequestInput) located(err error) error {
	return reworded(err, func(failure *bigcommerce.Error) {
		if failure.Status == 0 {
			return
		}
		place := "/body"
		if in.Method == "GET" {
			place = "/query"
		}
		for i, field := range failure.Fields {
			failure.Fields[i].Path = place + field.Path
		}
	})
}
