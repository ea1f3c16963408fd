package bigcommerce

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/appseconnect/bigcommerce-connector/value"
)

const (
	// mostFields and deepestField bound what is read from a body of faults.
	mostFields   = 100
	deepestField = 10
	// largestFailure bounds the bodies that are searched for reasons.
	largestFailure = 1 << 20
)

// failureBody is what the body of a failed call says, in whichever of BigCommerce's shapes:
//
//	[{"status":404,"message":"…","details":{…}}]                                 V2
//	{"status":422,"title":"…","detail":"…","errors":{"0.channel_id":"…"}}        V3
//	{"data":[…],"errors":[…],"meta":{…}}, {"data":…,"errors":{"title":"…","errors":{…}}}   V3, part saved
//	{"data":[{"status":422,"title":"…"}]}                                        refunds
//	{"batch_errors":[{"status":422,"title":"…","errors":{"0.price":"…"}}]}       batches of variants
//	{"code":"…","message":"…"}                                                   payments
//	HTML, nothing, or a torn body                                                edge servers
type failureBody struct {
	// texts say what is wrong, the most telling first.
	texts   []string
	fields  []FieldError
	details map[string]any
	// data is what was saved, nil when nothing was.
	data json.RawMessage
	// note describes a body that is no JSON.
	note string
}

// parseFailure reads the body of a failed call. It takes any bytes.
func parseFailure(body []byte) failureBody {
	var found failureBody
	body = bytes.TrimSpace(body)
	switch {
	case len(body) == 0 || !json.Valid(body):
		found.note = describeBody(body)
	case startsWith(body, '[') || startsWith(body, '{'):
		found.read(body, 0)
	default:
		found.say(body)
	}
	return found
}

// read takes in an object that describes a failure, or an array of such.
func (f *failureBody) read(data []byte, depth int) {
	if depth > deepestField || len(f.fields) >= mostFields {
		return
	}
	if startsWith(data, '[') {
		for element := range elements(data) {
			f.read(element, depth+1)
		}
		return
	}
	if !startsWith(data, '{') {
		f.say(data)
		return
	}
	for _, name := range []string{"title", "message", "detail", "error"} {
		f.say(member(data, name))
	}
	if code := text(member(data, "code")); code != "" {
		f.detail("code", shorten(sentenceOf(code), 100))
	}
	if details := member(data, "details"); startsWith(details, '{') && len(details) < 10_000 {
		var read map[string]any
		if decodeNumbers(details, &read) == nil {
			for _, name := range slices.Sorted(maps.Keys(read)) {
				f.detail(name, read[name])
			}
			f.say(member(details, "invalid_reason")) // the V2 API says there what is wrong with the field that its message names
		}
	}
	f.readData(member(data, "data"), depth)
	f.readErrors(member(data, "errors"), depth)
	f.readErrors(member(data, "batch_errors"), depth)
}

// readData tells records that were saved from failures that are listed under data.
func (f *failureBody) readData(data []byte, depth int) {
	if depth > 0 || isNull(data) {
		return
	}
	if startsWith(data, '[') {
		saved := false
		for element := range elements(data) {
			if status, err := strconv.Atoi(string(member(element, "status"))); err == nil && status >= 400 {
				f.read(element, depth+1)
			} else {
				saved = true
			}
		}
		if !saved {
			return
		}
	} else if !startsWith(data, '{') {
		return
	}
	f.data = data
}

// readErrors takes in the errors member: texts by field, a list of failures, or a failure of its own.
func (f *failureBody) readErrors(data []byte, depth int) {
	switch {
	case isNull(data):
	case startsWith(data, '{') && (startsWith(member(data, "errors"), '{') || startsWith(member(data, "title"), '"') && startsWith(member(data, "status"), '4')):
		f.read(data, depth+1)
	case startsWith(data, '{'):
		f.readFields("", data, depth)
	default:
		f.read(data, depth+1)
	}
}

// readFields takes in an object or array of faults below path.
func (f *failureBody) readFields(path string, data []byte, depth int) {
	if depth > deepestField || len(f.fields) >= mostFields {
		return
	}
	switch {
	case isNull(data):
	case startsWith(data, '{'):
		for name, value := range members(data) {
			f.readFields(path+fieldPointer(name), value, depth+1)
		}
	case startsWith(data, '['):
		for element := range elements(data) {
			f.readFields(path, element, depth+1)
		}
	default:
		f.fields = append(f.fields, FieldError{Path: shorten(path, 200), Message: fieldMessage(text(data))})
	}
}

