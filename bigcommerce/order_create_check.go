package bigcommerce

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// orderCheck collects what BigCommerce is known to refuse in an order, so that all of it is told at once.
type orderCheck struct{ faults []FieldError }

func (c *orderCheck) add(path, format string, args ...any) {
	c.faults = append(c.faults, FieldError{Path: path, Message: fmt.Sprintf(format, args...)})
}

// checkOrderCreate refuses an order that can't be made.
func checkOrderCreate(api string, order OrderCreate) error {
	var c orderCheck
	c.billing(order.BillingAddress.OrderAddressFields)
	c.goods(order)
	c.fields(order.OrderFields)
	for i, fee := range order.Fees.Or(nil) {
		c.newFee(fmt.Sprintf("/fees/%d", i), fee)
	}
	c.additional(order.ReadOnly(), order.Additional)
	return invalidFields(api, c.faults)
}

// billing wants the postal code.
func (c *orderCheck) billing(address OrderAddressFields) {
	if utf8.RuneCountInString(strings.TrimSpace(address.Zip.Or(""))) < 2 {
		c.add("/billing_address/zip", "The billing address needs a postal code of two characters or more.")
	}
}

// goods wants products, or consignments, and not both.
func (c *orderCheck) goods(order OrderCreate) {
	products := order.Products.Or(nil)
	consignments, collected := order.Consignments.Get()
	switch {
	case !collected && len(products) == 0:
		c.add("/products", "Say what is ordered: give products, or consignments with a pickup.")
	case collected && len(products) > 0:
		c.add("/products", "An order is either shipped or collected: give products or consignments, not both.")
	}
	if collected && len(order.ShippingAddresses.Or(nil)) > 0 {
		c.add("/shipping_addresses", "An order that is collected has no shipping addresses: leave them out, or give products in place of consignments.")
	}
	c.lines("/products", products)
	if collected && len(consignments.Pickups) != 1 {
		c.add("/consignments/pickups", "An order that is collected has exactly one pickup, got %d.", len(consignments.Pickups))
	}
	for i, pickup := range consignments.Pickups {
		path := fmt.Sprintf("/consignments/pickups/%d", i)
		if pickup.PickupMethodID < 1 {
			c.add(path+"/pickup_method_id", "A pickup needs a pickup method.")
		}
		if len(pickup.LineItems) == 0 {
			c.add(path+"/line_items", "Say what is collected: a pickup has at least one line item.")
		}
		c.lines(path+"/line_items", pickup.LineItems)
	}
}

func (c *orderCheck) lines(path string, lines []OrderProductCreate) {
	for i, line := range lines {
		c.line(fmt.Sprintf("%s/%d", path, i), line)
	}
}

// line checks a product of the catalog, or a custom one, which has no product_id.
func (c *orderCheck) line(path string, line OrderProductCreate) {
	productID, ofCatalog := line.ProductID.Get()
	if ofCatalog && productID < 1 {
		c.add(path+"/product_id", "A product's number is 1 or higher; leave it out for a product that is not in the catalog.")
	}
	if quantity, given := line.Quantity.Get(); given && quantity < 1 {
		c.add(path+"/quantity", "Order at least 1 piece, not %d.", quantity)
	}
	c.lineFields(path, line)
	if !ofCatalog {
		c.customLine(path, line)
	}
}

// lineFields checks what holds for a new line and for a change of one.
func (c *orderCheck) lineFields(path string, line OrderProductCreate) {
	c.together(path, "price_ex_tax", line.PriceExTax.IsSet(), "price_inc_tax", line.PriceIncTax.IsSet())
	c.together(path, "wrapping_cost_ex_tax", line.WrappingCostExTax.IsSet(), "wrapping_cost_inc_tax", line.WrappingCostIncTax.IsSet())
	if line.WrappingID.Or(0) > 0 && !line.WrappingCostExTax.IsSet() && !line.WrappingCostIncTax.IsSet() {
		c.add(path+"/wrapping_cost_ex_tax", "A gift wrapping needs its cost, both wrapping_cost_ex_tax and wrapping_cost_inc_tax.")
	}
	c.same(path, "name", line.Name.Or(""), "name_customer", line.NameCustomer.Or(""))
	for i, option := range line.ProductOptions.Or(nil) {
		below := fmt.Sprintf("%s/product_options/%d", path, i)
		c.same(below, "display_name", option.DisplayName, "display_name_customer", option.DisplayNameCustomer)
		c.same(below, "display_value", option.DisplayValue, "display_value_customer", option.DisplayValueCustomer)
	}
}

// longestCustomName is how many characters the name of a custom product may have; those of the catalog may have more.
const longestCustomName = 250

