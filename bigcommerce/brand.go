package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// Brand is a brand of the catalog as the V3 API returns it.
type Brand struct {
	ID int64 `json:"id" jsonschema:"title=Brand ID" jsonschema_description:"Number that identifies the brand."`
	BrandFields
}

// BrandFields are the brand's fields that are read and written in the same form.
type BrandFields struct {
	Name      value.Optional[string] `json:"name,omitzero" jsonschema:"title=Name,minLength=1,maxLength=255,example=Common Good" jsonschema_description:"Name shoppers see. No two brands can share one."`
	PageTitle value.Optional[string] `json:"page_title,omitzero" jsonschema:"title=Page title,maxLength=255" jsonschema_description:"Title of the brand's page; blank shows the name." clear:"text"`
	PageMeta
	SearchKeywords value.Optional[string]   `json:"search_keywords,omitzero" jsonschema:"title=Search keywords,maxLength=65535" jsonschema_description:"Extra words, comma-separated, under which the store's search finds the brand." clear:"text"`
	ImageURL       value.Optional[string]   `json:"image_url,omitzero" jsonschema:"title=Image URL" jsonschema_description:"Web address of the brand's picture. BigCommerce fetches one that is given and keeps a copy under an address of its own."`
	CustomURL      value.Optional[BrandURL] `json:"custom_url,omitzero" jsonschema:"title=Custom URL" jsonschema_description:"Address of the brand's page; made from the name when left out."`
}

// BrandURL is the address of a brand's page.
type BrandURL struct {
	URL          value.Optional[string] `json:"url,omitzero" jsonschema:"title=URL,minLength=1,maxLength=1024,example=/common-good/" jsonschema_description:"Path of the page on the storefront: letters, digits, dots, dashes, underscores and slashes."`
	IsCustomized value.Optional[bool]   `json:"is_customized,omitzero" jsonschema:"title=Customized" jsonschema_description:"Whether the path differs from the one BigCommerce would make."`
}

// BrandCreate is a brand to be made. Its name is required.
type BrandCreate struct {
	BrandFields
	Additional
}

// BrandUpdate is a change to one brand: the fields that are omitted stay as they are.
type BrandUpdate struct {
	BrandFields
	Additional
}

// BrandQuery narrows and sorts a list of brands. The zero value lists all of them by id.
type BrandQuery struct {
	ID      value.Optional[int64] `json:"id,omitzero" url:"id,omitempty" jsonschema:"title=Brand ID,minimum=1" jsonschema_description:"Only the brand with this number." blank:"refuse" options:"brand"`
	IDIn    value.List[int64]     `json:"id_in,omitzero" url:"id:in,omitempty" jsonschema:"title=Brand IDs" jsonschema_description:"Only brands with one of these numbers." options:"brand"`
	IDNotIn value.List[int64]     `json:"id_not_in,omitzero" url:"id:not_in,omitempty" jsonschema:"title=Brand IDs to leave out" jsonschema_description:"Only brands with none of these numbers." options:"brand"`
	IDRange
	NameFilters
	PageTitle value.Optional[string]        `json:"page_title,omitzero" url:"page_title,omitempty" jsonschema:"title=Page title" jsonschema_description:"Only brands with exactly this page title."`
	Sort      value.Optional[BrandSort]     `json:"sort,omitzero" url:"sort,omitempty" jsonschema:"title=Sort by" jsonschema_description:"Order of the brands; by ID when left out. By name, brands that change during a long export can be missed or repeated."`
	Direction value.Optional[SortDirection] `json:"direction,omitzero" url:"direction,omitempty" jsonschema:"title=Direction" jsonschema_description:"Ascending or descending."`
	FieldSelection
}

// BrandSort is a field by which brands can be sorted.
type BrandSort string

// Choices lists the fields by which brands can be sorted.
func (BrandSort) Choices() []value.Choice { return labelled("name") }
