package bigcommerce

import (
	"fmt"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// mostAdjustments is how many items one request adjusts at most.
const mostAdjustments = 2000

// InventoryAdjustment is a change of stock. Its items are required, up to 2,000.
type InventoryAdjustment struct {
	Reason value.Optional[string]    `json:"reason,omitzero" jsonschema:"title=Reason,example=Counted" jsonschema_description:"Why the stock changes; BigCommerce keeps it with the change."`
	Items  []InventoryAdjustmentItem `json:"items" required:"true" jsonschema:"title=Items,minItems=1,maxItems=2000" jsonschema_description:"What changes where: all of it or, when BigCommerce refuses one item, nothing."`
	Additional
}

// InventoryAdjustmentItem is the change of one item's stock at one location. Exactly one of SKU, variant and product names the item, as its stock is tracked.
type InventoryAdjustmentItem struct {
	LocationID int64                  `json:"location_id" required:"true" jsonschema:"title=Location,minimum=1,example=1" jsonschema_description:"Where the stock lies; 1 is the default location." options:"location"`
	SKU        value.Optional[string] `json:"sku,omitzero" jsonschema:"title=SKU,minLength=1,maxLength=255,example=SM-13" jsonschema_description:"Stock keeping unit of the product or variant. Give this, variant_id or product_id."`
	VariantID  value.Optional[int64]  `json:"variant_id,omitzero" jsonschema:"title=Variant ID,minimum=1,example=383" jsonschema_description:"Variant, when stock is tracked by variant."`
	ProductID  value.Optional[int64]  `json:"product_id,omitzero" jsonschema:"title=Product ID,minimum=1,example=111" jsonschema_description:"Product, when stock is tracked by product."`
	Quantity   int64                  `json:"quantity" required:"true" jsonschema:"title=Quantity,minimum=-2147483648,maximum=2147483647,example=40" jsonschema_description:"Pieces: the new stock with the method absolute, the pieces to add or, below 0, to take away with the method relative."`
}

// InventoryMethod says what the quantities of an adjustment mean.
type InventoryMethod string

// The methods.
const (
	// Absolute sets the stock to the quantity.
	Absolute InventoryMethod = "absolute"
	// Relative adds the quantity to the stock.
	Relative InventoryMethod = "relative"
)

// Choices lists the methods.
func (InventoryMethod) Choices() []value.Choice {
	return []value.Choice{{Value: Absolute, Label: "Set the stock to the quantity"}, {Value: Relative, Label: "Add the quantity to the stock"}}
}

// InventoryTransaction is the answer to a change of stock: that it was accepted.
type InventoryTransaction struct {
	TransactionID string `json:"transaction_id" jsonschema:"title=Transaction ID" jsonschema_description:"BigCommerce's name for the change. It tells that the change was accepted, not that it shows already."`
}

// Identity names the item as BigCommerce's messages do, such as "variant_id 106"; blank when it isn't named by exactly one of SKU, variant and product.
func (i InventoryAdjustmentItem) Identity() string {
	var names []string
	if i.SKU.IsSet() {
		names = append(names, "sku "+strings.TrimSpace(i.SKU.Or("")))
	}
	if i.VariantID.IsSet() {
		names = append(names, fmt.Sprintf("variant_id %d", i.VariantID.Or(0)))
	}
	if i.ProductID.IsSet() {
		names = append(names, fmt.Sprintf("product_id %d", i.ProductID.Or(0)))
	}
	if len(names) != 1 || names[0] == "sku " {
		return ""
	}
	return names[0]
}

// Place names the item and the location, which two items of one absolute adjustment can't have in common; blank when the item isn't named.
func (i InventoryAdjustmentItem) Place() string {
	identity := i.Identity()
	if identity == "" {
		return ""
	}
	return fmt.Sprintf("location_id %d, %s", i.LocationID, strings.ToLower(identity))
}

// checkAdjustment refuses an adjustment of nothing or of too much, items that are not named by one identity, and two quantities for one place.
func checkAdjustment(api string, method InventoryMethod, items []InventoryAdjustmentItem) error {
	if err := checkBatch(api, "items", len(items), mostAdjustments); err != nil {
		return err
	}
	var faults []FieldError
	first := map[string]int{}
	for i, item := range items {
		path := fmt.Sprintf("/items/%d", i)
		place := item.Place()
		earlier, again := first[place]
		switch {
		case place == "":
			faults = append(faults, FieldError{Path: path, Message: "Name the item by exactly one of sku, variant_id and product_id."})
		case item.LocationID < 1:
			faults = append(faults, FieldError{Path: path + "/location_id", Message: fmt.Sprintf("A location's number is 1 or higher; got %d.", item.LocationID)})
		case again && method == Absolute:
			faults = append(faults, FieldError{Path: path, Message: fmt.Sprintf("Item %d sets the same stock already (%s): give one quantity for it.", earlier, place)})
		case !again:
			first[place] = i
		}
	}
	return invalidFields(api, faults)
}

// refusedItems returns the items, by their place, whose identity the text of a refusal names.
func refusedItems(said string, items []InventoryAdjustmentItem) []int {
	said = strings.ToLower(said)
	var places []int
	for i, item := range items {
		identity := strings.ToLower(item.Identity())
		for rest := said; identity != ""; {
			_, after, found := strings.Cut(rest, identity)
			if !found {
				break
			}
			if after == "" || strings.ContainsRune("],; .:", rune(after[0])) { // not variant_id 1060 for variant_id 106
				places = append(places, i)
				break
			}
			rest = after
		}
	}
	return places
}
