package bigcommerce

import (
	"fmt"
	"maps"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"github.com/google/go-querystring/query"
)

// encodeFilters turns a query struct into the query. It refuses what the API would misread: blank values, which it takes for
// no filter at all, and commas, which separate the values of a list.
func encodeFilters(api string, filters any) (url.Values, error) {
	if err := invalidFields(api, checkFilters(reflect.ValueOf(filters))); err != nil {
		return nil, err
	}
	values := url.Values{}
	known, err := addFilters(values, reflect.ValueOf(filters))
	if !known && err == nil {
		values, err = query.Values(filters)
	}
	if err != nil {
		fault := invalid(api, "", "The filters can't be sent: "+err.Error()+".")
		fault.cause = err
		return nil, fault
	}
	maps.DeleteFunc(values, func(_ string, sent []string) bool { return sent[0] == "" }) // flags that are off, dates that are unset
	return values, nil
}

// addFilters adds the fields that are given to the query. It is query.Values for structs of which most fields are left out: those it
// only glances at. It reports false when a field doesn't encode itself.
func addFilters(values url.Values, filters reflect.Value) (known bool, err error) {
	for i := range filters.NumField() {
		v := filters.Field(i)
		if v.IsZero() {
			continue
		}
		field := filters.Type().Field(i)
		if field.Anonymous {
			if known, err := addFilters(values, v); !known || err != nil {
				return known, err
			}
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("url"), ",")
		encoder, ok := reflect.TypeAssert[query.Encoder](v)
		if !ok || name == "" || name == "-" {
			return false, nil
		}
		if err := encoder.EncodeValues(name, &values); err != nil {
			return true, err
		}
	}
	return true, nil
}

// checkFilters returns the faults in the texts of a query struct.
func checkFilters(filters reflect.Value) []FieldError {
	var faults []FieldError
	for i := range filters.NumField() {
		v := filters.Field(i)
		if v.IsZero() {
			continue
		}
		field := filters.Type().Field(i)
		if field.Anonymous {
			faults = append(faults, checkFilters(v)...)
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String {
			for i := range v.Len() {
				text := v.Index(i).String()
				path := "/" + name + "/" + strconv.Itoa(i)
				if strings.TrimSpace(text) == "" {
					faults = append(faults, FieldError{Path: path, Message: name + " has a blank value: leave it out."})
				}
				if strings.Contains(text, ",") {
					faults = append(faults, FieldError{Path: path, Message: fmt.Sprintf(
						"%s has the value %q with a comma. BigCommerce separates values with commas, so it can't be asked for.", name, shorten(text, 100))})
				}
			}
			continue
		}
		if text, ok := reflect.TypeAssert[interface{ Get() (string, bool) }](v); ok {
			if text, set := text.Get(); set && strings.TrimSpace(text) == "" {
				faults = append(faults, FieldError{Path: "/" + name, Message: name + " is blank: leave it out, or give a value."})
			}
		}
	}
	return faults
}
