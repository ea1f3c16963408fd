package bigcommerce

import (
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// labelled returns the values with labels made from them: date_modified becomes "Date modified".
func labelled(values ...string) []value.Choice {
	choices := make([]value.Choice, 0, len(values))
	for _, v := range values {
		words := strings.Split(v, "_")
		for i, word := range words {
			switch word {
			case "id", "sku", "upc", "mpn", "gtin", "url", "map":
				words[i] = strings.ToUpper(word)
			}
		}
		label := strings.Join(words, " ")
		choices = append(choices, value.Choice{Value: v, Label: strings.ToUpper(label[:1]) + label[1:]})
	}
	return choices
}

// sortChoices returns each field in both directions, in the notation of V2 lists and of customers: date_created:desc.
func sortChoices(fields []value.Choice) []value.Choice {
	choices := make([]value.Choice, 0, 2*len(fields))
	for _, field := range fields {
		name := field.Value.(string)
		choices = append(choices,
			value.Choice{Value: name + ":asc", Label: field.Label + ", ascending"},
			value.Choice{Value: name + ":desc", Label: field.Label + ", descending"})
	}
	return choices
}
