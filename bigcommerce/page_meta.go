package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// PageMeta is what the storefront's page of a product, a category or a brand tells search engines.
type PageMeta struct {
	MetaKeywords    value.Optional[[]string] `json:"meta_keywords,omitzero" jsonschema:"title=Meta keywords" jsonschema_description:"Keywords in the head of its page on the storefront." clear:"list"`
	MetaDescription value.Optional[string]   `json:"meta_description,omitzero" jsonschema:"title=Meta description,maxLength=65535" jsonschema_description:"Description in the head of its page on the storefront." clear:"text"`
}
