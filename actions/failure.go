package actions

import (
	"errors"
	"strconv"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

// pointingAt names the input's field that holds the number of a record that doesn't exist.
func pointingAt(path string, err error) error {
	return reworded(err, func(failure *bigcommerce.Error) {
		if failure.Kind == bigcommerce.KindNotFound {
			failure.Fields = []bigcommerce.FieldError{{Path: path, Message: failure.Message}}
		}
	})
}

// advising adds what to do about it to a conflict whose details name the record that is there already.
func advising(detail, advice string, err error) error {
	return reworded(err, func(failure *bigcommerce.Error) {
		if _, found := failure.Details[detail]; found && failure.Kind == bigcommerce.KindConflict {
			failure.Message += " " + advice
		}
	})
}

// productTaken adds what to do about it to a conflict with a product, or with a variant that has the SKU.
func productTaken(err error) error {
	return reworded(err, func(failure *bigcommerce.Error) {
		_, ofProduct := failure.Details["product_id"]
		_, ofVariant := failure.Details["variant_id"]
		switch {
		case failure.Kind != bigcommerce.KindConflict:
		case ofVariant:
			failure.Message += " Change the variant with update_product_variants, or choose another SKU."
		case ofProduct:
			failure.Message += " Update that product with update_product, or choose another one."
		}
	})
}

// reworded returns a copy of the client's error with a change; other errors, and nil, stay as they are.
func reworded(err error, change func(*bigcommerce.Error)) error {
	if err == nil {
		return nil // most calls end here, and need no room for an error
	}
	var original *bigcommerce.Error
	if !errors.As(err, &original) {
		return err
	}
	failure := *original
	failure.Fields = append([]bigcommerce.FieldError{}, original.Fields...)
	change(&failure)
	return &failure
}

// below moves the fields that a failure names under the input's field that holds them: /3/name is /custom_fields/3/name there. A failure of BigCommerce
// that is about none of them stays as it is.
func below(path string, err error) error {
	return reworded(err, func(failure *bigcommerce.Error) {
		for i, field := range failure.Fields {
			failure.Fields[i].Path = path + field.Path
		}
	})
}

// belowNumbered moves the fields of the records of a batch under the input's field that holds them, where the number of a record has another name: /3/id is
// /variants/3/variant_id there. What is about no record stays as it is.
func belowNumbered(path, number string, err error) error {
	return reworded(err, func(failure *bigcommerce.Error) {
		for i, field := range failure.Fields {
			place, rest, below := strings.Cut(strings.TrimPrefix(field.Path, "/"), "/")
			if _, err := strconv.Atoi(place); err != nil {
				continue
			}
			switch {
			case rest == "id":
				rest = "/" + number
			case below:
				rest = "/" + rest
			}
			failure.Fields[i].Path = path + "/" + place + rest
		}
	})
}
