package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// Category is a category of a category tree as the V3 API returns it. Its number is called category_id.
type Category struct {
	CategoryID   int64  `json:"category_id" jsonschema:"title=Category ID" jsonschema_description:"Number that identifies the category."`
	CategoryUUID string `json:"category_uuid,omitzero" jsonschema:"title=Category UUID" jsonschema_description:"Second identifier of the category."`
	CategoryFields
}

// CategoryFields are the category's fields that are read and written in the same form.
type CategoryFields struct {
	TreeID      value.Optional[int64]  `json:"tree_id,omitzero" jsonschema:"title=Category tree ID,minimum=1,example=1" jsonschema_description:"Tree the category belongs to. Without a parent it stands at the top of this tree." options:"category_tree"`
	ParentID    value.Optional[int64]  `json:"parent_id,omitzero" jsonschema:"title=Parent category ID,minimum=0,example=23" jsonschema_description:"Category above this one; 0 at the top of the tree." options:"category"`
	Name        value.Optional[string] `json:"name,omitzero" jsonschema:"title=Name,minLength=1,maxLength=50,example=Aprons" jsonschema_description:"Name shoppers see, unique among its siblings."`
	Description value.Optional[string] `json:"description,omitzero" jsonschema:"title=Description,maxLength=65535" jsonschema_description:"Text of the category page; may be HTML." clear:"text"`
	Views       value.Optional[int64]  `json:"views,omitzero" jsonschema:"title=Views,minimum=0" jsonschema_description:"How often the page was viewed."`
	SortOrder   value.Optional[int64]  `json:"sort_order,omitzero" jsonschema:"title=Sort order,minimum=-2147483648,maximum=2147483647" jsonschema_description:"Place among its siblings; lower comes first."`
	PageTitle   value.Optional[string] `json:"page_title,omitzero" jsonschema:"title=Page title" jsonschema_description:"Title of the page; blank shows the name." clear:"text"`
	PageMeta
	LayoutFile         value.Optional[string]              `json:"layout_file,omitzero" jsonschema:"title=Layout file,maxLength=50" jsonschema_description:"Template of the page." clear:"text"`
	ImageURL           value.Optional[string]              `json:"image_url,omitzero" jsonschema:"title=Image URL" jsonschema_description:"Web address of the category's picture. BigCommerce fetches one that is given and keeps a copy under an address of its own."`
	IsVisible          value.Optional[bool]                `json:"is_visible,omitzero" jsonschema:"title=Visible" jsonschema_description:"Whether the storefront shows the category."`
	SearchKeywords     value.Optional[string]              `json:"search_keywords,omitzero" jsonschema:"title=Search keywords,maxLength=255" jsonschema_description:"Extra words under which the store's search finds the category." clear:"text"`
	DefaultProductSort value.Optional[CategoryProductSort] `json:"default_product_sort,omitzero" jsonschema:"title=Default product sort" jsonschema_description:"Order in which the page shows its products."`
	URL                value.Optional[CategoryURL]         `json:"url,omitzero" jsonschema:"title=URL" jsonschema_description:"Address of the category page; made from the name when left out."`
}

// CategoryURL is the address of a category's page.
type CategoryURL struct {
	Path         value.Optional[string] `json:"path,omitzero" jsonschema:"title=Path,minLength=1,maxLength=255,example=/home-kitchen/aprons/" jsonschema_description:"Path of the page on the storefront."`
	IsCustomized value.Optional[bool]   `json:"is_customized,omitzero" jsonschema:"title=Customized" jsonschema_description:"Whether the path differs from the one BigCommerce would make."`
}

// CategoryCreate is a category to be made. Its name is required, and either its parent or, for the top of a tree, its tree.
type CategoryCreate struct {
	CategoryFields
	Additional
}

// CategoryUpdate is a change to one category: the fields that are omitted stay as they are.
type CategoryUpdate struct {
	CategoryFields
	Additional
}

