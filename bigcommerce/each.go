package bigcommerce

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Each is what became of one record of a batch. With a [KindPartial] error comes the record that was saved.
type Each[T any] struct {
	// Record is the zero record when nothing was saved or found.
	Record Record[T]
	Err    error
}

// IsRefusal reports whether err says that a batch was refused as a whole because of what is in it. Nothing of it was done, so that its
// records can be sent again in smaller batches.
func IsRefusal(err error) bool {
	var refusal *Error
	if !errors.As(err, &refusal) {
		return false
	}
	switch refusal.Kind {
	case KindInvalid, KindConflict, KindNotFound:
	default:
		return false
	}
	switch refusal.Status {
	case 0, http.StatusBadRequest, http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge,
		http.StatusUnprocessableEntity, http.StatusLocked:
		return true
	}
	return false
}

// Blamed returns the records of a refused batch that the refusal names, by their place in the batch, each with its own error: its fields
// point into the record. Empty when the refusal names none.
func Blamed(err error) map[int]error {
	var refusal *Error
	if !errors.As(err, &refusal) {
		return nil
	}
	fields := map[int][]FieldError{}
	for _, field := range refusal.Fields {
		if i, path, ok := placeIn(field.Path); ok {
			fields[i] = append(fields[i], FieldError{Path: path, Message: field.Message})
		}
	}
	blamed := make(map[int]error, len(fields))
	for i, faults := range fields {
		own := *refusal
		own.Fields, own.Details = faults, nil
		own.Message = ownMessage(refusal, faults)
		blamed[i] = &own
	}
	return blamed
}

// BlamedParts returns the parts of a refused batch that the refusal names records of, each with its own error, whose fields point into the part. firsts are the
// places at which the parts begin. Empty when the refusal names none.
func BlamedParts(err error, firsts []int) map[int]error {
	blamed := blamedParts(err, "", firsts)
	for _, one := range blamed {
		var own *Error
		if errors.As(one, &own) {
			own.Message = ownMessage(own, own.Fields)
		}
	}
	return blamed
}

// blamedParts are the parts of a batch whose records are below the prefix.
func blamedParts(err error, prefix string, firsts []int) map[int]error {
	var refusal *Error
	if !errors.As(err, &refusal) {
		return nil
	}
	fields := map[int][]FieldError{}
	for _, field := range refusal.Fields {
		below, ok := strings.CutPrefix(field.Path, prefix+"/")
		if !ok {
			continue
		}
		place, rest, ok := placeIn("/" + below)
		if !ok {
			continue
		}
		part, begins := slices.BinarySearch(firsts, place)
		if !begins {
			part--
		}
		if part >= 0 {
			fields[part] = append(fields[part], FieldError{Path: fmt.Sprintf("%s/%d%s", prefix, place-firsts[part], rest), Message: field.Message})
		}
	}
	blamed := make(map[int]error, len(fields))
	for part, faults := range fields {
		own := *refusal
		own.Fields, own.Details = faults, nil
		blamed[part] = &own
	}
	return blamed
}

// ownMessage says of one record of a batch what the refusal of the batch says of all.
func ownMessage(refusal *Error, faults []FieldError) string {
	if refusal.Status == 0 {
		messages := make([]string, len(faults))
		for i, fault := range faults {
			messages[i] = fault.Message
		}
		return strings.Join(messages, " ")
	}
	why := because(sentence(failureBody{fields: faults}))
	if refusal.Kind == KindConflict {
		return "The request clashes with what the store has" + why + " Change the value, or update the record that has it."
	}
	return "BigCommerce refused the request" + why + " Correct the input and send it again."
}

// placeIn divides the path of a field in a batch into the place of the record and the path in it: /3/email is 3 and /email.
func placeIn(path string) (place int, rest string, ok bool) {
	first, rest, found := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	place, err := strconv.Atoi(first)
	if err != nil || place < 0 {
		return 0, "", false
	}
	if found {
		rest = "/" + rest
	}
	return place, rest, true
}

// encodeEach encodes the records of a batch. The error has the faults of all that can't be sent.
func encodeEach[T any](api string, records []T) ([][]byte, error) {
	encoded := make([][]byte, len(records))
	var faults []FieldError
	for i, record := range records {
		var err error
		if encoded[i], err = encodeBody(record); err != nil {
			faults = append(faults, at(i, requestError(api, err))...)
		}
	}
	return encoded, invalidFields(api, faults)
}

// arrayOf writes records as one JSON array.
func arrayOf(records [][]byte) encodedBody {
	return slices.Concat([]byte{'['}, bytes.Join(records, []byte{','}), []byte{']'})
}

// chosen returns the elements at the places.
func chosen[T any](all []T, places []int) []T {
	some := make([]T, len(places))
	for i, place := range places {
		some[i] = all[place]
	}
	return some
}

// checkEach refuses a batch of the wrong size, and what check refuses of its records. The error has the faults of all.
func checkEach[T any](api, kind string, records []T, most int, check func(api string, record T) error) error {
	if err := checkBatch(api, kind, len(records), most); err != nil {
		return err
	}
	var faults []FieldError
	for i, record := range records {
		faults = append(faults, at(i, check(api, record))...)
	}
	return invalidFields(api, faults)
}

// at returns the faults of the record at this place of a batch.
func at(place int, err error) []FieldError {
	var fault *Error
	if !errors.As(err, &fault) {
		return nil
	}
	prefix := fmt.Sprintf("/%d", place)
	if len(fault.Fields) == 0 {
		return []FieldError{{Path: prefix, Message: fault.Message}}
	}
	faults := make([]FieldError, len(fault.Fields))
	for i, field := range fault.Fields {
		faults[i] = FieldError{Path: prefix + field.Path, Message: field.Message}
	}
	return faults
}

// withoutPlace puts the failure of a batch of one into the terms of its record: /0/email is /email there. Other errors, and nil, stay as they are.
func withoutPlace(err error) error {
	var original *Error
	if !errors.As(err, &original) {
		return err
	}
	failure := *original
	failure.Fields = slices.Clone(original.Fields)
	for i, field := range failure.Fields {
		if place, path, ok := placeIn(field.Path); ok && place == 0 {
			failure.Fields[i].Path = path
		}
	}
	return &failure
}

// ofMany is the failure of a whole batch as that of each record: fields that it names are those of some record of the batch.
func ofMany(err error) error {
	var original *Error
	if !errors.As(err, &original) {
		return err
	}
	failure := *original
	failure.Fields = nil
	return &failure
}

// bare returns the refusal of a batch without what it says of its fields, which is of other records, too.
func (e *Error) bare() *Error {
	bare := *e
	bare.Fields, bare.Details = nil, nil
	return &bare
}

// BlamedFor returns the places of the records of a refused batch that the refusal names for this one field alone, such as /id.
func BlamedFor(err error, path string) []int {
	var places []int
	for i, one := range Blamed(err) {
		var own *Error
		if errors.As(one, &own) && len(own.Fields) == 1 && own.Fields[0].Path == path {
			places = append(places, i)
		}
	}
	return places
}
