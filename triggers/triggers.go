// Package triggers declares the operations that start a workflow: one file each, made of a spec, a typed input and the ways in
// which its events are found. A trigger is one business event with one record shape; polling and webhooks give the same event the
// same id.
package triggers

import (
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// All returns the triggers in the order in which an engine lists them.
func All() []registry.Trigger[*bigcommerce.Client] {
	return []registry.Trigger[*bigcommerce.Client]{
		onNewCustomersCreated(),
		onCustomersUpdated(),
		onCustomerAddressChanged(),
		onNewProductsCreated(),
		onProductsUpdated(),
		onInventoryUpdated(),
		onNewOrdersCreated(),
		onOrdersUpdated(),
		onOrderStatusChanged(),
		onOrderRefunded(),
		onNewShipmentsCreated(),
		onCartAbandoned(),
		onRecordsDeleted(),
		onStoreEvent(),
	}
}
