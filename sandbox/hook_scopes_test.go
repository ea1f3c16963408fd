package sandbox

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestKnownScopes(t *testing.T) {
	t.Parallel()
	for _, scope := range []string{
		"store/order/*", "store/order/statusUpdated", "store/order/message/created", "store/order/refund/created",
		"store/order/transaction/updated", "store/order/metafield/deleted", "store/customer/address/*",
		"store/customer/payment/instrument/default/updated", "store/customer/channel/login/access/updated",
		"store/product/inventory/order/updated", "store/product/variant/metafield/*", "store/sku/inventory/updated",
		"store/shipment/deleted", "store/subscriber/*", "store/category/metafield/created", "store/brand/metafield/*",
		"store/cart/lineItem/*", "store/cart/abandoned", "store/inventory/location/metafield/updated",
		"store/channel/*/inventory/product/low_stock_reached", "store/channel/*", "store/channel/12/order/*",
		"store/channel/1/settings/favicon/image/updated", "store/channel/1/settings/site/checkoutUrl/deleted",
		"store/channel/1/email/templates/deleted", "store/priceList/records/*", "store/priceLists/deleted", "store/metafield/created",
		"store/store/metafield/*", "store/option/updated", "store/redirects/updated", "store/app/uninstalled",
		"store/hook/deliveryException", "store/company/superadmin/assignmentUpdated", "store/superadmin/created", "store/quote/statusUpdated",
	} {
		assert.True(t, knownScope(scope), scope)
	}
	for _, scope := range []string{
		"", "store", "store/", "store/*", "store/order", "store/order/", "store/order/created/", "store/Order/created", "order/created",
		"store/order/message/*", "store/channel/one/order/created", "store/channel/1/", "store/channel/1/*", "store/channel//order/created",
		"store/order/created updated", "store/shipment/metafield/created",
	} {
		assert.False(t, knownScope(scope), scope)
	}
}

func TestWildcardsCoverWhatIsBelow(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		scope, event string
		covered      bool
	}{
		{"store/order/created", "store/order/created", true},
		{"store/order/created", "store/order/updated", false},
		{"store/order/*", "store/order/created", true},
		{"store/order/*", "store/order/message/created", true},
		{"store/order/*", "store/cart/created", false},
		{"store/order/*", "store/order", false},
		{"store/customer/address/*", "store/customer/address/deleted", true},
		{"store/customer/address/*", "store/customer/deleted", false},
		{"store/channel/*", "store/channel/updated", true},
		{"store/channel/*", "store/channel/1/order/created", false},
		{"store/channel/1/order/*", "store/channel/1/order/message/created", true},
		{"store/channel/1/order/*", "store/channel/2/order/created", false},
		{"store/channel/*/inventory/product/stock_changed", "store/channel/2/inventory/product/stock_changed", true},
		{"store/channel/*/inventory/product/stock_changed", "store/channel/2/inventory/product/settings_changed", false},
	} {
		assert.Equal(t, test.covered, covers(test.scope, test.event), "%s of %s", test.event, test.scope)
	}
}
