package sandbox

import (
	"slices"
	"strconv"
	"strings"
)

// metafieldEvents are the endings of scopes that every resource with metafields has.
const metafieldEvents = " metafield/created metafield/updated metafield/deleted"

// scopeFamilies are the scopes that a hook can have: the endings of each family.
var scopeFamilies = map[string]string{
	"store/order": "* created updated archived statusUpdated message/created refund/created transaction/created transaction/updated" +
		metafieldEvents,
	"store/customer": "* created updated deleted address/* address/created address/updated address/deleted " +
		"payment/instrument/default/updated channel/login/access/updated",
	"store/product": "* created updated deleted inventory/updated inventory/order/updated metafield/* " +
		"variant/metafield/* variant/metafield/created variant/metafield/updated variant/metafield/deleted" + metafieldEvents,
	"store/sku":        "* created updated deleted inventory/updated inventory/order/updated",
	"store/shipment":   "* created updated deleted",
	"store/subscriber": "* created updated deleted",
	"store/category":   "* created updated deleted" + metafieldEvents,
	"store/brand":      "metafield/*" + metafieldEvents,
	"store/cart": "* created updated deleted couponApplied abandoned converted lineItem/* lineItem/created lineItem/updated lineItem/deleted" +
		metafieldEvents,
	"store/inventory/location":          "created updated metafield/*" + metafieldEvents,
	"store/channel":                     "* created updated" + metafieldEvents,
	"store/channel/*/inventory/product": "stock_changed low_stock_reached out_of_stock_reached settings_changed",
	"store/priceList": "created updated activated deactivated deleted record/created record/updated record/deleted " +
		"records/* records/created records/updated records/deleted assignment/updated assignment/deleted",
	"store/priceLists":  "deleted",
	"store/metafield":   "* created updated deleted",
	"store/store":       "metafield/*" + metafieldEvents,
	"store/option":      "updated",
	"store/modifier":    "updated",
	"store/information": "updated",
	"store/redirects":   "updated",
	"store/app":         "uninstalled",
	"store/hook":        "deliveryException",
	"store/company": "created updated deleted statusUpdated address/created address/updated address/deleted " +
		"user/created user/updated user/deleted superadmin/assignmentUpdated",
	"store/superadmin": "created updated deleted assignmentUpdated",
	"store/quote":      "created updated deleted statusUpdated",
}

// channelEvents are the endings of the scopes of one channel, store/channel/{id}/….
const channelEvents = "order/* order/created order/updated order/archived order/statusUpdated order/message/created order/refund/created " +
	"cart/* cart/created cart/updated cart/deleted cart/abandoned cart/converted cart/couponApplied " +
	"cart/lineItem/* cart/lineItem/created cart/lineItem/updated cart/lineItem/deleted " +
	"category/* category/created category/updated category/deleted category/product/assigned category/product/unassigned " +
	"categoryTree/updated product/assigned product/unassigned page/created page/updated script/created script/updated " +
	"inventory/product/stock_changed inventory/product/low_stock_reached inventory/product/out_of_stock_reached " +
	"inventory/product/settings_changed theme/configuration/created theme/configuration/activated " +
	"email/templates/updated email/templates/deleted notifications/abandonedCart/updated notifications/inventory/updated " +
	"socialMediaLinks/updated settings/* settings/SEO/updated settings/catalog/updated settings/category/updated " +
	"settings/checkout/updated settings/currency/updated settings/customerPrivacy/updated settings/defaultCustomerGroup/updated " +
	"settings/favicon/image/updated settings/logo/updated settings/logo/image/updated settings/product/updated " +
	"settings/profile/updated settings/robots/updated settings/route/updated settings/searchContextFilters/updated " +
	"settings/security/updated settings/site/updated settings/emailStatus/updated settings/emailStatus/deleted " +
	"settings/locale/added settings/locale/updated settings/locale/deleted " +
	"settings/site/checkoutUrl/updated settings/site/checkoutUrl/deleted"

// knownScope reports whether a hook can have the scope.
func knownScope(scope string) bool {
	for family, endings := range scopeFamilies {
		if ending, ok := strings.CutPrefix(scope, family+"/"); ok && slices.Contains(strings.Fields(endings), ending) {
			return true
		}
	}
	rest, _ := strings.CutPrefix(scope, "store/channel/")
	channel, ending, _ := strings.Cut(rest, "/")
	_, err := strconv.ParseUint(channel, 10, 32)
	return err == nil && slices.Contains(strings.Fields(channelEvents), ending)
}

// covers reports whether a hook of the scope gets the events of another one. A * at the end stands for all that is below, one
// within for any channel. store/channel/* means the channels themselves, not what happens in each of them.
func covers(scope, event string) bool {
	wanted, given := strings.Split(scope, "/"), strings.Split(event, "/")
	if scope == "store/channel/*" && len(given) != len(wanted) {
		return false
	}
	if last := len(wanted) - 1; wanted[last] == "*" && len(given) > last {
		wanted, given = wanted[:last], given[:last]
	}
	return slices.EqualFunc(wanted, given, func(part, of string) bool { return part == "*" || part == of })
}