func (c *orderCheck) customLine(path string, line OrderProductCreate) {
	const custom = "A product that is not in the catalog (without product_id) needs %s."
	if line.Name.Or("")+line.NameCustomer.Or("")+line.NameMerchant.Or("") == "" {
		c.add(path+"/name", custom, "a name")
	}
	if length := utf8.RuneCountInString(line.Name.Or("")); length > longestCustomName {
		c.add(path+"/name", "The name of a product that is not in the catalog has at most %d characters, not %d.", longestCustomName, length)
	}
	if !line.Quantity.IsSet() {
		c.add(path+"/quantity", custom, "a quantity")
	}
	if !line.PriceExTax.IsSet() && !line.PriceIncTax.IsSet() {
		c.add(path+"/price_ex_tax", custom, "its price without tax")
		c.add(path+"/price_inc_tax", custom, "its price with tax")
	}
	if line.VariantID.IsSet() {
		c.add(path+"/variant_id", "Only a product of the catalog has variants: give its product_id too.")
	}
	if len(line.ProductOptions.Or(nil)) > 0 {
		c.add(path+"/product_options", "Only a product of the catalog has options: give its product_id too.")
	}
}

// fields checks the fields that exclude, demand or limit one another.
func (c *orderCheck) fields(order OrderFields) {
	amounts := []struct {
		name   string
		amount value.Optional[value.MoneyText]
	}{
		{"subtotal_ex_tax", order.SubtotalExTax},
		{"subtotal_inc_tax", order.SubtotalIncTax},
		{"base_shipping_cost", order.BaseShippingCost},
		{"shipping_cost_ex_tax", order.ShippingCostExTax},
		{"shipping_cost_inc_tax", order.ShippingCostIncTax},
		{"base_handling_cost", order.BaseHandlingCost},
		{"handling_cost_ex_tax", order.HandlingCostExTax},
		{"handling_cost_inc_tax", order.HandlingCostIncTax},
		{"base_wrapping_cost", order.BaseWrappingCost},
		{"wrapping_cost_ex_tax", order.WrappingCostExTax},
		{"wrapping_cost_inc_tax", order.WrappingCostIncTax},
		{"total_ex_tax", order.TotalExTax},
		{"total_inc_tax", order.TotalIncTax},
		{"discount_amount", order.DiscountAmount},
		{"refunded_amount", order.RefundedAmount},
	}
	for _, one := range amounts {
		c.notNegative("/"+one.name, one.amount.Or(""))
	}
	c.together("", "subtotal_ex_tax", order.SubtotalExTax.IsSet(), "subtotal_inc_tax", order.SubtotalIncTax.IsSet())
	c.together("", "shipping_cost_ex_tax", order.ShippingCostExTax.IsSet(), "shipping_cost_inc_tax", order.ShippingCostIncTax.IsSet())
	c.together("", "total_ex_tax", order.TotalExTax.IsSet(), "total_inc_tax", order.TotalIncTax.IsSet())
	if order.IPAddress.Or("") != "" && order.IPAddressV6.Or("") != "" {
		c.add("/ip_address_v6", "An order has one address it came from: give either ip_address or ip_address_v6.")
	}
}

// newFee checks a fee that the order doesn't have yet.
func (c *orderCheck) newFee(path string, fee OrderFeeFields) {
	if fee.DisplayNameCustomer+fee.DisplayNameMerchant == "" {
		c.add(path+"/display_name_customer", "A fee needs a name: display_name_customer or display_name_merchant.")
	}
	if given := c.feeCosts(path, fee); given < 2 {
		c.add(path, "A fee needs two of cost_ex_tax, cost_inc_tax and cost_tax, got %d.", given)
	}
}

// feeCosts checks the costs of a fee and returns how many are given.
func (c *orderCheck) feeCosts(path string, fee OrderFeeFields) (given int) {
	for j, cost := range []value.MoneyText{fee.CostExTax, fee.CostIncTax, fee.CostTax} {
		c.notNegative(path+"/"+[]string{"cost_ex_tax", "cost_inc_tax", "cost_tax"}[j], cost)
		if cost != "" {
			given++
		}
	}
	return given
}

// additional refuses additional fields that can't be set.
func (c *orderCheck) additional(readOnly map[string]string, additional Additional) {
	for _, name := range slices.Sorted(maps.Keys(additional.AdditionalFields)) {
		if reason, refused := readOnly[name]; refused {
			c.add(value.Pointer(additionalFields, name), "%s can't be set. %s", name, reason)
		}
	}
}

// together wants both of two fields or none.
func (c *orderCheck) together(path, first string, hasFirst bool, second string, hasSecond bool) {
	if hasFirst == hasSecond {
		return
	}
	if hasSecond {
		first, second = second, first
	}
	c.add(path+"/"+second, "%s needs %s beside it: BigCommerce takes both or none.", first, second)
}

// same wants two names of one text to say the same.
func (c *orderCheck) same(path, first, one, second, other string) {
	if one != "" && other != "" && one != other {
		c.add(path+"/"+second, "%s and %s are two names of one field: give one of them, or the same text.", first, second)
	}
}

func (c *orderCheck) notNegative(path string, amount value.MoneyText) {
	if strings.HasPrefix(string(amount), "-") {
		c.add(path, "The amount can't be below 0, got %s.", amount)
	}
}
