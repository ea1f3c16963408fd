package bigcommerce

import (
	"encoding/json"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// ProductVariant is one sellable form of a product.
type ProductVariant struct {
	ID        int64                 `json:"id" jsonschema:"title=Variant ID" jsonschema_description:"Number that identifies the variant."`
	ProductID int64                 `json:"product_id" jsonschema:"title=Product ID" jsonschema_description:"Product the variant belongs to."`
	SKUID     value.Optional[int64] `json:"sku_id,omitzero" jsonschema:"title=SKU ID" jsonschema_description:"Number of the SKU in the older API; null for a base variant."`
	ProductVariantFields
	OptionValues     []ProductVariantOptionValue `json:"option_values,omitzero" jsonschema:"title=Option values" jsonschema_description:"Option values that make this variant; empty for a base variant."`
	CalculatedPrice  value.Money                 `json:"calculated_price,omitzero" jsonschema:"title=Calculated price" jsonschema_description:"Price on the storefront."`
	CalculatedWeight json.Number                 `json:"calculated_weight,omitzero" jsonschema:"title=Calculated weight" jsonschema_description:"Weight used for shipping, in the store's unit of weight."`
}

// ProductVariantFields are a variant's fields that are read and written in the same form. Null makes a price or a dimension
// follow the product.
type ProductVariantFields struct {
	SKU                       value.Optional[string]      `json:"sku,omitzero" jsonschema:"title=SKU,minLength=1,maxLength=255,example=SM-13-L" jsonschema_description:"Stock keeping unit. Unique over all products and variants; case makes no difference."`
	Price                     value.Optional[value.Money] `json:"price,omitzero" jsonschema:"title=Price,minimum=0" jsonschema_description:"Price of this variant; null follows the product." clear:"null"`
	CostPrice                 value.Optional[value.Money] `json:"cost_price,omitzero" jsonschema:"title=Cost price,minimum=0" jsonschema_description:"What the merchant pays for it; null follows the product." clear:"null"`
	SalePrice                 value.Optional[value.Money] `json:"sale_price,omitzero" jsonschema:"title=Sale price,minimum=0" jsonschema_description:"Price during a sale; null follows the product." clear:"null"`
	RetailPrice               value.Optional[value.Money] `json:"retail_price,omitzero" jsonschema:"title=Retail price,minimum=0" jsonschema_description:"Recommended price; null follows the product." clear:"null"`
	MapPrice                  value.Optional[value.Money] `json:"map_price,omitzero" jsonschema:"title=Minimum advertised price,minimum=0" jsonschema_description:"Lowest price the maker lets be advertised."`
	Weight                    value.Optional[json.Number] `json:"weight,omitzero" jsonschema:"title=Weight,minimum=0" jsonschema_description:"Weight in the store's unit; null follows the product." clear:"null"`
	Width                     value.Optional[json.Number] `json:"width,omitzero" jsonschema:"title=Width,minimum=0" jsonschema_description:"Width in the store's unit; null follows the product." clear:"null"`
	Height                    value.Optional[json.Number] `json:"height,omitzero" jsonschema:"title=Height,minimum=0" jsonschema_description:"Height in the store's unit; null follows the product." clear:"null"`
	Depth                     value.Optional[json.Number] `json:"depth,omitzero" jsonschema:"title=Depth,minimum=0" jsonschema_description:"Depth in the store's unit; null follows the product." clear:"null"`
	IsFreeShipping            value.Optional[bool]        `json:"is_free_shipping,omitzero" jsonschema:"title=Free shipping" jsonschema_description:"Whether shipping this variant costs the shopper nothing."`
	FixedCostShippingPrice    value.Optional[value.Money] `json:"fixed_cost_shipping_price,omitzero" jsonschema:"title=Fixed shipping price,minimum=0" jsonschema_description:"Shipping price of one piece; null follows the product." clear:"null"`
	PurchasingDisabled        value.Optional[bool]        `json:"purchasing_disabled,omitzero" jsonschema:"title=Purchasing disabled" jsonschema_description:"Whether this variant cannot be bought."`
	PurchasingDisabledMessage value.Optional[string]      `json:"purchasing_disabled_message,omitzero" jsonschema:"title=Purchasing disabled message,maxLength=255" jsonschema_description:"What shoppers read when it cannot be bought." clear:"text"`
	ImageURL                  value.Optional[string]      `json:"image_url,omitzero" jsonschema:"title=Image URL" jsonschema_description:"Web address of the variant's own picture; at most 8 MB." clear:"text"`
	ProductIdentifiers
	InventoryLevel        value.Optional[int64] `json:"inventory_level,omitzero" jsonschema:"title=Inventory level,minimum=0,maximum=2147483647" jsonschema_description:"Pieces in stock at the default location; counts when stock is tracked at variant level."`
	InventoryWarningLevel value.Optional[int64] `json:"inventory_warning_level,omitzero" jsonschema:"title=Inventory warning level,minimum=0,maximum=2147483647" jsonschema_description:"Stock at which the merchant is warned."`
}

// ProductVariantCreate is a variant to be made together with its product. SKU and option values are required.
type ProductVariantCreate struct {
	ProductVariantFields `required:"sku"`
	OptionValues         []ProductOptionChoice `json:"option_values" required:"true" jsonschema:"title=Option values,minItems=1" jsonschema_description:"One value for each option, such as Size: Large."`
}

// ProductVariantAddition is a variant to be made of a product that is there. SKU and option values are required.
type ProductVariantAddition struct {
	ProductVariantFields `required:"sku"`
	OptionValues         []ProductOptionValueChoice `json:"option_values" required:"true" jsonschema:"title=Option values,minItems=1" jsonschema_description:"One value for each option of the product."`
	Additional
}

// ProductVariantUpdate is a change to one variant: the fields that are omitted stay as they are.
type ProductVariantUpdate struct {
	ProductVariantFields
	Additional
}

// ProductVariantChange is one change in a batch of them.
type ProductVariantChange struct {
	ID int64 `json:"id"`
	ProductVariantUpdate
}

// ProductOptionValueChoice chooses one value of one option of a product, by numbers or by names.
type ProductOptionValueChoice struct {
	OptionID          value.Optional[int64]  `json:"option_id,omitzero" jsonschema:"title=Option ID,minimum=1,example=151" jsonschema_description:"Number of the option. Give either the numbers or the names."`
	ID                value.Optional[int64]  `json:"id,omitzero" jsonschema:"title=Option value ID,minimum=1,example=146" jsonschema_description:"Number of the chosen value."`
	OptionDisplayName value.Optional[string] `json:"option_display_name,omitzero" jsonschema:"title=Option,maxLength=255,example=Size" jsonschema_description:"Name of the option, in place of its number; upper and lower case are the same."`
	Label             value.Optional[string] `json:"label,omitzero" jsonschema:"title=Value,maxLength=255,example=Large" jsonschema_description:"The chosen value as shoppers see it, in place of its number; upper and lower case are the same."`
}

// ProductVariantOptionValue is an option value that makes up a variant.
type ProductVariantOptionValue struct {
	ID       int64 `json:"id,omitzero" jsonschema:"title=Option value ID" jsonschema_description:"Number of the value."`
	OptionID int64 `json:"option_id,omitzero" jsonschema:"title=Option ID" jsonschema_description:"Number of the option."`
	ProductOptionChoice
}

// ProductOptionChoice names one value of one option.
type ProductOptionChoice struct {
	OptionDisplayName string `json:"option_display_name" required:"true" jsonschema:"title=Option,minLength=1,maxLength=255,example=Size" jsonschema_description:"Name of the option."`
	Label             string `json:"label" required:"true" jsonschema:"title=Value,minLength=1,maxLength=255,example=Large" jsonschema_description:"The chosen value."`
}
