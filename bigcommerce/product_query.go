package bigcommerce

import (
	"encoding/json"
	"net/url"
	"slices"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// ProductQuery narrows, sorts and widens a list of products. The zero value lists all of them by id.
type ProductQuery struct {
	ID      value.Optional[int64] `json:"id,omitzero" url:"id,omitempty" jsonschema:"title=Product ID,minimum=1" jsonschema_description:"Only the product with this number." blank:"refuse"`
	IDIn    value.List[int64]     `json:"id_in,omitzero" url:"id:in,omitempty" jsonschema:"title=Product IDs" jsonschema_description:"Only products with one of these numbers."`
	IDNotIn value.List[int64]     `json:"id_not_in,omitzero" url:"id:not_in,omitempty" jsonschema:"title=Product IDs to leave out" jsonschema_description:"Only products with none of these numbers."`
	IDRange
	ChannelIDIn           value.List[int64]                      `json:"channel_id_in,omitzero" url:"channel_id:in,omitempty" jsonschema:"title=Channels" jsonschema_description:"Only products assigned to one of these channels." options:"channel"`
	Categories            value.Optional[int64]                  `json:"categories,omitzero" url:"categories,omitempty" jsonschema:"title=Only category" jsonschema_description:"Only products that are in this category and no other. To find all products of a category use categories_in." options:"category"`
	CategoriesIn          value.List[int64]                      `json:"categories_in,omitzero" url:"categories:in,omitempty" jsonschema:"title=Categories" jsonschema_description:"Only products in these categories, also when they are in others too." options:"category"`
	Name                  value.Optional[string]                 `json:"name,omitzero" url:"name,omitempty" jsonschema:"title=Name" jsonschema_description:"Only the product with exactly this name." blank:"refuse"`
	SKU                   value.Optional[string]                 `json:"sku,omitzero" url:"sku,omitempty" jsonschema:"title=SKU" jsonschema_description:"Only the product with this SKU of its own; SKUs of variants are not looked at." blank:"refuse"`
	SKUIn                 value.List[string]                     `json:"sku_in,omitzero" url:"sku:in,omitempty" jsonschema:"title=SKUs" jsonschema_description:"Only products with one of these SKUs of their own; SKUs of variants are not looked at."`
	MPN                   value.Optional[string]                 `json:"mpn,omitzero" url:"mpn,omitempty" jsonschema:"title=MPN" jsonschema_description:"Only products with this maker's part number." blank:"refuse"`
	UPC                   value.Optional[string]                 `json:"upc,omitzero" url:"upc,omitempty" jsonschema:"title=UPC" jsonschema_description:"Only products with this universal product code." blank:"refuse"`
	Price                 value.Optional[value.Money]            `json:"price,omitzero" url:"price,omitempty" jsonschema:"title=Price" jsonschema_description:"Only products with exactly this price."`
	Weight                value.Optional[json.Number]            `json:"weight,omitzero" url:"weight,omitempty" jsonschema:"title=Weight" jsonschema_description:"Only products with exactly this weight."`
	Condition             value.Optional[ProductConditionFilter] `json:"condition,omitzero" url:"condition,omitempty" jsonschema:"title=Condition" jsonschema_description:"Only products in this condition."`
	BrandID               value.Optional[int64]                  `json:"brand_id,omitzero" url:"brand_id,omitempty" jsonschema:"title=Brand" jsonschema_description:"Only products of this brand." options:"brand"`
	Type                  value.Optional[ProductType]            `json:"type,omitzero" url:"type,omitempty" jsonschema:"title=Type" jsonschema_description:"Only goods, or only downloads."`
	Availability          value.Optional[Availability]           `json:"availability,omitzero" url:"availability,omitempty" jsonschema:"title=Availability" jsonschema_description:"Only products that can be bought, pre-ordered, or neither."`
	IsVisible             value.Optional[bool]                   `json:"is_visible,omitzero" url:"is_visible,omitempty" jsonschema:"title=Visible" jsonschema_description:"Only products that the storefront shows, or only those it hides."`
	IsFeatured            value.Optional[NumericFlag]            `json:"is_featured,omitzero" url:"is_featured,omitempty" jsonschema:"title=Featured" jsonschema_description:"Only featured products, or only the others."`
	IsFreeShipping        value.Optional[NumericFlag]            `json:"is_free_shipping,omitzero" url:"is_free_shipping,omitempty" jsonschema:"title=Free shipping" jsonschema_description:"Only products that ship for free, or only the others."`
	InventoryLevel        value.Optional[int64]                  `json:"inventory_level,omitzero" url:"inventory_level,omitempty" jsonschema:"title=Inventory level" jsonschema_description:"Only products with exactly this stock."`
	InventoryLevelIn      value.List[int64]                      `json:"inventory_level_in,omitzero" url:"inventory_level:in,omitempty" jsonschema:"title=Inventory levels" jsonschema_description:"Only products with one of these stocks."`
	InventoryLevelNotIn   value.List[int64]                      `json:"inventory_level_not_in,omitzero" url:"inventory_level:not_in,omitempty" jsonschema:"title=Inventory levels to leave out" jsonschema_description:"Only products with none of these stocks."`
	InventoryLevelMin     value.Optional[int64]                  `json:"inventory_level_min,omitzero" url:"inventory_level:min,omitempty" jsonschema:"title=Inventory level from" jsonschema_description:"Only products with this stock or more."`
	InventoryLevelMax     value.Optional[int64]                  `json:"inventory_level_max,omitzero" url:"inventory_level:max,omitempty" jsonschema:"title=Inventory level up to" jsonschema_description:"Only products with this stock or less."`
	InventoryLevelGreater value.Optional[int64]                  `json:"inventory_level_greater,omitzero" url:"inventory_level:greater,omitempty" jsonschema:"title=Inventory level above" jsonschema_description:"Only products with more stock."`
	InventoryLevelLess    value.Optional[int64]                  `json:"inventory_level_less,omitzero" url:"inventory_level:less,omitempty" jsonschema:"title=Inventory level below" jsonschema_description:"Only products with less stock."`
	InventoryLow          value.Optional[NumericFlag]            `json:"inventory_low,omitzero" url:"inventory_low,omitempty" jsonschema:"title=Inventory low" jsonschema_description:"Only products at or below their warning level, or only the others."`
	OutOfStock            value.Optional[OnFlag]                 `json:"out_of_stock,omitzero" url:"out_of_stock,omitempty" jsonschema:"title=Out of stock" jsonschema_description:"Only products without stock. False is the same as leaving it out; for products in stock use inventory_level_min 1."`
	TotalSold             value.Optional[int64]                  `json:"total_sold,omitzero" url:"total_sold,omitempty" jsonschema:"title=Total sold" jsonschema_description:"Only products of which exactly this many were sold."`
	ModifiedFilters
	DateLastImported    value.Optional[value.Date]     `json:"date_last_imported,omitzero" url:"date_last_imported,omitempty" jsonschema:"title=Date last imported" jsonschema_description:"Only products imported at this time."`
	DateLastImportedNot value.Optional[value.Date]     `json:"date_last_imported_not,omitzero" url:"date_last_imported:not,omitempty" jsonschema:"title=Not imported at" jsonschema_description:"Only products not imported at this time."`
	DateLastImportedMin value.Optional[value.Date]     `json:"date_last_imported_min,omitzero" url:"date_last_imported:min,omitempty" jsonschema:"title=Imported from" jsonschema_description:"Only products imported at this time or later; a day alone means its midnight in UTC."`
	DateLastImportedMax value.Optional[value.Date]     `json:"date_last_imported_max,omitzero" url:"date_last_imported:max,omitempty" jsonschema:"title=Imported up to" jsonschema_description:"Only products imported at this time or earlier; a day alone means its midnight in UTC."`
	Keyword             value.Optional[string]         `json:"keyword,omitzero" url:"keyword,omitempty" jsonschema:"title=Keyword" jsonschema_description:"Only products with these words in name, description, SKU or brand."`
	KeywordContext      value.Optional[KeywordContext] `json:"keyword_context,omitzero" url:"keyword_context,omitempty" jsonschema:"title=Keyword context" jsonschema_description:"Whose search the keyword search resembles."`
	Sort                value.Optional[ProductSort]    `json:"sort,omitzero" url:"sort,omitempty" jsonschema:"title=Sort by" jsonschema_description:"Order of the products. With any order but by ID ascending, products that change during a long export can be missed or repeated."`
	Direction           value.Optional[SortDirection]  `json:"direction,omitzero" url:"direction,omitempty" jsonschema:"title=Direction" jsonschema_description:"Ascending or descending."`
	ProductSelection
}

// LargestPage returns the most products that BigCommerce gives on one page of the list: ten when options or modifiers are included,
// whatever is asked for, else 250.
func (q ProductQuery) LargestPage() int {
	if slices.Contains(q.Include, "options") || slices.Contains(q.Include, "modifiers") {
		return 10
	}
	return largestPage
}

// ProductSelection says what of a product is returned.
type ProductSelection struct {
	ProductUpdateSelection
	ExcludeFields value.List[string] `json:"exclude_fields,omitzero" url:"exclude_fields,omitempty" jsonschema:"title=Fields to leave out" jsonschema_description:"All fields but these; the ID is always returned." blank:"drop"`
}

// ProductUpdateSelection says what of a changed product is returned.
type ProductUpdateSelection struct {
	Include value.List[ProductInclude] `json:"include,omitzero" url:"include,omitempty" jsonschema:"title=Include" jsonschema_description:"Sub-resources to return with the product. With options or modifiers BigCommerce returns ten products a request instead of 250." blank:"drop"`
	ProductCreateSelection
}

// ProductCreateSelection says what of a new product is returned.
type ProductCreateSelection struct {
	IncludeFields value.List[ProductField] `json:"include_fields,omitzero" url:"include_fields,omitempty" jsonschema:"title=Fields to return" jsonschema_description:"Only these fields and the ID; blank returns all." blank:"drop"`
}

// KeywordContext is the person whose search a keyword search resembles.
type KeywordContext string

// Choices lists the contexts.
func (KeywordContext) Choices() []value.Choice { return labelled("shopper", "merchant") }

// ProductSort is a field by which products can be sorted.
type ProductSort string

// Choices lists the fields by which products can be sorted.
func (ProductSort) Choices() []value.Choice {
	return labelled("id", "name", "sku", "price", "date_modified", "date_last_imported", "inventory_level", "is_visible",
		"total_sold", "calculated_price")
}

// SortDirection is ascending or descending.
type SortDirection string

// Choices lists the directions.
func (SortDirection) Choices() []value.Choice {
	return []value.Choice{{Value: "asc", Label: "Ascending"}, {Value: "desc", Label: "Descending"}}
}

// ProductInclude is a sub-resource that can be returned with a product.
type ProductInclude string

// Choices lists the sub-resources of a product.
func (ProductInclude) Choices() []value.Choice {
	return labelled("bulk_pricing_rules", "channels", "custom_fields", "images", "modifiers", "options", "parent_relations",
		"primary_image", "reviews", "variants", "videos")
}

// ProductField is a field to which the answer can be narrowed.
type ProductField string

// Choices lists the fields to which the answer can be narrowed.
func (ProductField) Choices() []value.Choice {
	return labelled("id", "name", "type", "sku", "description", "weight", "width", "depth", "height", "price", "cost_price",
		"retail_price", "sale_price", "map_price", "tax_class_id", "product_tax_code", "calculated_price", "categories",
		"brand_id", "option_set_id", "option_set_display", "inventory_level", "inventory_warning_level", "inventory_tracking",
		"reviews_rating_sum", "reviews_count", "total_sold", "fixed_cost_shipping_price", "is_free_shipping", "is_visible",
		"is_featured", "related_products", "warranty", "bin_picking_number", "layout_file", "upc", "mpn", "gtin",
		"date_last_imported", "search_keywords", "availability", "availability_description", "condition",
		"is_condition_shown", "order_quantity_minimum", "order_quantity_maximum", "page_title", "meta_keywords",
		"meta_description", "date_created", "date_modified", "view_count", "preorder_release_date", "preorder_message",
		"is_preorder_only", "is_price_hidden", "price_hidden_label", "custom_url", "base_variant_id", "open_graph_type",
		"open_graph_title", "open_graph_description", "open_graph_use_meta_description", "open_graph_use_product_name",
		"open_graph_use_image")
}

// NumericFlag is a yes or no that a query carries as 1 or 0.
type NumericFlag bool

// EncodeValues writes 1 or 0.
func (f NumericFlag) EncodeValues(key string, values *url.Values) error {
	if f {
		values.Set(key, "1")
	} else {
		values.Set(key, "0")
	}
	return nil
}

// OnFlag is a filter that can only be switched on: a query carries 1, or nothing.
type OnFlag bool

// EncodeValues writes 1 when the flag is on.
func (f OnFlag) EncodeValues(key string, values *url.Values) error {
	if f {
		values.Set(key, "1")
	}
	return nil
}
