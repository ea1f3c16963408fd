package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// orderReadOnly are the fields of an order that no request may carry, whatever their value.
var orderReadOnly = []string{
	"id", "date_modified", "date_shipped", "cart_id", "status", "custom_status", "subtotal_tax", "shipping_cost_tax",
	"shipping_cost_tax_class_id", "handling_cost_tax", "handling_cost_tax_class_id", "wrapping_cost_tax", "wrapping_cost_tax_class_id",
	"total_tax", "payment_status", "store_credit_amount", "gift_certificate_amount", "currency_id", "currency_code",
	"currency_exchange_rate", "default_currency_id", "store_default_currency_code", "store_default_to_transactional_exchange_rate",
	"coupon_discount", "coupons", "shipping_address_count", "is_tax_inclusive_pricing", "is_email_opt_in", "external_id", "order_source",
	"tax_provider_id",
}

// orderMoney are the amounts of an order that can be written, as numbers or as text.
var orderMoney = []string{
	"base_handling_cost", "base_shipping_cost", "base_wrapping_cost", "discount_amount", "handling_cost_ex_tax", "handling_cost_inc_tax",
	"refunded_amount", "shipping_cost_ex_tax", "shipping_cost_inc_tax", "subtotal_ex_tax", "subtotal_inc_tax", "total_ex_tax",
	"total_inc_tax", "wrapping_cost_ex_tax", "wrapping_cost_inc_tax",
}

// orderPairs are amounts that are overridden together or not at all.
var orderPairs = [][2]string{
	{"subtotal_ex_tax", "subtotal_inc_tax"}, {"total_ex_tax", "total_inc_tax"}, {"shipping_cost_ex_tax", "shipping_cost_inc_tax"},
}

var orderRules = []rule{
	integerOf("customer_id", 0, int32Max),
	integerOf("status_id", 0, float64(len(orderStatuses)-1)),
	integerOf("channel_id", 1, int32Max),
	integerOf("items_total", 0, int32Max),
	integerOf("items_shipped", 0, int32Max),
	textOf("customer_message", 0, unbounded),
	textOf("staff_notes", 0, longText),
	textOf("payment_method", 0, unbounded),
	textOf("ip_address", 0, 30),
	textOf("ip_address_v6", 0, 39),
	textOf("geoip_country", 0, unbounded),
	textOf("geoip_country_iso2", 0, 2),
	textOf("customer_locale", 0, 20),
	textOf("ebay_order_id", 0, unbounded),
	textOf("external_source", 0, unbounded).orNull(),
	textOf("external_order_id", 0, unbounded).orNull(),
	textOf("external_merchant_id", 0, unbounded).orNull(),
	flag("order_is_digital"),
	flag("is_deleted"),
	objectsOf("fees", unbounded,
		integerOf("id", 1, int32Max),
		choice("type", "custom_fee"),
		textOf("display_name_customer", 0, unbounded),
		textOf("display_name_merchant", 0, unbounded),
		textOf("source", 0, unbounded),
		rule{name: "cost_ex_tax", shape: aNumberOrText},
		rule{name: "cost_inc_tax", shape: aNumberOrText},
		rule{name: "cost_tax", shape: aNumberOrText},
		integerOf("tax_class_id", 0, int32Max).orNull(),
	),
}

// itemRules are the demands on a line that is bought or changed.
var itemRules = []rule{
	integerOf("id", 1, largeSize),
	integerOf("product_id", 1, largeSize),
	integerOf("variant_id", 1, largeSize),
	integerOf("quantity", 0, int32Max),
	numberOf("price_inc_tax", 0, unbounded),
	numberOf("price_ex_tax", 0, unbounded),
	textOf("name", 1, 250),
	textOf("name_customer", 1, 250),
	textOf("name_merchant", 0, 250),
	textOf("sku", 0, 255),
	textOf("upc", 0, 255),
	objectsOf("product_options", unbounded, integerOf("id", 1, largeSize).must(), rule{name: "value", shape: anything, required: true}),
	integerOf("wrapping_id", 0, int32Max),
	textOf("wrapping_name", 0, unbounded),
	textOf("wrapping_message", 0, unbounded),
	numberOf("wrapping_cost_ex_tax", 0, unbounded),
	numberOf("wrapping_cost_inc_tax", 0, unbounded),
}

