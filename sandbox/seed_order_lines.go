package sandbox

import "fmt"

// newLine is a line of an order for a variant of a product and its brand, without its amounts.
func newLine(orderID string, id int64, p *product, variant object, brand string) object {
	name := p.fields.raw("name")
	base := moneyV2(centsOf(p.fields.raw("cost_price")))
	return object{
		{"id", number(id)},
		{"order_id", orderID},
		{"product_id", p.fields.raw("id")},
		{"variant_id", variant.raw("id")},
		{"order_pickup_method_id", "0"},
		{"order_address_id", "0"},
		{"name", name},
		{"name_customer", name},
		{"name_merchant", name},
		{"sku", variant.raw("sku")},
		{"upc", p.fields.raw("upc")},
		{"type", p.fields.raw("type")},
		{"base_price", moneyV2(0)},
		{"price_ex_tax", moneyV2(0)},
		{"price_inc_tax", moneyV2(0)},
		{"price_tax", moneyV2(0)},
		{"base_total", moneyV2(0)},
		{"total_ex_tax", moneyV2(0)},
		{"total_inc_tax", moneyV2(0)},
		{"total_tax", moneyV2(0)},
		{"weight", quote(p.fields.raw("weight"))},
		{"width", quote(p.fields.raw("width"))},
		{"height", quote(p.fields.raw("height"))},
		{"depth", quote(p.fields.raw("depth"))},
		{"quantity", "0"},
		{"base_cost_price", base},
		{"cost_price_inc_tax", base},
		{"cost_price_ex_tax", base},
		{"cost_price_tax", moneyV2(0)},
		{"is_refunded", "false"},
		{"quantity_refunded", "0"},
		{"refund_amount", moneyV2(0)},
		{"return_id", "0"},
		{"wrapping_id", "0"},
		{"wrapping_name", `""`},
		{"base_wrapping_cost", moneyV2(0)},
		{"wrapping_cost_ex_tax", moneyV2(0)},
		{"wrapping_cost_inc_tax", moneyV2(0)},
		{"wrapping_cost_tax", moneyV2(0)},
		{"wrapping_message", `""`},
		{"quantity_shipped", "0"},
		{"event_name", "null"},
		{"event_date", "null"},
		{"fixed_shipping_cost", moneyV2(0)},
		{"ebay_item_id", `""`},
		{"ebay_transaction_id", `""`},
		{"option_set_id", "null"},
		{"parent_order_product_id", "null"},
		{"is_bundled_product", "false"},
		{"bin_picking_number", p.fields.raw("bin_picking_number")},
		{"external_id", "null"},
		{"brand", quote(brand)},
		{"gift_certificate_id", "null"},
		{"discounted_total_inc_tax", moneyV2(0)},
		{"applied_discounts", "[]"},
		{"product_options", lineOptions(id, p, variant)},
		{"configurable_fields", "[]"},
	}
}

// lineOptions tells which variant was bought.
func lineOptions(lineID int64, p *product, variant object) string {
	var options []object
	for i, value := range variant.objects("option_values") {
		name, label := value.raw("option_display_name"), value.raw("label")
		options = append(options, object{
			{"id", number(lineID*10 + childLineOption + int64(i))},
			{"option_id", value.raw("option_id")},
			{"order_product_id", number(lineID)},
			{"product_option_id", value.raw("option_id")},
			{"display_name", name},
			{"display_name_customer", name},
			{"display_name_merchant", name},
			{"display_value", label},
			{"display_value_customer", label},
			{"display_value_merchant", label},
			{"value", quote(value.raw("id"))},
			{"type", `"Multiple choice"`},
			{"name", quote(fmt.Sprintf("%s1700000000-%s", unquote(name), p.fields.raw("id")))},
			{"display_style", `"Pick list"`},
		})
	}
	return list(options)
}

func fillLine(line object, sold soldLine) {
	tax := sold.cents * taxPercent / 100
	for name, cents := range map[string]int64{
		"base_price": sold.cents, "price_ex_tax": sold.cents, "price_inc_tax": sold.cents + tax, "price_tax": tax,
		"base_total": sold.exTax(), "total_ex_tax": sold.exTax(), "total_inc_tax": sold.exTax() + sold.tax(), "total_tax": sold.tax(),
		"discounted_total_inc_tax": sold.exTax() + sold.tax() - sold.discount,
	} {
		line.set(name, moneyV2(cents))
	}
	line.set("quantity", number(sold.quantity))
	line.set("quantity_shipped", number(sold.shipped))
	if sold.discount > 0 {
		line.set("applied_discounts", list([]object{{
			{"id", `"coupon"`}, {"amount", moneyV2(sold.discount)}, {"name", `"Spring tide"`}, {"code", `"SPRINGTIDE"`}, {"target", `"order"`},
		}}))
	}
}
