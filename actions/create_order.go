package actions

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// CreateOrderInput is the order to make, and what of it to return.
type CreateOrderInput struct {
	bigcommerce.OrderCreate
	bigcommerce.OrderSelection
}

func createOrder() registry.Action[*bigcommerce.Client] {
	return registry.NewAction(registry.Spec{
		Code:    "create_order",
		Name:    "Create a new order",
		Group:   "Orders",
		Summary: "Makes an order of products of the catalog or of others, to be shipped, downloaded or collected.",
		Description: "A billing address with its postal code is required, and either products or consignments with one pickup. A line with product_id is a product of the catalog at its " +
			"price, unless both prices are given; a line without is a custom product, which needs a name, a quantity and both prices. Subtotal, shipping cost and total are " +
			"set without and with tax together, or worked out by BigCommerce. customer_id is 0, or left out, for a guest. BigCommerce mails nobody about the order. It has no way to use " +
			"coupons here: set discount_amount. Keep your own number of the order in external_order_id: BigCommerce does not mind when two orders have the same one, but " +
			"it is how the order is found again.",
		Scopes:     registry.AnyOf("store_v2_orders"),
		Effect:     registry.Create,
		NaturalKey: "external_order_id",
		API:        "POST /v2/orders",
		Examples: []registry.Example{
			{Title: "The least", Input: `{"billing_address":{"zip":"78701"},"products":[{"product_id":111,"quantity":1}]}`},
			{Title: "A guest's order from an ERP, with a custom product", Input: `{"status_id":11,"external_order_id":"SO-10042","external_source":"ERP (Acumatica)",
				"billing_address":{"first_name":"Jane","last_name":"Doe","street_1":"12 Main Street","city":"Austin","state":"Texas","zip":"78701","country_iso2":"US","email":"jane@example.com"},
				"products":[{"product_id":111,"quantity":2,"price_ex_tax":17.50,"price_inc_tax":19.25},{"name":"Engraving","quantity":1,"price_ex_tax":5,"price_inc_tax":5.50}],
				"shipping_cost_ex_tax":6,"shipping_cost_inc_tax":6.60}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in CreateOrderInput) (bigcommerce.Record[bigcommerce.Order], error) {
		if key := registry.IdempotencyKey(ctx); key != "" && strings.TrimSpace(in.ExternalOrderID.Or("")) == "" {
			in.ExternalOrderID = value.Of(externalOrderID(key))
		}
		return store.Orders.Create(ctx, in.OrderCreate, in.Include...)
	}).InBulk(registry.Bulk[*bigcommerce.Client, CreateOrderInput, bigcommerce.Record[bigcommerce.Order]]{
		Keys: func(in CreateOrderInput) []string { return key("external_order_id", in.ExternalOrderID.Or("")) },
	})
}

// externalOrderID is the number of an order that has none of its own: it follows from the idempotency key, so that the order is found again by a
// process that knows no more of it.
func externalOrderID(key string) string {
	digest := sha256.Sum256([]byte(key))
	return "idempotency-" + hex.EncodeToString(digest[:12])
}
