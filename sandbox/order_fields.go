package sandbox

// newOrderFields are the fields of an order of which nothing is known, in the vendor's order.
func newOrderFields(id int64) object {
	fields := object{
		{"id", number(id)},
		{"customer_id", "0"},
		{"date_created", `""`},
		{"date_modified", `""`},
		{"date_shipped", `""`},
		{"status_id", "0"},
		{"status", `""`},
	}
	for _, name := range []string{
		"subtotal_ex_tax", "subtotal_inc_tax", "subtotal_tax", "base_shipping_cost", "shipping_cost_ex_tax", "shipping_cost_inc_tax",
		"shipping_cost_tax", "base_handling_cost", "handling_cost_ex_tax", "handling_cost_inc_tax", "handling_cost_tax",
		"base_wrapping_cost", "wrapping_cost_ex_tax", "wrapping_cost_inc_tax", "wrapping_cost_tax", "total_ex_tax", "total_inc_tax",
		"total_tax", "store_credit_amount", "gift_certificate_amount", "discount_amount", "coupon_discount", "refunded_amount",
	} {
		fields = append(fields, field{name, moneyV2(0)})
	}
	return append(fields,
		field{"shipping_cost_tax_class_id", "2"},
		field{"handling_cost_tax_class_id", "2"},
		field{"wrapping_cost_tax_class_id", "3"},
		field{"items_total", "0"},
		field{"items_shipped", "0"},
		field{"payment_method", `""`},
		field{"payment_provider_id", `""`},
		field{"payment_status", `""`},
		field{"order_is_digital", "false"},
		field{"ip_address", `""`},
		field{"ip_address_v6", `""`},
		field{"geoip_country", `""`},
		field{"geoip_country_iso2", `""`},
		field{"currency_id", "1"},
		field{"currency_code", `"USD"`},
		field{"currency_exchange_rate", `"1.0000000000"`},
		field{"default_currency_id", "1"},
		field{"default_currency_code", `"USD"`},
		field{"store_default_currency_code", `"USD"`},
		field{"store_default_to_transactional_exchange_rate", `"1.0000000000"`},
		field{"staff_notes", `""`},
		field{"customer_message", `""`},
		field{"is_deleted", "false"},
		field{"is_tax_inclusive_pricing", "false"},
		field{"is_email_opt_in", "false"},
		field{"ebay_order_id", `"0"`},
		field{"cart_id", `""`},
		field{"billing_address", "{}"},
		field{"shipping_address_count", "0"},
		field{"order_source", `"www"`},
		field{"channel_id", "1"},
		field{"external_source", "null"},
		field{"external_id", "null"},
		field{"external_merchant_id", "null"},
		field{"external_order_id", `""`},
		field{"tax_provider_id", `"BasicTaxProvider"`},
		field{"customer_locale", `"en"`},
		field{"custom_status", `""`},
	)
}
