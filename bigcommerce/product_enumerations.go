package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// ProductType tells goods from downloads.
type ProductType string

// Choices lists the product types.
func (ProductType) Choices() []value.Choice {
	return []value.Choice{{Value: "physical", Label: "Physical"}, {Value: "digital", Label: "Digital"}}
}

// InventoryTracking is the level at which stock is counted.
type InventoryTracking string

// Choices lists the levels at which stock can be counted.
func (InventoryTracking) Choices() []value.Choice {
	return []value.Choice{
		{Value: "none", Label: "Do not track"},
		{Value: "product", Label: "Track at product level"},
		{Value: "variant", Label: "Track at variant level"},
	}
}

// Availability says whether a product can be bought.
type Availability string

// Choices lists the states of availability.
func (Availability) Choices() []value.Choice {
	return []value.Choice{
		{Value: "available", Label: "Available"},
		{Value: "disabled", Label: "Disabled"},
		{Value: "preorder", Label: "Pre-order"},
	}
}

// ProductCondition is the state of the goods, in the notation of a product's fields.
type ProductCondition string

// Choices lists the conditions.
func (ProductCondition) Choices() []value.Choice {
	return []value.Choice{
		{Value: "New", Label: "New"},
		{Value: "Used", Label: "Used"},
		{Value: "Refurbished", Label: "Refurbished"},
	}
}

// ProductConditionFilter is the state of the goods, in the lower-case notation of the filter.
type ProductConditionFilter string

// Choices lists the conditions that can be filtered by.
func (ProductConditionFilter) Choices() []value.Choice {
	return []value.Choice{
		{Value: "new", Label: "New"},
		{Value: "used", Label: "Used"},
		{Value: "refurbished", Label: "Refurbished"},
	}
}

// GiftWrapping says which of the store's gift wrappings a product may have.
type GiftWrapping string

// Choices lists the rules for gift wrapping.
func (GiftWrapping) Choices() []value.Choice {
	return []value.Choice{
		{Value: "any", Label: "Any"},
		{Value: "none", Label: "None"},
		{Value: "list", Label: "Only those in the list"},
	}
}

// OpenGraphType is the kind of thing a shared link shows.
type OpenGraphType string

// Choices lists the open graph types.
func (OpenGraphType) Choices() []value.Choice {
	return labelled("product", "album", "book", "drink", "food", "game", "movie", "song", "tv_show")
}

// BulkPricingRuleType says how the amount of a price step is meant.
type BulkPricingRuleType string

// Choices lists the kinds of price steps.
func (BulkPricingRuleType) Choices() []value.Choice {
	return []value.Choice{
		{Value: "price", Label: "Money off each piece"},
		{Value: "percent", Label: "Percentage off"},
		{Value: "fixed", Label: "Fixed price of each piece"},
	}
}

// VideoType is the host of a video.
type VideoType string

// Choices lists the hosts of videos.
func (VideoType) Choices() []value.Choice {
	return []value.Choice{{Value: "youtube", Label: "YouTube"}}
}

// ReviewStatus says whether a review is shown.
type ReviewStatus string

// Choices lists the states of a review.
func (ReviewStatus) Choices() []value.Choice {
	return labelled("approved", "disapproved", "pending")
}

// ParentRelationType says in what role another product offers this one.
type ParentRelationType string

// Choices lists the roles.
func (ParentRelationType) Choices() []value.Choice { return labelled("variant_option", "modifier") }

// OptionType is the way the storefront shows an option.
type OptionType string

// Choices lists the ways to show an option.
func (OptionType) Choices() []value.Choice {
	return labelled("radio_buttons", "rectangles", "dropdown", "product_list", "product_list_with_images", "swatch")
}

// ModifierType is the way the storefront shows a modifier.
type ModifierType string

// Choices lists the ways to show a modifier: those of an option and the free entries.
func (ModifierType) Choices() []value.Choice {
	return append(labelled("date", "checkbox", "file", "text", "multi_line_text", "numbers_only_text"), OptionType("").Choices()...)
}

// AdjusterType says how a modifier changes a price or a weight.
type AdjusterType string

// Choices lists the kinds of changes.
func (AdjusterType) Choices() []value.Choice { return labelled("relative", "percentage") }

// DateLimitMode is the side on which a date is limited.
type DateLimitMode string

// Choices lists the sides.
func (DateLimitMode) Choices() []value.Choice { return labelled("earliest", "range", "latest") }

// FileTypesMode says whether all file types can be uploaded.
type FileTypesMode string

// Choices lists the modes.
func (FileTypesMode) Choices() []value.Choice { return labelled("specific", "all") }

// NumberLimitMode is the side on which a number is limited.
type NumberLimitMode string

// Choices lists the sides.
func (NumberLimitMode) Choices() []value.Choice { return labelled("lowest", "highest", "range") }

// ProductListShippingCalculation is what of a chosen product counts for shipping.
type ProductListShippingCalculation string

// Choices lists what can count for shipping.
func (ProductListShippingCalculation) Choices() []value.Choice {
	return labelled("none", "weight", "package")
}
