package sandbox

import "time"

// seedInformation tells who the store is, where it sells and where its stock lies.
func (s *Store) seedInformation(empty bool) {
	opened := s.shop.spread(0, 1, 700)
	s.storeInformation = storeInformation(s.hash)
	s.channels = newTable(1, 0, noRow)
	s.channels.put(1, newChannel(1, "Tidewrack Instruments", "storefront", "bigcommerce", opened))
	s.locations = newTable(1, 0, noRow)
	s.locations.put(1, newLocation(1, "BC-LOCATION-1", "Boathouse", opened))
	s.seedPickupMethods(empty, opened)
	s.seedPriceLists(empty, opened)
	if empty {
		return
	}
	s.channels.put(2, newChannel(2, "Quayside kiosk", "pos", "square", opened.Add(90*24*time.Hour)))
	s.locations.put(2, newLocation(2, "LIGHTHOUSE", "Lighthouse store", opened.Add(120*24*time.Hour)))
}

func newChannel(id int64, name, kind, platform string, created time.Time) object {
	return object{
		{"id", number(id)},
		{"external_id", `""`},
		{"is_listable_from_ui", "true"},
		{"is_enabled", "true"},
		{"is_visible", "true"},
		{"status", `"active"`},
		{"name", quote(name)},
		{"type", quote(kind)},
		{"platform", quote(platform)},
		{"date_created", dateV3(created)},
		{"date_modified", dateV3(created)},
		{"icon_url", quote("https://cdn11.bigcommerce.com/app-icons/" + platform + ".svg")},
	}
}

func newLocation(id int64, code, label string, created time.Time) object {
	hours := object{}
	for _, day := range []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"} {
		hours = append(hours, field{day, `{"open":` + boolText(day != "sunday") + `,"opening":"08:00","closing":"17:30"}`})
	}
	address := object{
		{"address1", `"1 Old Slipway"`},
		{"address2", `""`},
		{"city", `"Rockport"`},
		{"state", `"Maine"`},
		{"zip", `"04856"`},
		{"email", `"stock@example.com"`},
		{"phone", `"555-0100"`},
		{"geo_coordinates", `{"latitude":44.1845,"longitude":-69.0762}`},
		{"country_code", `"US"`},
	}
	return object{
		{"id", number(id)},
		{"code", quote(code)},
		{"label", quote(label)},
		{"description", quote(label + " by the harbour")},
		{"managed_by_external_source", "false"},
		{"type_id", `"PHYSICAL"`},
		{"enabled", "true"},
		{"operating_hours", hours.String()},
		{"time_zone", `"Etc/UTC"`},
		{"created_at", dateV3(created)},
		{"updated_at", dateV3(created)},
		{"address", address.String()},
		{"storefront_visibility", "true"},
		{"special_hours", `[{"label":"Midwinter","date":"2025-12-21","open":false,"opening":"00:00","closing":"00:00","all_day":true,"annual":true}]`},
	}
}

func storeInformation(hash string) object {
	domain := "tidewrack-instruments.example.com"
	return object{
		{"id", quote(hash)},
		{"account_uuid", quote(uuid("account", 1))},
		{"domain", quote(domain)},
		{"secure_url", quote("https://" + domain)},
		{"control_panel_base_url", quote("https://store-" + hash + ".mybigcommerce.com")},
		{"status", `"live"`},
		{"name", `"Tidewrack Instruments"`},
		{"first_name", `"Maeve"`},
		{"last_name", `"Tregear"`},
		{"address", quote("Tidewrack Instruments\n1 Old Slipway\nRockport")},
		{"country", `"United States"`},
		{"country_code", `"US"`},
		{"infrastructure_region", `"us-central1"`},
		{"phone", `"555-0100"`},
		{"admin_email", `"keeper@example.com"`},
		{"order_email", `"orders@example.com"`},
		{"favicon_url", `""`},
		{"timezone", `{"name":"Etc/UTC","raw_offset":0,"dst_offset":0,"dst_correction":false,` +
			`"date_format":{"display":"M jS Y","export":"M jS Y","extended_display":"M jS Y @ g:i A"}}`},
		{"language", `"en"`},
		{"currency", `"USD"`},
		{"currency_symbol", `"$"`},
		{"decimal_separator", `"."`},
		{"thousands_separator", `","`},
		{"decimal_places", "2"},
		{"currency_symbol_location", `"left"`},
		{"weight_units", `"KGS"`},
		{"dimension_units", `"Centimeters"`},
		{"dimension_decimal_places", "2"},
		{"dimension_decimal_token", `"."`},
		{"dimension_thousands_token", `","`},
		{"plan_name", `"Sandbox"`},
		{"plan_level", `"Sandbox"`},
		{"plan_is_trial", "false"},
		{"industry", `"Chandlery"`},
		{"logo", "[]"},
		{"is_price_entered_with_tax", "false"},
		{"store_id", "1000001"},
		{"default_channel_id", "1"},
		{"default_site_id", "1000"},
		{"active_comparison_modules", "[]"},
		{"features", `{"stencil_enabled":true,"sitewidehttps_enabled":true,"facebook_catalog_id":"","checkout_type":"optimized",` +
			`"wishlists_enabled":true,"graphql_storefront_api_enabled":true,"shopper_consent_tracking_enabled":false,` +
			`"multi_storefront_enabled":true,"storefront_limits":{"active":1,"total_including_inactive":1}}`},
	}
}
