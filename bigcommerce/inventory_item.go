package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// InventoryItem is the stock of one variant, by location. It has no number of its own. Stock that was just written may take a
// while to show.
type InventoryItem struct {
	Identity  InventoryIdentity   `json:"identity" jsonschema:"title=Identity" jsonschema_description:"What is in stock."`
	Locations []InventoryLocation `json:"locations,omitzero" jsonschema:"title=Locations" jsonschema_description:"Where how much is in stock."`
}

// InventoryIdentity names a variant.
type InventoryIdentity struct {
	SKU       string                `json:"sku,omitzero" jsonschema:"title=SKU" jsonschema_description:"Stock keeping unit."`
	VariantID int64                 `json:"variant_id,omitzero" jsonschema:"title=Variant ID" jsonschema_description:"Variant in the catalog."`
	ProductID int64                 `json:"product_id,omitzero" jsonschema:"title=Product ID" jsonschema_description:"Product in the catalog."`
	SKUID     value.Optional[int64] `json:"sku_id,omitzero" jsonschema:"title=SKU ID" jsonschema_description:"SKU of the older catalog; null for the base variant."`
}

// InventoryLocation is the stock of one variant at one location.
type InventoryLocation struct {
	LocationID           int64              `json:"location_id,omitzero" jsonschema:"title=Location ID" jsonschema_description:"Location of the stock."`
	LocationCode         string             `json:"location_code,omitzero" jsonschema:"title=Location code" jsonschema_description:"The merchant's code for the location."`
	LocationName         string             `json:"location_name,omitzero" jsonschema:"title=Location" jsonschema_description:"Name of the location."`
	AvailableToSell      int64              `json:"available_to_sell,omitzero" jsonschema:"title=Available to sell" jsonschema_description:"Pieces on hand without the safety stock."`
	TotalInventoryOnhand int64              `json:"total_inventory_onhand,omitzero" jsonschema:"title=On hand" jsonschema_description:"Pieces on hand, the safety stock included."`
	LocationEnabled      bool               `json:"location_enabled,omitzero" jsonschema:"title=Location enabled" jsonschema_description:"Whether the location is in use."`
	Settings             *InventorySettings `json:"settings,omitzero" jsonschema:"title=Settings" jsonschema_description:"How the stock is kept at the location."`
}

// InventorySettings say how the stock of one variant is kept at one location.
type InventorySettings struct {
	SafetyStock      int64  `json:"safety_stock,omitzero" jsonschema:"title=Safety stock" jsonschema_description:"Pieces on hand that are not sold."`
	IsInStock        bool   `json:"is_in_stock,omitzero" jsonschema:"title=In stock" jsonschema_description:"Whether the item can be bought, whatever its quantity."`
	WarningLevel     int64  `json:"warning_level,omitzero" jsonschema:"title=Warning level" jsonschema_description:"Quantity below which the merchant is warned."`
	BinPickingNumber string `json:"bin_picking_number,omitzero" jsonschema:"title=Bin picking number" jsonschema_description:"Where in the warehouse the item lies."`
}

// InventoryItemQuery narrows a list of stock. The zero value lists all items at all locations.
type InventoryItemQuery struct {
	SKUIn          value.List[string] `json:"sku_in,omitzero" url:"sku:in,omitempty" jsonschema:"title=SKUs" jsonschema_description:"Only items with one of these stock keeping units."`
	VariantIDIn    value.List[int64]  `json:"variant_id_in,omitzero" url:"variant_id:in,omitempty" jsonschema:"title=Variant IDs" jsonschema_description:"Only these variants."`
	ProductIDIn    value.List[int64]  `json:"product_id_in,omitzero" url:"product_id:in,omitempty" jsonschema:"title=Product IDs" jsonschema_description:"Only variants of these products."`
	LocationIDIn   value.List[int64]  `json:"location_id_in,omitzero" url:"location_id:in,omitempty" jsonschema:"title=Location IDs" jsonschema_description:"Only stock at these locations." options:"location"`
	LocationCodeIn value.List[string] `json:"location_code_in,omitzero" url:"location_code:in,omitempty" jsonschema:"title=Location codes" jsonschema_description:"Only stock at the locations with these codes."`
}
