package bigcommerce

import (
	"encoding/json"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// ProductOption is a choice that makes variants, such as size.
type ProductOption struct {
	ID value.Optional[int64] `json:"id,omitzero" jsonschema:"title=Option ID" jsonschema_description:"Number that identifies the option."`
	ProductChoice[OptionType, ProductOptionValue]
}

// ProductChoice is what options and modifiers of a product have in common.
type ProductChoice[Type OptionType | ModifierType, Value ProductOptionValue | ProductModifierValue] struct {
	ProductID    int64         `json:"product_id,omitzero" jsonschema:"title=Product ID" jsonschema_description:"Product that offers the choice."`
	Name         string        `json:"name,omitzero" jsonschema:"title=Name" jsonschema_description:"Unique internal name."`
	DisplayName  string        `json:"display_name,omitzero" jsonschema:"title=Display name" jsonschema_description:"Name shoppers see."`
	Type         Type          `json:"type,omitzero" jsonschema:"title=Type" jsonschema_description:"How the storefront shows the choice."`
	Config       *OptionConfig `json:"config,omitzero" jsonschema:"title=Config" jsonschema_description:"Settings that depend on the type."`
	SortOrder    int64         `json:"sort_order,omitzero" jsonschema:"title=Sort order" jsonschema_description:"Place among the product's choices; lower comes first."`
	OptionValues []Value       `json:"option_values,omitzero" jsonschema:"title=Option values" jsonschema_description:"What can be chosen."`
}

// ProductOptionValue is one thing that can be chosen in an option.
type ProductOptionValue struct {
	ID        int64           `json:"id,omitzero" jsonschema:"title=Option value ID" jsonschema_description:"Number that identifies the value."`
	Label     string          `json:"label,omitzero" jsonschema:"title=Label" jsonschema_description:"Text shoppers see."`
	SortOrder int64           `json:"sort_order,omitzero" jsonschema:"title=Sort order" jsonschema_description:"Place among the values; lower comes first."`
	IsDefault bool            `json:"is_default,omitzero" jsonschema:"title=Default" jsonschema_description:"Whether the value is chosen beforehand."`
	ValueData json.RawMessage `json:"value_data,omitzero" jsonschema:"title=Value data" jsonschema_description:"What the type adds: the colors of a swatch, the product of a pick list; null when there is nothing."`
}

// ProductModifier is a choice that makes no variant, such as an engraving.
type ProductModifier struct {
	ID int64 `json:"id,omitzero" jsonschema:"title=Modifier ID" jsonschema_description:"Number that identifies the modifier."`
	ProductChoice[ModifierType, ProductModifierValue]
	Required bool `json:"required,omitzero" jsonschema:"title=Required" jsonschema_description:"Whether shoppers must choose."`
}

// ProductModifierValue is one thing that can be chosen in a modifier.
type ProductModifierValue struct {
	ProductOptionValue
	OptionID  int64              `json:"option_id,omitzero" jsonschema:"title=Modifier ID" jsonschema_description:"Modifier the value belongs to."`
	Adjusters *ModifierAdjusters `json:"adjusters,omitzero" jsonschema:"title=Adjusters" jsonschema_description:"What choosing the value changes."`
}

// ModifierAdjusters is what choosing a modifier's value changes.
type ModifierAdjusters struct {
	Price              *ModifierAdjuster           `json:"price,omitzero" jsonschema:"title=Price" jsonschema_description:"Change of the price."`
	Weight             *ModifierAdjuster           `json:"weight,omitzero" jsonschema:"title=Weight" jsonschema_description:"Change of the weight."`
	ImageURL           string                      `json:"image_url,omitzero" jsonschema:"title=Image URL" jsonschema_description:"Picture shown instead."`
	PurchasingDisabled *ModifierPurchasingDisabled `json:"purchasing_disabled,omitzero" jsonschema:"title=Purchasing disabled" jsonschema_description:"Whether the product cannot be bought with this value."`
}

// ModifierAdjuster is a change of a price or a weight.
type ModifierAdjuster struct {
	Adjuster      value.Optional[AdjusterType] `json:"adjuster,omitzero" jsonschema:"title=Adjuster" jsonschema_description:"Whether the value is added or is a percentage."`
	AdjusterValue json.Number                  `json:"adjuster_value,omitzero" jsonschema:"title=Adjuster value" jsonschema_description:"By how much."`
}

// ModifierPurchasingDisabled says that a modifier's value cannot be bought, and why.
type ModifierPurchasingDisabled struct {
	Status  bool   `json:"status,omitzero" jsonschema:"title=Status" jsonschema_description:"Whether it cannot be bought."`
	Message string `json:"message,omitzero" jsonschema:"title=Message" jsonschema_description:"What shoppers read then."`
}

// OptionConfig holds the settings of an option or modifier. Each type uses its own few of them.
type OptionConfig struct {
	DefaultValue                string                         `json:"default_value,omitzero" jsonschema:"title=Default value" jsonschema_description:"Text, number or ISO 8601 date filled in beforehand."`
	CheckedByDefault            bool                           `json:"checked_by_default,omitzero" jsonschema:"title=Checked by default" jsonschema_description:"Check box: whether it is ticked beforehand."`
	CheckboxLabel               string                         `json:"checkbox_label,omitzero" jsonschema:"title=Check box label" jsonschema_description:"Check box: text beside it."`
	DateLimited                 bool                           `json:"date_limited,omitzero" jsonschema:"title=Date limited" jsonschema_description:"Date: whether not every day can be chosen."`
	DateLimitMode               DateLimitMode                  `json:"date_limit_mode,omitzero" jsonschema:"title=Date limit mode" jsonschema_description:"Date: on which side it is limited."`
	DateEarliestValue           value.Date                     `json:"date_earliest_value,omitzero" jsonschema:"title=Earliest date" jsonschema_description:"Date: first day that can be chosen."`
	DateLatestValue             value.Date                     `json:"date_latest_value,omitzero" jsonschema:"title=Latest date" jsonschema_description:"Date: last day that can be chosen."`
	FileTypesMode               FileTypesMode                  `json:"file_types_mode,omitzero" jsonschema:"title=File types mode" jsonschema_description:"File: whether every type can be uploaded."`
	FileTypesSupported          []string                       `json:"file_types_supported,omitzero" jsonschema:"title=Supported file types" jsonschema_description:"File: kinds that can be uploaded, such as images or documents."`
	FileTypesOther              []string                       `json:"file_types_other,omitzero" jsonschema:"title=Other file types" jsonschema_description:"File: further endings that can be uploaded."`
	FileMaxSize                 int64                          `json:"file_max_size,omitzero" jsonschema:"title=Largest file" jsonschema_description:"File: most kilobytes that can be uploaded."`
	TextCharactersLimited       bool                           `json:"text_characters_limited,omitzero" jsonschema:"title=Characters limited" jsonschema_description:"Text: whether its length is checked."`
	TextMinLength               int64                          `json:"text_min_length,omitzero" jsonschema:"title=Shortest text" jsonschema_description:"Text: fewest characters."`
	TextMaxLength               int64                          `json:"text_max_length,omitzero" jsonschema:"title=Longest text" jsonschema_description:"Text: most characters."`
	TextLinesLimited            bool                           `json:"text_lines_limited,omitzero" jsonschema:"title=Lines limited" jsonschema_description:"Text of several lines: whether their number is checked."`
	TextMaxLines                int64                          `json:"text_max_lines,omitzero" jsonschema:"title=Most lines" jsonschema_description:"Text of several lines: most lines."`
	NumberLimited               bool                           `json:"number_limited,omitzero" jsonschema:"title=Number limited" jsonschema_description:"Number: whether it is checked."`
	NumberLimitMode             NumberLimitMode                `json:"number_limit_mode,omitzero" jsonschema:"title=Number limit mode" jsonschema_description:"Number: on which side it is limited."`
	NumberLowestValue           json.Number                    `json:"number_lowest_value,omitzero" jsonschema:"title=Lowest number" jsonschema_description:"Number: smallest that can be entered."`
	NumberHighestValue          json.Number                    `json:"number_highest_value,omitzero" jsonschema:"title=Highest number" jsonschema_description:"Number: largest that can be entered."`
	NumberIntegersOnly          bool                           `json:"number_integers_only,omitzero" jsonschema:"title=Whole numbers only" jsonschema_description:"Number: whether it must be whole."`
	ProductListAdjustsInventory bool                           `json:"product_list_adjusts_inventory,omitzero" jsonschema:"title=Product list adjusts inventory" jsonschema_description:"Product list: whether the chosen product's stock goes down."`
	ProductListAdjustsPricing   bool                           `json:"product_list_adjusts_pricing,omitzero" jsonschema:"title=Product list adjusts pricing" jsonschema_description:"Product list: whether the chosen product's price is added."`
	ProductListShippingCalc     ProductListShippingCalculation `json:"product_list_shipping_calc,omitzero" jsonschema:"title=Product list shipping" jsonschema_description:"Product list: what of the chosen product counts for shipping."`
}
