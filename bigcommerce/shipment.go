package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// Shipment is goods of an order that were sent to one of its addresses.
type Shipment struct {
	ID                          int64           `json:"id" jsonschema:"title=Shipment ID" jsonschema_description:"Number that identifies the shipment."`
	OrderID                     int64           `json:"order_id,omitzero" jsonschema:"title=Order ID" jsonschema_description:"Order the goods belong to."`
	CustomerID                  int64           `json:"customer_id,omitzero" jsonschema:"title=Customer ID" jsonschema_description:"Customer who ordered; 0 for a guest."`
	OrderAddressID              int64           `json:"order_address_id,omitzero" jsonschema:"title=Order address ID" jsonschema_description:"Shipping address of the order the goods go to."`
	DateCreated                 value.DateText  `json:"date_created,omitzero" jsonschema:"title=Date created" jsonschema_description:"When the shipment was made."`
	TrackingNumber              string          `json:"tracking_number,omitzero" jsonschema:"title=Tracking number" jsonschema_description:"Number the carrier gave the shipment."`
	TrackingCarrier             string          `json:"tracking_carrier,omitzero" jsonschema:"title=Tracking carrier" jsonschema_description:"Carrier by which the shipment is tracked; blank when it follows from the shipping provider."`
	TrackingLink                string          `json:"tracking_link,omitzero" jsonschema:"title=Tracking link" jsonschema_description:"Web address given for tracking."`
	GeneratedTrackingLink       string          `json:"generated_tracking_link,omitzero" jsonschema:"title=Generated tracking link" jsonschema_description:"Web address for tracking made from number and carrier."`
	MerchantShippingCost        value.MoneyText `json:"merchant_shipping_cost,omitzero" jsonschema:"title=Merchant shipping cost" jsonschema_description:"What the merchant paid for the shipment."`
	ShippingMethod              string          `json:"shipping_method,omitzero" jsonschema:"title=Shipping method" jsonschema_description:"Method of the shipment in words."`
	ShippingProvider            string          `json:"shipping_provider,omitzero" jsonschema:"title=Shipping provider" jsonschema_description:"Carrier, such as usps, fedex or carrier_ and a number; blank for any other."`
	ShippingProviderDisplayName string          `json:"shipping_provider_display_name,omitzero" jsonschema:"title=Shipping provider name" jsonschema_description:"Carrier by name."`
	Comments                    string          `json:"comments,omitzero" jsonschema:"title=Comments" jsonschema_description:"What the shipper wants to add."`
	BillingAddress              *OrderAddress   `json:"billing_address,omitzero" jsonschema:"title=Billing address" jsonschema_description:"Whom the order was billed to."`
	ShippingAddress             *OrderAddress   `json:"shipping_address,omitzero" jsonschema:"title=Shipping address" jsonschema_description:"Where the goods go."`
	Items                       []ShipmentItem  `json:"items,omitzero" jsonschema:"title=Items" jsonschema_description:"Goods in the shipment."`
}

// ShipmentItem is a line of an order, or some pieces of it, in a shipment.
type ShipmentItem struct {
	OrderProductID int64 `json:"order_product_id,omitzero" jsonschema:"title=Order product ID" jsonschema_description:"Line of the order."`
	ProductID      int64 `json:"product_id,omitzero" jsonschema:"title=Product ID" jsonschema_description:"Product in the catalog."`
	Quantity       int64 `json:"quantity,omitzero" jsonschema:"title=Quantity" jsonschema_description:"Pieces in the shipment."`
}
