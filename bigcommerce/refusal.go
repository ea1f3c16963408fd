package bigcommerce

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"strconv"
	"strings"
)

// invalid is a fault in what the caller asked for, found before anything was sent. path is the JSON pointer of the field, blank
// when the fault is not in one field.
func invalid(api, path, message string) *Error {
	err := &Error{Kind: KindInvalid, Code: "bigcommerce.request", Message: message, API: api}
	if path != "" {
		err.Fields = []FieldError{{Path: path, Message: message}}
	}
	return err
}

// invalidFields is the failure of all the faults, nil when there are none.
func invalidFields(api string, faults []FieldError) error {
	if len(faults) == 0 {
		return nil
	}
	err := invalid(api, "", messageOf(faults))
	err.Fields = faults[:min(len(faults), mostFields)]
	return err
}

// messageOf says the first of several faults, and how many there are besides.
func messageOf(faults []FieldError) string {
	const shown = 5
	messages := make([]string, 0, shown+1)
	for _, fault := range faults[:min(len(faults), shown)] {
		messages = append(messages, fault.Message)
	}
	if more := len(faults) - len(messages); more > 0 {
		messages = append(messages, fmt.Sprintf("And %d more.", more))
	}
	return strings.Join(messages, " ")
}

// checkBatch refuses batches that the API refuses: empty ones and those with too many records.
func checkBatch(api, records string, count, most int) error {
	if count < 1 || count > most {
		return invalid(api, "", fmt.Sprintf("One request takes 1 to %d %s; got %d.", most, records, count))
	}
	return nil
}

// changesNothing reports whether the fields of an update are all omitted.
func changesNothing(fields any, additional Additional) bool {
	return reflect.ValueOf(fields).IsZero() && len(additional.AdditionalFields) == 0
}

// nothingToChange says of an update that it lacks fields. kind is what people call such a record.
func nothingToChange(kind string, id int64) string {
	return fmt.Sprintf("Nothing to change was given for the %s with %s_id %d: give at least one field. A blank one stays as it is; null empties it.", kind, kind, id)
}

// mayClash reports whether a refusal may be about a key that is taken: 409 says so, 422 leaves it open.
func mayClash(refusal *Error) bool {
	return refusal.Status == http.StatusConflict || refusal.Status == http.StatusUnprocessableEntity
}

// conflict is a refusal whose reason was found: the key at path is taken, details name by which record. refusal is nil when BigCommerce's own
// answer was lost.
func conflict(refusal *Error, message, path string, details map[string]any) *Error {
	if refusal == nil {
		refusal = &Error{Code: "bigcommerce.duplicate"}
	}
	found := *refusal
	found.Kind, found.Message = KindConflict, message
	found.Fields = []FieldError{{Path: path, Message: message}}
	found.Details = map[string]any{}
	maps.Copy(found.Details, refusal.Details)
	maps.Copy(found.Details, details)
	return &found
}

// notFound is a refusal whose reason was found: the record to change doesn't exist.
func notFound(refusal *Error, message string) *Error {
	found := *refusal
	found.Kind, found.Message, found.Retryable = KindNotFound, message, false
	return &found
}

// absent says in the caller's words which record a 404 is about. Other errors, and nil, stay as they are.
func absent(err error, message string) error {
	var fault *Error
	if errors.As(err, &fault) && fault.Status == http.StatusNotFound {
		return notFound(fault, message)
	}
	return err
}

// longestNumber is how many bytes a number may have that is read: more than any has that fits.
const longestNumber = 30

// idOf returns a record's number, 0 when it has none.
func idOf(record []byte, field string) int64 {
	data := member(record, field)
	if len(data) > longestNumber {
		return 0
	}
	id, err := strconv.ParseInt(text(data), 10, 64)
	if err != nil {
		return 0
	}
	return id
}