func (f *failureBody) say(data []byte) {
	if !startsWith(data, '"') {
		return
	}
	said := sentenceOf(text(data))
	if said != "" && len(f.texts) < 10 && !slices.Contains(f.texts, said) {
		f.texts = append(f.texts, said)
	}
}

func (f *failureBody) detail(name string, value any) {
	if f.details == nil {
		f.details = map[string]any{}
	}
	if len(f.details) < 20 {
		f.details[shorten(sentenceOf(name), 100)] = printable(value)
	}
}

// printable returns a JSON value whose texts have no characters that a terminal or a log would act on.
func printable(value any) any {
	switch value := value.(type) {
	case string:
		if strings.ContainsFunc(value, func(r rune) bool { return r != ' ' && unprintable(r) }) {
			return sentenceOf(value)
		}
	case []any:
		for i := range value {
			value[i] = printable(value[i])
		}
	case map[string]any:
		for _, name := range slices.Collect(maps.Keys(value)) {
			member := printable(value[name])
			delete(value, name)
			value[sentenceOf(name)] = member
		}
	}
	return value
}

// fieldPointer turns the name of a fault ("name", "0.channel_id", ".customer_create", "items[0].sku") into a JSON pointer.
func fieldPointer(name string) string {
	segments := strings.FieldsFunc(sentenceOf(shorten(name, 200)), func(r rune) bool { return r == '.' || r == '[' || r == ']' })
	return value.Pointer(segments...)
}

// fieldMessage translates the codes that the V3 API's reader of JSON gives in place of texts.
func fieldMessage(message string) string {
	message = sentenceOf(message)
	switch code := strings.TrimRight(strings.TrimPrefix(message, "error."), "."); code {
	case "path.missing":
		return "is missing"
	case "expected.jsstring":
		return "must be text"
	case "expected.jsnumber", "expected.numberformatexception", "expected.jsnumberorjsstring":
		return "must be a number"
	case "expected.int", "expected.long", "expected.short", "expected.byte":
		return "must be a whole number"
	case "expected.jsboolean":
		return "must be true or false"
	case "expected.jsarray":
		return "must be a list"
	case "expected.jsobject":
		return "must be an object"
	case "expected.date", "expected.date.isoformat":
		return "must be a date"
	case "expected.uuid":
		return "must be a UUID"
	case "minLength":
		return "is too short"
	case "maxLength":
		return "is too long"
	}
	return message
}

// sentenceOf returns a text that came from outside on one line, shortened, and without what a terminal or a log would act on.
func sentenceOf(text string) string {
	text = strings.ToValidUTF8(text[:min(len(text), 8*textLimit)], "")
	return shorten(strings.Join(strings.FieldsFunc(text, unprintable), " "), textLimit)
}

// unprintable reports whether a character is none that is seen: blanks, control characters, and those that turn the direction of writing.
func unprintable(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

// duplicateText matches what the API says, with status 422, of a key that another record has.
var duplicateText = regexp.MustCompile(`(?i)already (in use|exists?|taken|been taken|used|registered)|duplicate|must be unique|not unique`)

// duplicate reports whether the failure is that another record has the same key.
func (f *failureBody) duplicate() bool {
	for _, field := range f.fields {
		if duplicateText.MatchString(field.Message) {
			return true
		}
	}
	return slices.ContainsFunc(f.texts, duplicateText.MatchString)
}

// pageTitle matches the title of an HTML page.
var pageTitle = regexp.MustCompile(`(?is)<title>(.*?)</title>`)

// describeBody says what a body is that should have been JSON.
func describeBody(body []byte) string {
	body = bytes.TrimSpace(body)
	beginning := body[:min(len(body), 4096)]
	switch {
	case len(body) == 0:
		return "empty"
	case len(body) >= 5 && strings.EqualFold(string(body[:5]), "<?xml"):
		return "XML, not JSON"
	case body[0] == '<':
		if found := pageTitle.FindSubmatch(beginning); found != nil {
			return "an HTML page (" + shorten(sentenceOf(string(bytes.ToValidUTF8(found[1], nil))), 100) + "), not JSON"
		}
		return "an HTML page, not JSON"
	case body[0] == '{' || body[0] == '[':
		return "JSON that ends early or is broken"
	default:
		return "not JSON"
	}
}

// decodeNumbers decodes JSON into v and keeps the digits of numbers.
func decodeNumbers(data []byte, v any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	return decoder.Decode(v)
}

// savedPart reports whether an answer says that a part was saved.
func savedPart(status int, body failureBody) bool {
	return status == http.StatusMultiStatus || status == http.StatusUnprocessableEntity && body.data != nil
}
