package sandbox

import "net/http"

// endpoints are the paths of the API. Without an operation for a method the path answers 405.
func endpoints() []*endpoint {
	read := func(path, scope string, handle func(*Store, *request) (answer, *refusal)) *endpoint {
		return &endpoint{path: path, operations: map[string]operation{http.MethodGet: {scope: scope, handle: handle}}}
	}
	served := []*endpoint{
		{"/v3/customers", map[string]operation{
			http.MethodGet:    {scopeCustomers, 0, listCustomers},
			http.MethodPost:   {scopeCustomers, 0, createCustomers},
			http.MethodPut:    {scopeCustomers, 3, updateCustomers},
			http.MethodDelete: {scopeCustomers, 0, deleteCustomers},
		}},
		{"/v3/customers/addresses", map[string]operation{
			http.MethodGet:    {scopeCustomers, 0, listAddresses},
			http.MethodPost:   {scopeCustomers, 10, createAddresses},
			http.MethodPut:    {scopeCustomers, 3, updateAddresses},
			http.MethodDelete: {scopeCustomers, 0, deleteAddresses},
		}},
		read("/v3/customers/attributes", scopeCustomers, listAttributes),
		{"/v3/customers/attribute-values", map[string]operation{
			http.MethodGet:    {scopeCustomers, 0, listAttributeValues},
			http.MethodPut:    {scopeCustomers, 3, setAttributeValues},
			http.MethodDelete: {scopeCustomers, 0, deleteAttributeValues},
		}},
		{"/v3/customers/subscribers", map[string]operation{
			http.MethodGet:    {scopeCustomers, 0, listSubscribers},
			http.MethodPost:   {scopeCustomers, 0, createSubscriber},
			http.MethodDelete: {scopeCustomers, 0, deleteSubscribers},
		}},
		{"/v3/customers/subscribers/{subscriber_id}", map[string]operation{
			http.MethodGet:    {scopeCustomers, 0, getSubscriber},
			http.MethodPut:    {scopeCustomers, 0, updateSubscriber},
			http.MethodDelete: {scopeCustomers, 0, deleteSubscriber},
		}},

		{"/v3/catalog/products", map[string]operation{
			http.MethodGet:    {scopeProducts, 0, listProducts},
			http.MethodPost:   {scopeProducts, 0, createProduct},
			http.MethodPut:    {scopeProducts, 0, updateProducts},
			http.MethodDelete: {scopeProducts, 0, deleteProducts},
		}},
		{"/v3/catalog/products/{product_id}", map[string]operation{
			http.MethodGet:    {scopeProducts, 0, getProduct},
			http.MethodPut:    {scopeProducts, 0, updateProduct},
			http.MethodDelete: {scopeProducts, 0, deleteProduct},
		}},
		{"/v3/catalog/products/{product_id}/variants", map[string]operation{
			http.MethodGet:  {scopeProducts, 0, listProductVariants},
			http.MethodPost: {scopeProducts, 0, createVariant},
		}},
		read("/v3/catalog/products/{product_id}/variants/{variant_id}", scopeProducts, getProductVariant),
		read("/v3/catalog/products/{product_id}/options", scopeProducts, listPart("options")),
		{"/v3/catalog/products/{product_id}/images", map[string]operation{
			http.MethodGet:  {scopeProducts, 0, listPart("images")},
			http.MethodPost: {scopeProducts, 0, createImage},
		}},
		read("/v3/catalog/products/{product_id}/images/{image_id}", scopeProducts, getPart("images", "image_id")),
		{"/v3/catalog/products/{product_id}/custom-fields", map[string]operation{
			http.MethodGet:  {scopeProducts, 0, listPart("custom_fields")},
			http.MethodPost: {scopeProducts, 0, createCustomField},
		}},
		{"/v3/catalog/products/{product_id}/custom-fields/{custom_field_id}", map[string]operation{
			http.MethodGet:    {scopeProducts, 0, getPart("custom_fields", "custom_field_id")},
			http.MethodPut:    {scopeProducts, 0, updateCustomField},
			http.MethodDelete: {scopeProducts, 0, deleteCustomField},
		}},
		{"/v3/catalog/products/category-assignments", map[string]operation{
			http.MethodGet:    {scopeProducts, 0, toCategories.list},
			http.MethodPut:    {scopeProducts, 0, toCategories.put},
			http.MethodDelete: {scopeProducts, 0, toCategories.remove},
		}},
		{"/v3/catalog/products/channel-assignments", map[string]operation{
			http.MethodGet:    {scopeProducts, 0, toChannels.list},
			http.MethodPut:    {scopeProducts, 0, toChannels.put},
			http.MethodDelete: {scopeProducts, 0, toChannels.remove},
		}},
		{"/v3/catalog/variants", map[string]operation{
			http.MethodGet: {scopeProducts, 0, listVariants},
			http.MethodPut: {scopeProducts, 0, updateVariants},
		}},
		{"/v3/catalog/brands", map[string]operation{
			http.MethodGet:    {scopeProducts, 0, listBrands},
			http.MethodPost:   {scopeProducts, 0, createBrand},
			http.MethodDelete: {scopeProducts, 0, deleteBrands},
		}},
		{"/v3/catalog/brands/{brand_id}", map[string]operation{
			http.MethodGet:    {scopeProducts, 0, getBrand},
			http.MethodPut:    {scopeProducts, 0, updateBrand},
			http.MethodDelete: {scopeProducts, 0, deleteBrand},
		}},
		read("/v3/catalog/summary", scopeProducts, getSummary),
		read("/v3/catalog/trees", scopeProducts, listTrees),
		{"/v3/catalog/trees/categories", map[string]operation{
			http.MethodGet:    {scopeProducts, 0, listCategories},
			http.MethodPost:   {scopeProducts, 0, createCategories},
			http.MethodPut:    {scopeProducts, 0, updateCategories},
			http.MethodDelete: {scopeProducts, 0, deleteCategories},
		}},
		{"/v3/catalog/trees/{tree_id}/categories", map[string]operation{
			http.MethodGet: {scopeProducts, 1, getTree},
		}},

		{"/v2/orders", map[string]operation{
			http.MethodGet:  {scopeOrders, 0, listOrders},
			http.MethodPost: {scopeOrders, 0, createOrder},
		}},
		read("/v2/orders/count", scopeOrders, countOrders),
		{"/v2/orders/{order_id}", map[string]operation{
			http.MethodGet:    {scopeOrders, 0, getOrder},
			http.MethodPut:    {scopeOrders, 0, updateOrder},
			http.MethodDelete: {scopeOrders, 0, archiveOrder},
		}},
		read("/v2/orders/{order_id}/products", scopeOrders, part(orderProducts)),
		read("/v2/orders/{order_id}/products/{order_product_id}", scopeOrders, onePart(orderProducts, "order_product_id")),
		read("/v2/orders/{order_id}/shipping_addresses", scopeOrders, part(orderAddresses)),
		read("/v2/orders/{order_id}/shippingaddresses", scopeOrders, part(orderAddresses)), // as the link objects spell it
		read("/v2/orders/{order_id}/shipping_addresses/{address_id}", scopeOrders, onePart(orderAddresses, "address_id")),
		read("/v2/orders/{order_id}/shippingaddresses/{address_id}", scopeOrders, onePart(orderAddresses, "address_id")),
		read("/v2/orders/{order_id}/shipping_addresses/{address_id}/shipping_quotes", scopeOrders, noQuotes),
		read("/v2/orders/{order_id}/shippingaddresses/{address_id}/shippingquotes", scopeOrders, noQuotes),
		read("/v2/orders/{order_id}/coupons", scopeOrders, part(orderCoupons)),
		read("/v2/orders/{order_id}/taxes", scopeOrders, listTaxes),
		read("/v2/orders/{order_id}/messages", scopeOrders, listMessages),
		{"/v2/orders/{order_id}/shipments", map[string]operation{
			http.MethodGet:    {scopeOrders, 0, part(orderShipments)},
			http.MethodPost:   {scopeOrders, 0, createShipment},
			http.MethodDelete: {scopeOrders, 0, deleteAllShipments},
		}},
		read("/v2/orders/{order_id}/shipments/count", scopeOrders, countShipments),
		{"/v2/orders/{order_id}/shipments/{shipment_id}", map[string]operation{
			http.MethodGet:    {scopeOrders, 0, onePart(orderShipments, "shipment_id")},
			http.MethodPut:    {scopeOrders, 0, updateShipment},
			http.MethodDelete: {scopeOrders, 0, deleteShipment},
		}},
		read("/v2/orders/{order_id}/fees", scopeOrders, listFees),
		read("/v2/orders/{order_id}/consignments", scopeOrders, listConsignments),
		read("/v2/order_statuses", scopeOrders, listOrderStatuses),
		read("/v2/order_statuses/{status_id}", scopeOrders, getOrderStatus),
		read("/v3/orders/{order_id}/transactions", scopeTransactions, listTransactions),

		{"/v3/orders/{order_id}/payment_actions/refund_quotes", map[string]operation{
			http.MethodPost: {scopeRefunds, 0, quoteRefund},
		}},
		{"/v3/orders/{order_id}/payment_actions/refunds", map[string]operation{
			http.MethodGet:  {scopeRefunds, 0, listOrderRefunds},
			http.MethodPost: {scopeRefunds, 0, createRefund},
		}},
		{"/v3/orders/{order_id}/payment_actions/capture", map[string]operation{
			http.MethodPost: {scopeRefunds, 0, capturePayment},
		}},
		{"/v3/orders/{order_id}/payment_actions/void", map[string]operation{
			http.MethodPost: {scopeRefunds, 0, voidPayment},
		}},
		read("/v3/orders/payment_actions/refunds", scopeRefunds, listRefunds),
		read("/v3/orders/payment_actions/refunds/{refund_id}", scopeRefunds, getRefund),

		{"/v2/customer_groups", map[string]operation{http.MethodGet: {scopeCustomers, 40, listGroups}}},
		read("/v2/customer_groups/count", scopeCustomers, countGroups),
		read("/v2/customer_groups/{customer_group_id}", scopeCustomers, getGroup),
		read("/v3/payments/methods", scopePaymentMethods, listPaymentMethods),
		{"/v3/payments/access_tokens", map[string]operation{http.MethodPost: {scopePaymentTokens, 0, createAccessToken}}},
		read("/v2/store", scopeInformation, getStore),
		read("/v2/time", scopeInformation, getTime),
		read("/v3/channels", scopeChannelSettings, listChannels),
		read("/v3/channels/{channel_id}", scopeChannelSettings, getChannel),
		read("/v3/pickup/methods", scopeFulfillment, listPickupMethods),
		read("/v3/pricelists", scopeProducts, listPriceLists),
		read("/v3/pricelists/{price_list_id}", scopeProducts, getPriceList),
		read("/v3/inventory/items", scopeInventory, listInventoryItems),
		{"/v3/inventory/locations", map[string]operation{http.MethodGet: {scopeLocations, 50, listLocations}}},
		{"/v3/inventory/adjustments/absolute", map[string]operation{http.MethodPut: {scopeInventory, 0, adjustAbsolutely}}},
		{"/v3/inventory/adjustments/relative", map[string]operation{http.MethodPost: {scopeInventory, 0, adjustRelatively}}},

		{"/v3/hooks", map[string]operation{http.MethodGet: {"", 0, listHooks}, http.MethodPost: {"", 0, createHook}}},
		{"/v3/hooks/{webhook_id}", map[string]operation{
			http.MethodGet:    {"", 0, getHook},
			http.MethodPut:    {"", 0, updateHook},
			http.MethodDelete: {"", 0, deleteHook},
		}},
		{"/v3/hooks/admin", map[string]operation{http.MethodGet: {"", 0, getHookAdmin}, http.MethodPut: {"", 0, updateHookAdmin}}},
		{"/v3/carts/{cart_id}", map[string]operation{
			http.MethodGet:    {scopeCart, 0, getCart},
			http.MethodDelete: {scopeCart, 0, deleteCart},
		}},
	}
	return append(served, metafieldEndpoints()...)
}