var orderAddressRules = []rule{
	textOf("first_name", 0, 255), textOf("last_name", 0, 255), textOf("company", 0, 255), textOf("street_1", 0, 255),
	textOf("street_2", 0, 255), textOf("city", 0, 255), textOf("state", 0, 255), textOf("country", 0, 255),
	textOf("country_iso2", 0, 2), textOf("phone", 0, 255), textOf("email", 0, 255), textOf("shipping_method", 0, 255), formFieldRules,
}

var pickupRules = []rule{
	integerOf("id", 1, largeSize),
	integerOf("pickup_method_id", 1, int32Max).must(),
	textOf("pickup_method_display_name", 0, 250),
	textOf("collection_instructions", 0, unbounded),
	textOf("collection_time_description", 0, 250),
	objectOf("location",
		textOf("name", 0, 255), textOf("code", 0, 50), textOf("address_line_1", 0, 255), textOf("address_line_2", 0, 255), textOf("city", 0, 255),
		textOf("state", 0, 255), textOf("postal_code", 0, 50), textOf("country_alpha2", 2, 2), textOf("email", 0, 255), textOf("phone", 0, 125),
	),
}

// missingV2 refuses a request of V2 that lacks a field.
func missingV2(name string) *refusal {
	return refuse(http.StatusBadRequest, "The required field '"+name+"' was not supplied.")
}

// invalidV2 refuses a field of a request of V2, with the reason.
func invalidV2(name, format string, args ...any) *refusal {
	f := refuse(http.StatusBadRequest, "The field '"+name+"' is invalid.")
	f.detail = object{{"invalid_reason", quote(fmt.Sprintf(format, args...))}}
	return f
}

// readOnlyV2 refuses a field that can't be written.
func readOnlyV2(name string) *refusal {
	return refuse(http.StatusBadRequest, "The field '"+name+"' cannot be written to. Please remove it from your request before trying again.")
}

// firstV2 refuses what a check found first; nil when it found nothing.
func firstV2(errors object) *refusal {
	if len(errors) == 0 {
		return nil
	}
	if text := unquote(errors[0].value); text != pathMissing {
		return invalidV2(errors[0].name, "%s", text)
	}
	return missingV2(errors[0].name)
}

// firstOf runs checks until one refuses.
func firstOf(checks ...func() *refusal) *refusal {
	for _, check := range checks {
		if f := check(); f != nil {
			return f
		}
	}
	return nil
}

// bodyV2 reads a body that is an object, and refuses those of its fields that can't be written.
func bodyV2(r *request, readOnly []string) (object, *refusal) {
	body, err := parseObject(r.body)
	if err != nil {
		return nil, refuse(http.StatusBadRequest, "The request body is not a JSON object.")
	}
	for _, f := range body {
		if slices.Contains(readOnly, f.name) {
			return nil, readOnlyV2(f.name)
		}
	}
	return body, nil
}

// checkOrder checks the fields of an order that is created or changed, all but the lines.
func (s *Store) checkOrder(body object) *refusal {
	return firstOf(
		func() *refusal { return firstV2(check(orderRules, body, "", true)) },
		func() *refusal { return checkMoney(body, "", orderMoney) },
		func() *refusal { return checkPairs(body) },
		func() *refusal { return s.checkReferences(body) },
		func() *refusal { return checkDateCreated(body) },
		func() *refusal { return checkOrderFees(body) },
		func() *refusal { return checkShippingAddresses(body) },
	)
}

// checkMoney refuses amounts that are none or below zero.
func checkMoney(body object, prefix string, names []string) *refusal {
	for _, name := range names {
		value, given := body.get(name)
		if !given {
			continue
		}
		if amount, err := strconv.ParseFloat(unquote(value), 64); err != nil || amount < 0 {
			return invalidV2(prefix+name, "must be an amount that is not negative, such as \"12.5000\"")
		}
	}
	return nil
}