// CategoryChange is a change to the category with this number.
type CategoryChange struct {
	CategoryID int64 `json:"category_id"`
	CategoryUpdate
}

// CategoryQuery narrows a list of categories over all category trees. The zero value lists all of them.
type CategoryQuery struct {
	CategoryIDIn      value.List[int64]  `json:"category_id_in,omitzero" url:"category_id:in,omitempty" jsonschema:"title=Category IDs" jsonschema_description:"Only categories with one of these numbers." options:"category"`
	CategoryIDNotIn   value.List[int64]  `json:"category_id_not_in,omitzero" url:"category_id:not_in,omitempty" jsonschema:"title=Category IDs to leave out" jsonschema_description:"Only categories with none of these numbers." options:"category"`
	CategoryUUIDIn    value.List[string] `json:"category_uuid_in,omitzero" url:"category_uuid:in,omitempty" jsonschema:"title=Category UUIDs" jsonschema_description:"Only categories with one of these UUIDs."`
	CategoryUUIDNotIn value.List[string] `json:"category_uuid_not_in,omitzero" url:"category_uuid:not_in,omitempty" jsonschema:"title=Category UUIDs to leave out" jsonschema_description:"Only categories with none of these UUIDs."`
	TreeIDIn          value.List[int64]  `json:"tree_id_in,omitzero" url:"tree_id:in,omitempty" jsonschema:"title=Category trees" jsonschema_description:"Only categories of one of these trees." options:"category_tree"`
	TreeIDNotIn       value.List[int64]  `json:"tree_id_not_in,omitzero" url:"tree_id:not_in,omitempty" jsonschema:"title=Category trees to leave out" jsonschema_description:"Only categories of none of these trees." options:"category_tree"`
	ParentIDIn        value.List[int64]  `json:"parent_id_in,omitzero" url:"parent_id:in,omitempty" jsonschema:"title=Parent categories" jsonschema_description:"Only categories right below one of these; 0 for the top of the trees." options:"category"`
	ParentIDNotIn     value.List[int64]  `json:"parent_id_not_in,omitzero" url:"parent_id:not_in,omitempty" jsonschema:"title=Parent categories to leave out" jsonschema_description:"Only categories right below none of these; 0 for the top of the trees." options:"category"`
	NameFilters
	PageTitle     value.Optional[string] `json:"page_title,omitzero" url:"page_title,omitempty" jsonschema:"title=Page title" jsonschema_description:"Only categories with exactly this page title."`
	PageTitleLike value.Optional[string] `json:"page_title_like,omitzero" url:"page_title:like,omitempty" jsonschema:"title=Page title contains" jsonschema_description:"Only categories whose page title contains this text."`
	Keyword       value.Optional[string] `json:"keyword,omitzero" url:"keyword,omitempty" jsonschema:"title=Keyword" jsonschema_description:"Only categories with these words in their texts."`
	IsVisible     value.Optional[bool]   `json:"is_visible,omitzero" url:"is_visible,omitempty" jsonschema:"title=Visible" jsonschema_description:"Only categories that the storefront shows, or only those it hides."`
	FieldSelection
}

// CategoryProductSort is the order in which a category's page shows its products.
type CategoryProductSort string

// Choices lists the orders.
func (CategoryProductSort) Choices() []value.Choice {
	return []value.Choice{
		{Value: "use_store_settings", Label: "As the store is set up"},
		{Value: "featured", Label: "Featured first"},
		{Value: "newest", Label: "Newest first"},
		{Value: "best_selling", Label: "Best selling first"},
		{Value: "alpha_asc", Label: "A to Z"},
		{Value: "alpha_desc", Label: "Z to A"},
		{Value: "avg_customer_review", Label: "Best reviewed first"},
		{Value: "price_asc", Label: "Lowest price first"},
		{Value: "price_desc", Label: "Highest price first"},
	}
}
