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
		getCustomer(),
		getCustomerByEmail(),
		deleteCustomer(),
		createProduct(),
		getProducts(),
		updateProduct(),
		getProductBySKU(),
		getProduct(),
		upsertProduct(),
		updateProductInventory(),
		getProductVariants(),
		createProductVariant(),
		updateProductVariants(),
		createProductImage(),
		setProductCustomFields(),
		assignProductCategories(),
		assignProductChannels(),
		getCatalogSummary(),
		deleteProduct(),
		getCategories(),
		getOrders(),
		getOrderProducts(),
		getOrderShippingAddresses(),
		getOrder(),
		createOrder(),
		updateOrder(),
		updateOrderStatus(),
		archiveOrder(),
		getOrderStatuses(),
		countOrders(),
		getOrderCoupons(),
		getOrderTaxes(),
		getOrderMessages(),
		getOrderShipments(),
		createOrderFulfillment(),
		getOrderTransactions(),
		getOrderRefunds(),
		quoteOrderRefund(),
		createOrderRefund(),
		captureOrderPayment(),
		voidOrderPayment(),
		updateOrderShipment(),
	}
}
