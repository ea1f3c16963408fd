package triggers

import (
	"strconv"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// channelPlace stands for the number of a channel in a scope.
const channelPlace = "{channel_id}"

// documentedScopes are the events that BigCommerce documents: what stands before the bar, followed by each of the endings behind it. An asterisk
// stands for every ending.
const documentedScopes = `
store/order/|* created updated archived statusUpdated message/created refund/created transaction/created transaction/updated metafield/created metafield/updated metafield/deleted
store/customer/|* created updated deleted address/* address/created address/updated address/deleted payment/instrument/default/updated channel/login/access/updated
store/product/|* created updated deleted inventory/updated inventory/order/updated metafield/* metafield/created metafield/updated metafield/deleted variant/metafield/* variant/metafield/created variant/metafield/updated variant/metafield/deleted
store/sku/|* created updated deleted inventory/updated inventory/order/updated
store/shipment/|* created updated deleted
store/subscriber/|* created updated deleted
store/category/|* created updated deleted metafield/created metafield/updated metafield/deleted
store/brand/metafield/|* created updated deleted
store/cart/|* created updated deleted couponApplied abandoned converted lineItem/* lineItem/created lineItem/updated lineItem/deleted metafield/created metafield/updated metafield/deleted
store/inventory/location/|created updated metafield/* metafield/created metafield/updated metafield/deleted
store/channel/|* created updated metafield/created metafield/updated metafield/deleted
store/channel/*/inventory/product/|stock_changed low_stock_reached out_of_stock_reached settings_changed
store/channel/{channel_id}/order/|* created updated archived statusUpdated message/created refund/created
store/channel/{channel_id}/cart/|* created updated deleted abandoned converted couponApplied lineItem/* lineItem/created lineItem/updated lineItem/deleted
store/channel/{channel_id}/category/|* created updated deleted product/assigned product/unassigned
store/channel/{channel_id}/|categoryTree/updated product/assigned product/unassigned page/created page/updated script/created script/updated theme/configuration/created theme/configuration/activated email/templates/updated email/templates/deleted notifications/abandonedCart/updated notifications/inventory/updated socialMediaLinks/updated
store/channel/{channel_id}/settings/|* SEO/updated catalog/updated category/updated checkout/updated currency/updated customerPrivacy/updated defaultCustomerGroup/updated favicon/image/updated logo/updated logo/image/updated product/updated profile/updated robots/updated route/updated searchContextFilters/updated security/updated site/updated emailStatus/updated emailStatus/deleted locale/added locale/updated locale/deleted site/checkoutUrl/updated site/checkoutUrl/deleted
store/priceList/|created updated activated deactivated deleted record/created record/updated record/deleted records/* records/created records/updated records/deleted assignment/updated assignment/deleted
store/priceLists/|deleted
store/metafield/|* created updated deleted
store/|store/metafield/* option/updated modifier/updated information/updated redirects/updated app/uninstalled hook/deliveryException
store/company/|created updated deleted statusUpdated address/created address/updated address/deleted user/created user/updated user/deleted superadmin/assignmentUpdated
store/superadmin/|created updated deleted assignmentUpdated
store/quote/|created updated deleted statusUpdated
`

// StoreScope is the name of an event that BigCommerce documents, such as store/order/message/created.
type StoreScope string

// Choices lists the names.
func (StoreScope) Choices() []value.Choice {
	var choices []value.Choice
	for line := range strings.Lines(strings.TrimSpace(documentedScopes)) {
		start, endings, _ := strings.Cut(strings.TrimSpace(line), "|")
		for ending := range strings.FieldsSeq(endings) {
			choices = append(choices, value.Choice{Value: start + ending, Label: start + ending})
		}
	}
	return choices
}

// ofChannel reports whether the name needs the number of a channel.
func (s StoreScope) ofChannel() bool { return strings.Contains(string(s), channelPlace) }

// forChannel returns the name for a channel.
func (s StoreScope) forChannel(id int64) string {
	return strings.ReplaceAll(string(s), channelPlace, strconv.FormatInt(id, 10))
}