func checkPairs(body object) *refusal {
	for _, pair := range orderPairs {
		_, first := body.get(pair[0])
		_, second := body.get(pair[1])
		switch {
		case first && !second:
			return missingV2(pair[1])
		case second && !first:
			return missingV2(pair[0])
		}
	}
	return nil
}

func (s *Store) checkReferences(body object) *refusal {
	if id := body.integer("customer_id"); id != 0 && !s.customers.has(id) {
		return invalidV2("customer_id", "there is no customer %d", id)
	}
	if id, given := body.get("channel_id"); given {
		channel, found := s.channels.get(body.integer("channel_id"))
		if !found || channel.text("status") != "active" && channel.text("status") != "prelaunch" && channel.text("status") != "connected" {
			return invalidV2("channel_id", "there is no enabled channel %s", id)
		}
	}
	if body.text("ip_address") != "" && body.text("ip_address_v6") != "" {
		return invalidV2("ip_address_v6", "an order has either ip_address or ip_address_v6")
	}
	return nil
}

func checkDateCreated(body object) *refusal {
	value, given := body.get("date_created")
	if !given {
		return nil
	}
	if _, err := parseDate(unquote(value), time.Time{}); err != nil || value[0] != '"' {
		return invalidV2("date_created", "must be a date as in RFC 2822")
	}
	return nil
}

// checkOrderFees wants a name and two of the three amounts for each fee that is new.
func checkOrderFees(body object) *refusal {
	for i, fee := range body.objects("fees") {
		path := "fees." + strconv.Itoa(i) + "."
		costs := []string{"cost_ex_tax", "cost_inc_tax", "cost_tax"}
		if f := checkMoney(fee, path, costs); f != nil {
			return f
		}
		if _, known := fee.get("id"); known {
			continue
		}
		if fee.text("display_name_customer") == "" && fee.text("display_name_merchant") == "" {
			return missingV2(path + "display_name_customer")
		}
		costs = slices.DeleteFunc(costs, func(name string) bool { _, given := fee.get(name); return given })
		if len(costs) > 1 {
			return missingV2(path + costs[0])
		}
	}
	return nil
}

// checkBilling checks the billing address, of which a new order needs at least the ZIP code.
func checkBilling(body object, partial bool) *refusal {
	value, given := body.get("billing_address")
	if !given {
		if partial {
			return nil
		}
		return missingV2("billing_address")
	}
	address, err := parseObject([]byte(value))
	if err != nil {
		return invalidV2("billing_address", "must be an object")
	}
	rules := append(slices.Clone(orderAddressRules), textOf("zip", 2, 255).must())
	if f := firstV2(check(rules, address, "billing_address.", partial)); f != nil {
		return f
	}
	return checkEmail(address, "billing_address.")
}

func checkEmail(address object, prefix string) *refusal {
	if email := address.text("email"); email != "" && !strings.Contains(email, "@") {
		return invalidV2(prefix+"email", "must be an e-mail address")
	}
	return nil
}

func checkShippingAddresses(body object) *refusal {
	rules := append(slices.Clone(orderAddressRules), textOf("zip", 0, 255), integerOf("id", 1, largeSize))
	if f := firstV2(check([]rule{objectsOf("shipping_addresses", unbounded, rules...)}, body, "", true)); f != nil {
		return f
	}
	for i, address := range body.objects("shipping_addresses") {
		if f := checkEmail(address, "shipping_addresses."+strconv.Itoa(i)+"."); f != nil {
			return f
		}
	}
	return nil
}

// checkConsignments checks the one pickup of an order that is collected, which has neither products nor shipping addresses
// beside it.
func checkConsignments(body object) *refusal {
	value, given := body.get("consignments")
	if !given {
		return nil
	}
	for _, other := range []string{"products", "shipping_addresses"} {
		if _, both := body.get(other); both {
			return invalidV2(other, "an order has either consignments or %s", other)
		}
	}
	consignments, err := parseObject([]byte(value))
	if err != nil {
		return invalidV2("consignments", "must be an object")
	}
	lines := objectsOf("line_items", unbounded, itemRules...).must().notEmpty()
	one := objectsOf("pickups", 1, append(slices.Clone(pickupRules), lines)...).must().notEmpty()
	return firstV2(check([]rule{one}, consignments, "consignments.", false))
}
