package sandbox

import (
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// pathMissing is the code for a required field that is absent.
const pathMissing = "error.path.missing"

// shape is the JSON type that a field must have.
type shape int

const (
	aText shape = iota
	aNumber
	anInteger
	aBoolean
	anArray
	anObject
	aNumberOrText
	anything
)

var expected = map[shape]string{
	aText: "error.expected.jsstring", aNumber: "error.expected.jsnumber", anInteger: "error.expected.jsinteger",
	aBoolean: "error.expected.jsboolean", anArray: "error.expected.jsarray", anObject: "error.expected.jsobject",
	aNumberOrText: "error.expected.jsnumber",
}

// rule is what the API demands of one field of a body. Fields without a rule are stored as they come.
type rule struct {
	name     string
	shape    shape
	least    float64 // of the number, the text's length or the array's
	most     float64
	choices  []string
	fields   []rule // of the object, or of each object in the array
	items    shape  // of the array, when it holds no objects
	required bool
	nullable bool
}

const (
	unbounded  = math.MaxFloat64
	int32Max   = math.MaxInt32
	longText   = 65_535
	largeSize  = 9_999_999_999
	largeCount = 1_000_000_000
)

func textOf(name string, least, most float64) rule {
	return rule{name: name, shape: aText, least: least, most: most}
}

func numberOf(name string, least, most float64) rule {
	return rule{name: name, shape: aNumber, least: least, most: most}
}

func integerOf(name string, least, most float64) rule {
	return rule{name: name, shape: anInteger, least: least, most: most}
}

func flag(name string) rule { return rule{name: name, shape: aBoolean} }

func choice(name string, choices ...string) rule {
	return rule{name: name, shape: aText, most: unbounded, choices: choices}
}

func listOf(name string, items shape, most float64) rule {
	return rule{name: name, shape: anArray, items: items, most: most}
}

func objectsOf(name string, most float64, fields ...rule) rule {
	return rule{name: name, shape: anArray, items: anObject, most: most, fields: fields}
}

func objectOf(name string, fields ...rule) rule {
	return rule{name: name, shape: anObject, fields: fields}
}

func (r rule) must() rule { r.required = true; return r }

func (r rule) notEmpty() rule { r.least = 1; return r }

func (r rule) orNull() rule { r.nullable = true; return r }

// idRule is the demand on each item of a batch that changes records.
var idRule = []rule{integerOf("id", 1, int32Max).must()}

// check returns a text for each field that breaks its rule. A partial body may leave required fields of the record itself
// out, not those of new nested objects.
func check(rules []rule, o object, prefix string, partial bool) object {
	var errors object
	for _, r := range rules {
		value, given := o.get(r.name)
		path := prefix + r.name
		if !given {
			if r.required && !partial {
				errors = append(errors, field{path, quote(pathMissing)})
			}
			continue
		}
		errors = append(errors, r.check(path, value)...)
	}
	return errors
}

func (r rule) check(path, value string) object {
	refused := func(text string) object { return object{{path, quote(text)}} }
	if value == "null" && r.nullable {
		return nil
	}
	if !r.shape.fits(value) {
		return refused(expected[r.shape])
	}
	switch r.shape {
	case aText:
		content := unquote(value)
		if length := float64(utf8.RuneCountInString(content)); length < r.least || length > r.most {
			return refused("must have " + r.bounds() + " characters")
		}
		if r.choices != nil && !slices.Contains(r.choices, content) {
			return refused("must be one of " + strings.Join(r.choices, ", "))
		}
	case aNumber, anInteger:
		if n, _ := strconv.ParseFloat(value, 64); n < r.least || n > r.most {
			return refused("must be " + r.bounds())
		}
	case anObject:
		o, _ := parseObject([]byte(value))
		return check(r.fields, o, path+".", false)
	case anArray:
		return r.checkItems(path, value)
	}
	return nil
}

// bounds tells what the rule allows, in words.
func (r rule) bounds() string {
	if r.most == unbounded {
		return "at least " + plain(r.least)
	}
	return plain(r.least) + " to " + plain(r.most)
}

func (r rule) checkItems(path, value string) object {
	elements, _ := parseArray(value)
	if count := float64(len(elements)); count < r.least || count > r.most {
		return object{{path, quote("must have " + r.bounds() + " items")}}
	}
	var errors object
	for i, element := range elements {
		at := path + "." + strconv.Itoa(i)
		if !r.items.fits(element) {
			errors = append(errors, field{at, quote(expected[r.items])})
			continue
		}
		if r.items == anObject {
			o, _ := parseObject([]byte(element))
			errors = append(errors, check(r.fields, o, at+".", false)...)
		}
	}
	return errors
}

func (s shape) fits(value string) bool {
	switch s {
	case aText:
		return value[0] == '"'
	case aNumber:
		return isNumber(value)
	case anInteger:
		return isNumber(value) && !strings.ContainsAny(value, ".eE")
	case aBoolean:
		return value == "true" || value == "false"
	case anArray:
		return value[0] == '['
	case anObject:
		return value[0] == '{'
	case aNumberOrText:
		_, err := strconv.ParseFloat(unquote(value), 64)
		return err == nil
	default:
		return true
	}
}

func isNumber(value string) bool { return value[0] == '-' || value[0] >= '0' && value[0] <= '9' }

func plain(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// bodyObject reads a body that is one object.
func bodyObject(body []byte) (object, *refusal) {
	read, err := parseObject(body)
	if err != nil {
		return nil, refuse(http.StatusUnprocessableEntity, titleInvalid).because("", expected[anObject])
	}
	return read, nil
}

// bodyObjects reads a body that is an array of objects, of which there may be so many.
func bodyObjects(body []byte, most int, tooMany string) ([]object, *refusal) {
	elements, err := parseArray(string(body))
	if err != nil {
		return nil, refuse(http.StatusUnprocessableEntity, titleInvalid).because("", expected[anArray])
	}
	if len(elements) > most {
		return nil, refuse(http.StatusRequestEntityTooLarge, tooMany)
	}
	objects := make([]object, len(elements))
	for i, element := range elements {
		if objects[i], err = parseObject([]byte(element)); err != nil {
			return nil, refuse(http.StatusUnprocessableEntity, titleInvalid).because(strconv.Itoa(i), expected[anObject])
		}
	}
	return objects, nil
}
