package sandbox

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// answer is what a request is answered with, before it is written: a fault may still take its place.
type answer struct {
	status      int
	body        []byte
	contentType string
	header      http.Header
	bare        bool // without rate-limit headers
}

// write answers the client. A client that is gone needs no answer.
func (a answer) write(w http.ResponseWriter) {
	a.writeHeader(w)
	_, _ = w.Write(a.body)
}

// writeHeader writes all that comes before the body.
func (a answer) writeHeader(w http.ResponseWriter) {
	maps.Copy(w.Header(), a.header)
	if a.contentType != "" {
		w.Header().Set("Content-Type", a.contentType)
	}
	if len(a.body) > 0 {
		w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	w.WriteHeader(a.status)
}

const jsonType = "application/json"

func ok(body []byte) answer { return answer{status: http.StatusOK, body: body, contentType: jsonType} }

func jsonAnswer(status int, body object) answer {
	return answer{status: status, body: body.appendJSON(make([]byte, 0, body.size())), contentType: jsonType}
}

func noContent() answer { return answer{status: http.StatusNoContent} }

// data answers with the V3 envelope.
func data(status int, value string, meta object) answer {
	return jsonAnswer(status, object{{"data", value}, {"meta", meta.String()}})
}

// refusal is why a request is refused. V2 and V3 write it in their own shapes.
type refusal struct {
	status int
	title  string
	errors object // V3 only: a text for each field
	detail object // V2 only: the details object
}

// statusCodes is where the vendor explains its status codes; V3 errors name it as their type.
const statusCodes = "https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes"

func refuse(status int, title string) *refusal { return &refusal{status: status, title: title} }

// because adds the text for one field.
func (f *refusal) because(name, text string) *refusal {
	f.errors = f.errors.with(name, quote(text))
	return f
}

// at writes the refusal as the API does at a path.
func (f *refusal) at(below string) answer {
	switch {
	case strings.HasPrefix(below, "/v2/"):
		return f.v2()
	case strings.HasPrefix(below, "/v3/catalog/trees") && f.status == http.StatusUnprocessableEntity:
		return jsonAnswer(f.status, object{{"errors", f.object().String()}, {"meta", "{}"}})
	case strings.HasPrefix(below, "/v3/inventory/adjustments/") && f.status == http.StatusUnprocessableEntity:
		a := jsonAnswer(f.status, f.object())
		a.contentType = "application/problem+json"
		return a
	default:
		return jsonAnswer(f.status, f.object())
	}
}

// object is the refusal as an error of the V3 API.
func (f *refusal) object() object {
	o := object{{"status", number(int64(f.status))}, {"title", quote(f.title)}, {"type", quote(statusCodes)}}
	if len(f.errors) == 0 && (f.status == http.StatusNotFound || f.status == http.StatusRequestEntityTooLarge) {
		return o
	}
	return append(o, field{"errors", f.errors.String()})
}

// v2 is the refusal as an error of the V2 API: an array.
func (f *refusal) v2() answer {
	one := object{{"status", number(int64(f.status))}, {"message", quote(f.title)}}
	if len(f.detail) > 0 {
		one = append(one, field{"details", f.detail.String()})
	}
	return answer{status: f.status, body: []byte(list([]object{one})), contentType: jsonType}
}

const (
	titleUnauthorized = "Unauthorized - the v3 Auth client ID or token in the request are not a valid combination for this store."
	titleForbidden    = "You don't have a required scope to access the endpoint"
	titleNotFound     = "The resource at that URL is not found."
	titleNotFoundV2   = "The requested resource was not found."
	titleMissing      = "Missing Required Fields"
	titleInvalid      = "JSON data is missing or invalid"
)

func notFound() *refusal { return refuse(http.StatusNotFound, titleNotFound) }

// invalid refuses fields; nil when there is nothing to refuse.
func invalid(errors object) *refusal {
	if len(errors) == 0 {
		return nil
	}
	title := titleInvalid
	if !slices.ContainsFunc(errors, func(f field) bool { return !strings.Contains(f.value, pathMissing) }) {
		title = titleMissing
	}
	return &refusal{status: http.StatusUnprocessableEntity, title: title, errors: errors}
}
