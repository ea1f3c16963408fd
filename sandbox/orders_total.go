package sandbox

import "slices"

// costs are what an order costs beside its products, each with a base and an amount without and with tax.
var costs = []string{"shipping", "handling", "wrapping"}

// countLines brings the sums over the lines up to date: the subtotals, the numbers of items, the discounts that are left.
func (o *order) countLines() {
	var exTax, incTax, discount, items, shipped, wrappingEx, wrappingInc int64
	digital := true
	perAddress := map[string][2]int64{}
	for _, line := range o.owned.products {
		exTax, incTax = exTax+unitsOf(line.raw("total_ex_tax")), incTax+unitsOf(line.raw("total_inc_tax"))
		discount += unitsOf(line.raw("total_inc_tax")) - unitsOf(line.raw("discounted_total_inc_tax"))
		items, shipped = items+line.integer("quantity"), shipped+line.integer("quantity_shipped")
		wrappingEx += unitsOf(line.raw("wrapping_cost_ex_tax"))
		wrappingInc += unitsOf(line.raw("wrapping_cost_inc_tax"))
		digital = digital && line.text("type") == "digital"
		counts := perAddress[line.raw("order_address_id")]
		perAddress[line.raw("order_address_id")] = [2]int64{counts[0] + line.integer("quantity"), counts[1] + line.integer("quantity_shipped")}
	}
	setMoney(o.fields, map[string]int64{
		"subtotal_ex_tax": exTax, "subtotal_inc_tax": incTax, "subtotal_tax": incTax - exTax, "coupon_discount": discount,
		"base_wrapping_cost": wrappingEx, "wrapping_cost_ex_tax": wrappingEx, "wrapping_cost_inc_tax": wrappingInc,
		"wrapping_cost_tax": wrappingInc - wrappingEx,
	})
	o.fields.set("items_total", number(items))
	o.fields.set("items_shipped", number(shipped))
	o.fields.set("order_is_digital", boolText(digital && len(o.owned.products) > 0))
	for i, address := range o.owned.shippingAddresses {
		counts := perAddress[address.raw("id")]
		o.owned.shippingAddresses[i] = address.with("items_total", number(counts[0])).with("items_shipped", number(counts[1]))
	}
}

// price sets the amounts that a body overrides, and sums the order up: what isn't overridden follows from the rest.
func (o *order) price(body object) {
	for _, name := range orderMoney {
		if value, given := body.get(name); given {
			o.fields.set(name, money(unitsOf(value)))
		}
	}
	o.fields.set("refunded_amount", money(0)) // refunds are told by V3 alone
	exTax, incTax := o.pair("subtotal_ex_tax", "subtotal_inc_tax")
	o.fields.set("subtotal_tax", money(incTax-exTax))
	for _, cost := range costs {
		base, ex, inc := "base_"+cost+"_cost", cost+"_cost_ex_tax", cost+"_cost_inc_tax"
		_, hasBase := body.get(base)
		_, hasEx := body.get(ex)
		_, hasInc := body.get(inc)
		switch {
		case hasBase && !hasEx && !hasInc:
			o.fields.set(ex, o.fields.raw(base))
			o.fields.set(inc, o.fields.raw(base))
		case hasEx && !hasInc:
			o.fields.set(inc, o.fields.raw(ex))
		case hasInc && !hasEx:
			o.fields.set(ex, o.fields.raw(inc))
		}
		if !hasBase && (hasEx || hasInc) {
			o.fields.set(base, o.fields.raw(ex))
		}
		costEx, costInc := o.pair(ex, inc)
		o.fields.set(cost+"_cost_tax", money(costInc-costEx))
		exTax, incTax = exTax+costEx, incTax+costInc
	}
	for _, fee := range o.owned.fees {
		exTax, incTax = exTax+unitsOf(fee.raw("cost_ex_tax")), incTax+unitsOf(fee.raw("cost_inc_tax"))
	}
	discount, coupons := o.pair("discount_amount", "coupon_discount")
	totalEx, totalInc := max(exTax-discount-coupons, 0), max(incTax-discount-coupons, 0)
	if _, overridden := body.get("total_ex_tax"); overridden {
		totalEx, totalInc = unitsOf(body.raw("total_ex_tax")), unitsOf(body.raw("total_inc_tax"))
	}
	setMoney(o.fields, map[string]int64{"total_ex_tax": totalEx, "total_inc_tax": totalInc, "total_tax": totalInc - totalEx})
}

func (o *order) pair(first, second string) (int64, int64) {
	return unitsOf(o.fields.raw(first)), unitsOf(o.fields.raw(second))
}

// bearShipping puts the cost of shipping on the first shipping address.
func (o *order) bearShipping() {
	if len(o.owned.shippingAddresses) == 0 {
		return
	}
	ex, inc := o.pair("shipping_cost_ex_tax", "shipping_cost_inc_tax")
	address := slices.Clone(o.owned.shippingAddresses[0])
	setMoney(address, map[string]int64{
		"base_cost": unitsOf(o.fields.raw("base_shipping_cost")), "cost_ex_tax": ex, "cost_inc_tax": inc, "cost_tax": inc - ex,
	})
	o.owned.shippingAddresses[0] = address
}

// bringsNewTotal reports whether a body changes what the order costs.
func bringsNewTotal(body object) bool {
	return slices.ContainsFunc(body, func(f field) bool {
		return f.name == "products" || f.name == "consignments" || f.name == "fees" || slices.Contains(orderMoney, f.name)
	})
}

// newFees are the fees of a body: those with an id change one that the order has, the others are new.
func (s *Store) newFees(body object, existing []object) ([]object, *refusal) {
	var fees []object
	for _, given := range body.objects("fees") {
		fee := newFee(0).with("display_name_customer", `""`).with("display_name_merchant", `""`).with("source", `""`)
		if id, known := given.get("id"); known {
			at := slices.IndexFunc(existing, func(fee object) bool { return fee.raw("id") == id })
			if at < 0 {
				return nil, invalidV2("fees", "the order has no fee %s", id)
			}
			fee = existing[at]
		} else {
			fee = fee.with("id", number(s.takePartID()))
		}
		fees = append(fees, filledFee(fee, given))
	}
	return fees, nil
}

// filledFee is a fee with what a body says of it. Of its three amounts two tell the third.
func filledFee(fee, given object) object {
	amount := func(name string) (int64, bool) {
		value, ok := given.get(name)
		return unitsOf(value), ok
	}
	ex, hasEx := amount("cost_ex_tax")
	inc, hasInc := amount("cost_inc_tax")
	tax, hasTax := amount("cost_tax")
	switch {
	case !hasEx && !hasInc && !hasTax:
		ex, inc = unitsOf(fee.raw("cost_ex_tax")), unitsOf(fee.raw("cost_inc_tax"))
	case hasEx && !hasInc:
		inc = ex + tax
	case hasInc && !hasEx:
		ex = inc - tax
	}
	fee = slices.Clone(fee).merged(given.without("id", "base_cost", "cost_ex_tax", "cost_inc_tax", "cost_tax"))
	setMoney(fee, map[string]int64{"base_cost": ex, "cost_ex_tax": ex, "cost_inc_tax": inc, "cost_tax": inc - ex})
	for name, other := range map[string]string{
		"display_name_customer": "display_name_merchant", "display_name_merchant": "display_name_customer",
	} {
		if fee.text(name) == "" {
			fee = fee.with(name, fee.raw(other))
		}
	}
	return fee
}
