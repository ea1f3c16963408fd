// Package actions declares the operations that an engine invokes: one file each, made of a spec, a typed input, a typed output and
// one function. Validation, schemas and documentation follow from the types.
package actions

import (
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// All returns the actions in the order in which an engine lists them.
func All() []registry.Action[*bigcommerce.Client] {
	return []registry.Action[*bigcommerce.Client]{
		createCustomer(),
		getCustomers(),
		updateCustomer(),
		getCustomerByEmail(),
		createProduct(),
		getProducts(),
		updateProduct(),
		getProductBySKU(),
		getCategories(),
		getOrders(),
		getOrderProducts(),
		getOrderShippingAddresses(),
		createOrder(),
		createOrderFulfillment(),
		getCustomerMetafields(),
		setCustomerMetafield(),
		getProductMetafields(),
		setProductMetafield(),
		getOrderMetafields(),
		setOrderMetafield(),
		getPaymentMethods(),
		createPaymentAccessToken(),
		getStore(),
		getChannels(),
		apiRequest(),
	}
}
