package bigcommerce

import (
	"errors"
	"net/http"
	"regexp"
)

// refusedFieldText matches how the V2 API names the field it refuses: "The field 'products.0.quantity' is invalid."
var refusedFieldText = regexp.MustCompile(`\bfield '([\w.]{1,100})' ([\w ]{1,100})`)

// namingField puts the field that the text of a refusal of the V2 API names where a form shows it. Other errors, and nil, stay as they are.
func namingField(err error) error {
	var refusal *Error
	if !errors.As(err, &refusal) || refusal.Status != http.StatusBadRequest || len(refusal.Fields) > 0 {
		return err
	}
	found := refusedFieldText.FindStringSubmatch(refusal.Message)
	if found == nil {
		return err
	}
	named := *refusal
	reason, _ := refusal.Details["invalid_reason"].(string)
	if reason == "" {
		reason = "It " + found[2] + "."
	}
	named.Fields = []FieldError{{Path: fieldPointer(found[1]), Message: shorten(reason, textLimit)}}
	return &named
}
