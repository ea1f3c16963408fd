package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// Shipment is goods of an order that were sent to one of its addresses.
type Shipment struct {
	ID         int64 `json:"id" jsonschema:"title=Shipment ID" jsonschema_description:"Number that identifies the shipment."`
	OrderID    int64 `json:"order_id,omitzero" jsonschema:"title=Order ID" jsonschema_description:"Order the goods belong to."`
	CustomerID int64 `json:"customer_id,omitzero" jsonschema:"title=Customer ID" jsonschema_description:"Customer who ordered; 0 for a guest."`
	ShipmentFields
	DateCreated                 value.DateText `json:"date_created,omitzero" jsonschema:"title=Date created" jsonschema_description:"When the shipment was made."`
	GeneratedTrackingLink       string         `json:"generated_tracking_link,omitzero" jsonschema:"title=Generated tracking link" jsonschema_description:"Web address for tracking made from number and carrier."`
	ShippingProviderDisplayName string         `json:"shipping_provider_display_name,omitzero" jsonschema:"title=Shipping provider name" jsonschema_description:"Carrier by name."`
	BillingAddress              *OrderAddress  `json:"billing_address,omitzero" jsonschema:"title=Billing address" jsonschema_description:"Whom the order was billed to."`
	ShippingAddress             *OrderAddress  `json:"shipping_address,omitzero" jsonschema:"title=Shipping address" jsonschema_description:"Where the goods go."`
	Items                       []ShipmentItem `json:"items,omitzero" jsonschema:"title=Items" jsonschema_description:"Goods in the shipment."`
}

// ShipmentFields are the shipment's fields that are read and written in the same form.
type ShipmentFields struct {
	OrderAddressID       value.Optional[int64]           `json:"order_address_id,omitzero" jsonschema:"title=Order address ID" jsonschema_description:"Shipping address of the order the goods go to."`
	TrackingNumber       value.Optional[string]          `json:"tracking_number,omitzero" jsonschema:"title=Tracking number,maxLength=50,example=EJ958083578US" jsonschema_description:"Number the carrier gave the shipment." clear:"text"`
	TrackingCarrier      value.Optional[string]          `json:"tracking_carrier,omitzero" jsonschema:"title=Tracking carrier" jsonschema_description:"Carrier by which the shipment is tracked, as AfterShip spells it; blank when it follows from the shipping provider." clear:"text"`
	TrackingLink         value.Optional[string]          `json:"tracking_link,omitzero" jsonschema:"title=Tracking link,maxLength=500" jsonschema_description:"Web address of your own for tracking. Without one BigCommerce makes it from number and carrier." clear:"text"`
	ShippingProvider     value.Optional[string]          `json:"shipping_provider,omitzero" jsonschema:"title=Shipping provider,example=fedex" jsonschema_description:"Carrier: auspost, canadapost, endicia, usps, fedex, royalmail, ups, upsready, upsonline, shipperhq, or carrier_ and the number of one that an app brought; blank for any other." options:"shipping_provider" clear:"text"`
	ShippingMethod       value.Optional[string]          `json:"shipping_method,omitzero" jsonschema:"title=Shipping method" jsonschema_description:"Method of the shipment in words." clear:"text"`
	MerchantShippingCost value.Optional[value.MoneyText] `json:"merchant_shipping_cost,omitzero" jsonschema:"title=Merchant shipping cost" jsonschema_description:"What the merchant paid for the shipment."`
	Comments             value.Optional[string]          `json:"comments,omitzero" jsonschema:"title=Comments,maxLength=65535" jsonschema_description:"What the shipper wants to add." clear:"text"`
}

// ShipmentItem is a line of an order, or some pieces of it, in a shipment.
type ShipmentItem struct {
	ShipmentItemFields
	ProductID int64 `json:"product_id,omitzero" jsonschema:"title=Product ID" jsonschema_description:"Product in the catalog."`
}

// ShipmentItemFields are the item's fields that are read and written in the same form.
type ShipmentItemFields struct {
	OrderProductID int64 `json:"order_product_id,omitzero" jsonschema:"title=Order product ID,minimum=1,example=21" jsonschema_description:"Line of the order. It is the id of the order's product, not the product_id of the catalog."`
	Quantity       int64 `json:"quantity,omitzero" jsonschema:"title=Quantity,minimum=1,example=2" jsonschema_description:"Pieces in the shipment."`
}
