package actions

import (
	"fmt"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

// metafieldOwner is a kind of record with metafields, as the operations on them describe it.
type metafieldOwner struct {
	of bigcommerce.MetafieldOwner
	// group is the heading of its operations, path that of the API, scope its OAuth scope, and example the number of one.
	group, path, scope string
	example            int64
}

func customerMetafields() metafieldOwner {
	return metafieldOwner{bigcommerce.CustomerMetafields, "Customers", "/v3/customers/{customer_id}/metafields", "store_v2_customers", 118}
}

func productMetafields() metafieldOwner {
	return metafieldOwner{bigcommerce.ProductMetafields, "Products", "/v3/catalog/products/{product_id}/metafields", "store_v2_products", 111}
}

func orderMetafields() metafieldOwner {
	return metafieldOwner{bigcommerce.OrderMetafields, "Orders", "/v3/orders/{order_id}/metafields", "store_v2_orders", 118}
}

// customerKey, productKey and orderKey name the record whose metafields are meant.
type (
	customerKey struct {
		CustomerID int64 `json:"customer_id" required:"true" jsonschema:"title=Customer ID,minimum=1,example=118" jsonschema_description:"Number of the customer who has the metafield."`
	}
	productKey struct {
		ProductID int64 `json:"product_id" required:"true" jsonschema:"title=Product ID,minimum=1,example=111" jsonschema_description:"Number of the product that has the metafield."`
	}
	orderKey struct {
		OrderID int64 `json:"order_id" required:"true" jsonschema:"title=Order ID,minimum=1,example=118" jsonschema_description:"Number of the order that has the metafield."`
	}
)

func (k customerKey) number() int64 { return k.CustomerID }
func (k productKey) number() int64  { return k.ProductID }
func (k orderKey) number() int64    { return k.OrderID }

// missing points at the number of a record that doesn't exist.
func (o metafieldOwner) missing(err error) error {
	return pointingAt(fmt.Sprintf("/%s_id", o.of), err)
}
