package bigcommerce

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// byName reports whether the choice is made by names, and not by numbers.
func (c ProductOptionValueChoice) byName() bool { return !c.ID.IsSet() || !c.OptionID.IsSet() }

// checkChoices refuses option values that name nothing.
func checkChoices(api string, choices []ProductOptionValueChoice) error {
	var faults []FieldError
	for i, choice := range choices {
		if choice.byName() && (strings.TrimSpace(choice.OptionDisplayName.Or("")) == "" || strings.TrimSpace(choice.Label.Or("")) == "") {
			faults = append(faults, FieldError{
				Path:    fmt.Sprintf("/option_values/%d", i),
				Message: "An option value needs both numbers, option_id and id, or both names, option_display_name and label.",
			})
		}
	}
	return invalidFields(api, faults)
}

// numbered puts the numbers of the product's options in place of names. A variant that has numbers only costs no request.
func (s *VariantsService) numbered(ctx context.Context, api string, productID int64, variant ProductVariantAddition) (ProductVariantAddition, error) {
	named := false
	for _, choice := range variant.OptionValues {
		named = named || choice.byName()
	}
	if !named {
		return variant, nil
	}
	options, err := listPage[ProductOption](ctx, s.client, call{
		method: http.MethodGet, path: pathf("/v3/catalog/products/%d/options", productID), query: url.Values{"limit": {strconv.Itoa(largestPage)}}, class: safe,
		api: "GET /v3/catalog/products/{product_id}/options", scope: productsScope,
	})
	if err != nil {
		return variant, err
	}
	choices := make([]ProductOptionValueChoice, len(variant.OptionValues))
	var faults []FieldError
	for i, choice := range variant.OptionValues {
		choices[i] = choice
		if !choice.byName() {
			continue
		}
		numbers, path, why := chosenIn(options.Records, choice)
		if why != "" {
			faults = append(faults, FieldError{Path: fmt.Sprintf("/option_values/%d/%s", i, path), Message: why})
		}
		choices[i] = numbers
	}
	variant.OptionValues = choices
	return variant, invalidFields(api, faults)
}

// chosenIn returns the choice by numbers, or the field that names nothing and why.
func chosenIn(options []Record[ProductOption], choice ProductOptionValueChoice) (numbers ProductOptionValueChoice, path, why string) {
	var names []string
	for _, option := range options {
		name := text(member(option.JSON(), "display_name"))
		names = append(names, name)
		if !strings.EqualFold(name, strings.TrimSpace(choice.OptionDisplayName.Or(""))) {
			continue
		}
		var labels []string
		for candidate := range elements(member(option.JSON(), "option_values")) {
			label := text(member(candidate, "label"))
			labels = append(labels, label)
			if strings.EqualFold(label, strings.TrimSpace(choice.Label.Or(""))) {
				return ProductOptionValueChoice{ID: value.Of(idOf(candidate, "id")), OptionID: value.Of(idOf(option.JSON(), "id"))}, "", ""
			}
		}
		return numbers, "label", fmt.Sprintf("The option %q has no value %q%s", shorten(name, 100), shorten(choice.Label.Or(""), 100), namesOf(labels))
	}
	return numbers, "option_display_name", fmt.Sprintf("The product has no option %q%s", shorten(choice.OptionDisplayName.Or(""), 100), namesOf(names))
}

// namesOf ends a sentence with what there is in place of what was looked for.
func namesOf(names []string) string {
	if len(names) == 0 {
		return ": it has none."
	}
	return ", only " + naming(names, func(name string) string { return strconv.Quote(shorten(name, 100)) }) + "."
}
