package bigcommerce

import (
	"encoding/json"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// Product is a catalog product as the V3 API returns it. Variants, images and the other sub-resources are there only when the
// request included them.
type Product struct {
	ID int64 `json:"id" jsonschema:"title=Product ID" jsonschema_description:"Number that identifies the product."`
	ProductFields
	CalculatedPrice value.Money `json:"calculated_price,omitzero" jsonschema:"title=Calculated price" jsonschema_description:"Price a shopper pays before discounts: the sale price if there is one, else the price."`
	Dates[value.Date]
	BaseVariantID    value.Optional[int64]   `json:"base_variant_id,omitzero" jsonschema:"title=Base variant ID" jsonschema_description:"Hidden variant behind a product without options; null once the product has variants of its own."`
	OptionSetID      value.Optional[int64]   `json:"option_set_id,omitzero" jsonschema:"title=Option set ID" jsonschema_description:"Option set of the older catalog."`
	OptionSetDisplay value.Optional[string]  `json:"option_set_display,omitzero" jsonschema:"title=Option set display" jsonschema_description:"Where older themes show the option set."`
	CustomFields     []ProductCustomField    `json:"custom_fields,omitzero" jsonschema:"title=Custom fields" jsonschema_description:"Name and value pairs shown with the product."`
	BulkPricingRules []BulkPricingRule       `json:"bulk_pricing_rules,omitzero" jsonschema:"title=Bulk pricing rules" jsonschema_description:"Price steps by quantity."`
	Images           []ProductImage          `json:"images,omitzero" jsonschema:"title=Images" jsonschema_description:"Pictures of the product."`
	PrimaryImage     *ProductImage           `json:"primary_image,omitzero" jsonschema:"title=Primary image" jsonschema_description:"Picture that stands for the product in lists."`
	Videos           []ProductVideo          `json:"videos,omitzero" jsonschema:"title=Videos" jsonschema_description:"Videos shown with the product."`
	Variants         []ProductVariant        `json:"variants,omitzero" jsonschema:"title=Variants" jsonschema_description:"Sellable forms of the product, one for each combination of option values."`
	Options          []ProductOption         `json:"options,omitzero" jsonschema:"title=Options" jsonschema_description:"Choices that make the variants, such as size and color."`
	Modifiers        []ProductModifier       `json:"modifiers,omitzero" jsonschema:"title=Modifiers" jsonschema_description:"Choices that make no variant, such as an engraving."`
	Reviews          []ProductReview         `json:"reviews,omitzero" jsonschema:"title=Reviews" jsonschema_description:"What shoppers wrote about the product."`
	ParentRelations  []ProductParentRelation `json:"parent_relations,omitzero" jsonschema:"title=Parent relations" jsonschema_description:"Products that offer this one as an option or modifier."`
	Channels         []int64                 `json:"channels,omitzero" jsonschema:"title=Channels" jsonschema_description:"Channels the product is assigned to."`
}

// ProductFields are the product's fields that are read and written in the same form.
type ProductFields struct {
	Name           value.Optional[string]      `json:"name,omitzero" jsonschema:"title=Name,minLength=1,maxLength=250,example=Smith Journal 13" jsonschema_description:"Name shoppers see. No two products can share one."`
	Type           value.Optional[ProductType] `json:"type,omitzero" jsonschema:"title=Type,example=physical" jsonschema_description:"Whether something is shipped or downloaded."`
	SKU            value.Optional[string]      `json:"sku,omitzero" jsonschema:"title=SKU,maxLength=255,example=SM-13" jsonschema_description:"Stock keeping unit. Unique over all products and variants; case makes no difference." clear:"text"`
	Description    value.Optional[string]      `json:"description,omitzero" jsonschema:"title=Description" jsonschema_description:"Text of the product page; HTML is allowed." clear:"text"`
	Price          value.Optional[value.Money] `json:"price,omitzero" jsonschema:"title=Price,minimum=0,example=19.99" jsonschema_description:"Price in the store's currency, with or without tax as the store is set up."`
	Weight         value.Optional[json.Number] `json:"weight,omitzero" jsonschema:"title=Weight,minimum=0,maximum=9999999999,example=0.4" jsonschema_description:"Shipping weight in the store's unit of weight."`
	Width          value.Optional[json.Number] `json:"width,omitzero" jsonschema:"title=Width,minimum=0,maximum=9999999999" jsonschema_description:"Width in the store's unit of length."`
	Depth          value.Optional[json.Number] `json:"depth,omitzero" jsonschema:"title=Depth,minimum=0,maximum=9999999999" jsonschema_description:"Depth in the store's unit of length."`
	Height         value.Optional[json.Number] `json:"height,omitzero" jsonschema:"title=Height,minimum=0,maximum=9999999999" jsonschema_description:"Height in the store's unit of length."`
	CostPrice      value.Optional[value.Money] `json:"cost_price,omitzero" jsonschema:"title=Cost price,minimum=0" jsonschema_description:"What the merchant pays for it; shoppers never see it."`
	RetailPrice    value.Optional[value.Money] `json:"retail_price,omitzero" jsonschema:"title=Retail price,minimum=0" jsonschema_description:"Recommended price, shown beside the price."`
	SalePrice      value.Optional[value.Money] `json:"sale_price,omitzero" jsonschema:"title=Sale price,minimum=0" jsonschema_description:"Price that replaces the price during a sale; 0 means no sale."`
	MapPrice       value.Optional[value.Money] `json:"map_price,omitzero" jsonschema:"title=Minimum advertised price,minimum=0" jsonschema_description:"Lowest price the maker lets be advertised."`
	TaxClassID     value.Optional[int64]       `json:"tax_class_id,omitzero" jsonschema:"title=Tax class,minimum=0,maximum=255" jsonschema_description:"Tax class; it has no effect with automatic tax."`
	ProductTaxCode value.Optional[string]      `json:"product_tax_code,omitzero" jsonschema:"title=Product tax code,maxLength=255" jsonschema_description:"Code by which an automatic tax service knows the product." clear:"text"`
	Categories     value.Optional[[]int64]     `json:"categories,omitzero" jsonschema:"title=Categories,maxItems=1000" jsonschema_description:"Category IDs. An update replaces the whole list; null takes the product out of all categories." clear:"list" options:"category"`
	BrandID        value.Optional[int64]       `json:"brand_id,omitzero" jsonschema:"title=Brand,minimum=0,maximum=1000000000" jsonschema_description:"Brand of the product. Give either this or the brand's name." options:"brand"`
	ProductStock
	FixedCostShippingPrice value.Optional[value.Money] `json:"fixed_cost_shipping_price,omitzero" jsonschema:"title=Fixed shipping price,minimum=0" jsonschema_description:"Shipping price of one piece that replaces the calculated one."`
	IsFreeShipping         value.Optional[bool]        `json:"is_free_shipping,omitzero" jsonschema:"title=Free shipping" jsonschema_description:"Whether shipping this product costs the shopper nothing."`
	IsVisible              value.Optional[bool]        `json:"is_visible,omitzero" jsonschema:"title=Visible" jsonschema_description:"Whether the storefront shows the product."`
	IsFeatured             value.Optional[bool]        `json:"is_featured,omitzero" jsonschema:"title=Featured" jsonschema_description:"Whether the product appears among the featured ones."`
	RelatedProducts        value.Optional[[]int64]     `json:"related_products,omitzero" jsonschema:"title=Related products" jsonschema_description:"IDs of products to show beside this one. An update replaces the whole list." clear:"list"`
	Warranty               value.Optional[string]      `json:"warranty,omitzero" jsonschema:"title=Warranty,maxLength=65535" jsonschema_description:"Warranty text; HTML is allowed." clear:"text"`
	ProductIdentifiers
	LayoutFile              value.Optional[string]           `json:"layout_file,omitzero" jsonschema:"title=Layout file,maxLength=500" jsonschema_description:"Template of the product page; stores with an older Blueprint theme only." clear:"text"`
	SearchKeywords          value.Optional[string]           `json:"search_keywords,omitzero" jsonschema:"title=Search keywords,maxLength=65535" jsonschema_description:"Extra words, comma-separated, under which the store's search finds the product." clear:"text"`
	Availability            value.Optional[Availability]     `json:"availability,omitzero" jsonschema:"title=Availability,example=available" jsonschema_description:"Whether the product can be bought, pre-ordered, or only looked at."`
	AvailabilityDescription value.Optional[string]           `json:"availability_description,omitzero" jsonschema:"title=Availability description,maxLength=255" jsonschema_description:"Text on when it ships, shown at checkout." clear:"text"`
	GiftWrappingOptionsType value.Optional[GiftWrapping]     `json:"gift_wrapping_options_type,omitzero" jsonschema:"title=Gift wrapping" jsonschema_description:"Which of the store's gift wrappings may be chosen."`
	GiftWrappingOptionsList value.Optional[[]int64]          `json:"gift_wrapping_options_list,omitzero" jsonschema:"title=Gift wrapping list" jsonschema_description:"IDs of the gift wrappings that may be chosen; goes with gift wrapping set to list." clear:"list"`
	SortOrder               value.Optional[int64]            `json:"sort_order,omitzero" jsonschema:"title=Sort order,minimum=-2147483648,maximum=2147483647" jsonschema_description:"Place in product lists; lower comes first."`
	Condition               value.Optional[ProductCondition] `json:"condition,omitzero" jsonschema:"title=Condition,example=New" jsonschema_description:"State of the goods."`
	IsConditionShown        value.Optional[bool]             `json:"is_condition_shown,omitzero" jsonschema:"title=Show condition" jsonschema_description:"Whether the product page tells the condition."`
	OrderQuantityMinimum    value.Optional[int64]            `json:"order_quantity_minimum,omitzero" jsonschema:"title=Minimum order quantity,minimum=0,maximum=1000000000" jsonschema_description:"Fewest pieces one order may have; 0 means no minimum."`
	OrderQuantityMaximum    value.Optional[int64]            `json:"order_quantity_maximum,omitzero" jsonschema:"title=Maximum order quantity,minimum=0,maximum=1000000000" jsonschema_description:"Most pieces one order may have; 0 means no maximum."`
	PageTitle               value.Optional[string]           `json:"page_title,omitzero" jsonschema:"title=Page title,maxLength=255" jsonschema_description:"Title of the product page; blank shows the name." clear:"text"`
	PageMeta
	ViewCount                   value.Optional[int64]         `json:"view_count,omitzero" jsonschema:"title=View count,minimum=0,maximum=1000000000" jsonschema_description:"How often the page was viewed; BigCommerce no longer keeps it up to date."`
	PreorderReleaseDate         value.Optional[value.Date]    `json:"preorder_release_date,omitzero" jsonschema:"title=Preorder release date,example=2026-12-01T00:00:00Z" jsonschema_description:"Day from which pre-ordered goods ship." clear:"null"`
	PreorderMessage             value.Optional[string]        `json:"preorder_message,omitzero" jsonschema:"title=Preorder message,maxLength=255" jsonschema_description:"Text on the expected date; blank shows the store's own." clear:"text"`
	IsPreorderOnly              value.Optional[bool]          `json:"is_preorder_only,omitzero" jsonschema:"title=Preorder only" jsonschema_description:"Whether pre-ordering ends by itself on the release date."`
	IsPriceHidden               value.Optional[bool]          `json:"is_price_hidden,omitzero" jsonschema:"title=Hide price" jsonschema_description:"Whether the price is hidden; only possible while availability is disabled."`
	PriceHiddenLabel            value.Optional[string]        `json:"price_hidden_label,omitzero" jsonschema:"title=Hidden price label,maxLength=200" jsonschema_description:"Text shown in place of a hidden price." clear:"text"`
	CustomURL                   value.Optional[ProductURL]    `json:"custom_url,omitzero" jsonschema:"title=Custom URL" jsonschema_description:"Address of the product page; made from the name when left out."`
	OpenGraphType               value.Optional[OpenGraphType] `json:"open_graph_type,omitzero" jsonschema:"title=Open graph type" jsonschema_description:"What kind of thing a shared link shows."`
	OpenGraphTitle              value.Optional[string]        `json:"open_graph_title,omitzero" jsonschema:"title=Open graph title" jsonschema_description:"Title of a shared link; blank shows the name." clear:"text"`
	OpenGraphDescription        value.Optional[string]        `json:"open_graph_description,omitzero" jsonschema:"title=Open graph description" jsonschema_description:"Text of a shared link; blank shows the meta description." clear:"text"`
	OpenGraphUseMetaDescription value.Optional[bool]          `json:"open_graph_use_meta_description,omitzero" jsonschema:"title=Open graph uses meta description" jsonschema_description:"Whether a shared link shows the meta description."`
	OpenGraphUseProductName     value.Optional[bool]          `json:"open_graph_use_product_name,omitzero" jsonschema:"title=Open graph uses product name" jsonschema_description:"Whether a shared link shows the product's name."`
	OpenGraphUseImage           value.Optional[bool]          `json:"open_graph_use_image,omitzero" jsonschema:"title=Open graph uses image" jsonschema_description:"Whether a shared link shows the product's picture."`
	DateLastImported            value.Optional[value.Date]    `json:"date_last_imported,omitzero" jsonschema:"title=Date last imported" jsonschema_description:"When an import last touched the product."`
	ReviewsRatingSum            value.Optional[int64]         `json:"reviews_rating_sum,omitzero" jsonschema:"title=Reviews rating sum,minimum=0" jsonschema_description:"Sum of all ratings."`
	ReviewsCount                value.Optional[int64]         `json:"reviews_count,omitzero" jsonschema:"title=Reviews count,minimum=0" jsonschema_description:"Number of ratings."`
	TotalSold                   value.Optional[int64]         `json:"total_sold,omitzero" jsonschema:"title=Total sold,minimum=0" jsonschema_description:"Pieces sold so far."`
}

// ProductIdentifiers are what products and variants are known by besides their SKU.
type ProductIdentifiers struct {
	UPC              value.Optional[string] `json:"upc,omitzero" jsonschema:"title=UPC,maxLength=14" jsonschema_description:"Universal product code." clear:"text"`
	MPN              value.Optional[string] `json:"mpn,omitzero" jsonschema:"title=MPN" jsonschema_description:"The maker's part number." clear:"text"`
	GTIN             value.Optional[string] `json:"gtin,omitzero" jsonschema:"title=GTIN,maxLength=14" jsonschema_description:"Global trade item number." clear:"text"`
	BinPickingNumber value.Optional[string] `json:"bin_picking_number,omitzero" jsonschema:"title=Bin picking number,maxLength=255" jsonschema_description:"Where in the warehouse the goods lie." clear:"text"`
}

// ProductStock are the fields of a product's own stock.
type ProductStock struct {
	InventoryTracking     value.Optional[InventoryTracking] `json:"inventory_tracking,omitzero" jsonschema:"title=Inventory tracking,example=product" jsonschema_description:"At which level stock is counted."`
	InventoryLevel        value.Optional[int64]             `json:"inventory_level,omitzero" jsonschema:"title=Inventory level,minimum=0,maximum=2147483647" jsonschema_description:"Pieces in stock at the default location; counts when stock is tracked at product level."`
	InventoryWarningLevel value.Optional[int64]             `json:"inventory_warning_level,omitzero" jsonschema:"title=Inventory warning level,minimum=0,maximum=2147483647" jsonschema_description:"Stock at which the merchant is warned."`
}

// ProductWrite are the product's fields that a create and an update both take.
type ProductWrite struct {
	ProductFields
	BrandName        value.Optional[string]                  `json:"brand_name,omitzero" jsonschema:"title=Brand name,example=Common Good" jsonschema_description:"Brand by name, made when there is none; upper and lower case are the same. Give either this or the brand's ID."`
	CustomFields     value.Optional[[]ProductCustomField]    `json:"custom_fields,omitzero" jsonschema:"title=Custom fields,maxItems=200" jsonschema_description:"Name and value pairs shown with the product. Give the ID to change an existing one."`
	BulkPricingRules value.Optional[[]BulkPricingRuleFields] `json:"bulk_pricing_rules,omitzero" jsonschema:"title=Bulk pricing rules,maxItems=50" jsonschema_description:"Price steps by quantity."`
	Images           value.Optional[[]ProductImageFields]    `json:"images,omitzero" jsonschema:"title=Images,maxItems=1000" jsonschema_description:"Pictures, fetched by BigCommerce from their web addresses."`
	Videos           value.Optional[[]ProductVideoFields]    `json:"videos,omitzero" jsonschema:"title=Videos" jsonschema_description:"YouTube videos shown with the product."`
}

// ProductCreate is a product to be made. Name, type, price and weight are required.
type ProductCreate struct {
	ProductWrite
	Variants value.Optional[[]ProductVariantCreate] `json:"variants,omitzero" jsonschema:"title=Variants,maxItems=600" jsonschema_description:"Sellable forms of the product, one for each combination of option values. The options are made from them."`
	Additional
}

// ProductUpdate is a change to one product: the fields that are omitted stay as they are.
type ProductUpdate struct {
	ProductWrite
	Additional
}

// ProductURL is the address of a product's page.
type ProductURL struct {
	URL            value.Optional[string] `json:"url,omitzero" jsonschema:"title=URL,minLength=1,maxLength=255,example=/smith-journal-13/" jsonschema_description:"Path of the page on the storefront."`
	IsCustomized   value.Optional[bool]   `json:"is_customized,omitzero" jsonschema:"title=Customized" jsonschema_description:"Whether the path differs from the one BigCommerce would make."`
	CreateRedirect value.Optional[bool]   `json:"create_redirect,omitzero" jsonschema:"title=Create redirect" jsonschema_description:"Whether the old path leads to the new one after a change."`
}

// ProductCustomField is a name and value pair shown with a product.
type ProductCustomField struct {
	ID    value.Optional[int64] `json:"id,omitzero" jsonschema:"title=Custom field ID,minimum=1" jsonschema_description:"Number of an existing field; leave it out to add one."`
	Name  string                `json:"name" required:"true" jsonschema:"title=Name,minLength=1,maxLength=250,example=Material" jsonschema_description:"Name of the field."`
	Value string                `json:"value" required:"true" jsonschema:"title=Value,minLength=1,maxLength=250,example=Cotton" jsonschema_description:"Text of the field; a name and value pair occurs once in a product."`
}

// BulkPricingRule is a stored price step.
type BulkPricingRule struct {
	ID int64 `json:"id" jsonschema:"title=Rule ID" jsonschema_description:"Number that identifies the rule."`
	BulkPricingRuleFields
}

// BulkPricingRuleFields is a price step: from a quantity on, pieces cost less.
type BulkPricingRuleFields struct {
	QuantityMin int64               `json:"quantity_min" required:"true" jsonschema:"title=From quantity,minimum=0,example=10" jsonschema_description:"Fewest pieces for the rule to apply."`
	QuantityMax int64               `json:"quantity_max" required:"true" jsonschema:"title=To quantity,minimum=0,example=0" jsonschema_description:"Most pieces for the rule to apply; 0 means no upper end."`
	Type        BulkPricingRuleType `json:"type" required:"true" jsonschema:"title=Type,example=percent" jsonschema_description:"How the amount is meant."`
	Amount      value.Money         `json:"amount" required:"true" jsonschema:"title=Amount,example=5" jsonschema_description:"Money off a piece, percentage off, or fixed price of a piece, as the type says."`
}

// ProductReview is what a shopper wrote about a product.
type ProductReview struct {
	ID           int64        `json:"id" jsonschema:"title=Review ID" jsonschema_description:"Number that identifies the review."`
	Title        string       `json:"title,omitzero" jsonschema:"title=Title,maxLength=255" jsonschema_description:"Headline."`
	Text         string       `json:"text,omitzero" jsonschema:"title=Text" jsonschema_description:"The review itself."`
	Status       ReviewStatus `json:"status,omitzero" jsonschema:"title=Status" jsonschema_description:"Whether the review is shown."`
	Rating       int64        `json:"rating,omitzero" jsonschema:"title=Rating,minimum=0,maximum=5" jsonschema_description:"Stars from 0 to 5."`
	Email        string       `json:"email,omitzero" jsonschema:"title=Email" jsonschema_description:"The reviewer's email address; may be blank."`
	Name         string       `json:"name,omitzero" jsonschema:"title=Name,maxLength=255" jsonschema_description:"The reviewer's name."`
	DateReviewed value.Date   `json:"date_reviewed,omitzero" jsonschema:"title=Date reviewed" jsonschema_description:"When it was written."`
	Dates[value.Date]
}

// ProductParentRelation says where else the product is offered.
type ProductParentRelation struct {
	Type        ParentRelationType `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"Whether the other product offers it as an option or as a modifier."`
	ProductID   int64              `json:"product_id,omitzero" jsonschema:"title=Product ID" jsonschema_description:"The other product."`
	AttributeID int64              `json:"attribute_id,omitzero" jsonschema:"title=Option or modifier ID" jsonschema_description:"The other product's option or modifier."`
}
