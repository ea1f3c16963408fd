package sandbox

import "strings"

// taxListing takes details, which is no filter.
var taxListing = listing{extra: []string{"page", "limit", "details"}}

// listTaxes answers with the taxes of an order: what each address or pickup bears of them or, with details, each line and cost.
func listTaxes(s *Store, r *request) (answer, *refusal) {
	o, f := s.order(r)
	if f != nil {
		return answer{}, f
	}
	return s.answerPart(taxListing, o.taxes(strings.EqualFold(r.query.Get("details"), "true")), r)
}

// taxes are the taxes of the order, in the order of their addresses.
func (o *order) taxes(detailed bool) []object {
	var taxes []object
	add := func(address, pickup string, amount int64, details ...field) {
		if amount == 0 {
			return
		}
		taxes = append(taxes, append(object{
			{"id", number(o.fields.integer("id")*childrenEach*10 + int64(len(taxes)+1))},
			{"order_id", o.fields.raw("id")},
			{"order_address_id", address},
			{"tax_rate_id", "1"},
			{"sales_tax_id", `"1"`},
			{"tax_class_id", "0"},
			{"name", `"Sales tax"`},
			{"class", `"Default Tax Class"`},
			{"rate", money(taxPercent * 10_000)},
			{"priority", "1"},
			{"priority_amount", o.fields.raw("total_tax")},
			{"line_amount", money(amount)},
			{"order_pickup_method_id", pickup},
		}, details...))
	}
	for _, place := range o.taxedPlaces() {
		var sum int64
		for _, part := range place.parts {
			sum += part.amount
			if detailed {
				add(place.address, place.pickup, part.amount, field{"order_product_id", quote(part.line)}, field{"line_item_type", quote(part.kind)})
			}
		}
		if !detailed {
			add(place.address, place.pickup, sum)
		}
	}
	return taxes
}

// taxedPlace is where taxed goods go: an address, a pickup, or neither for what is downloaded.
type taxedPlace struct {
	address, pickup string
	parts           []taxedPart
}

// taxedPart is a line or a cost with the tax on it. Costs have no line.
type taxedPart struct {
	kind, line string
	amount     int64
}

func (o *order) taxedPlaces() []taxedPlace {
	var places []taxedPlace
	at := func(address, pickup string) *taxedPlace {
		for i := range places {
			if places[i].address == address && places[i].pickup == pickup {
				return &places[i]
			}
		}
		places = append(places, taxedPlace{address: address, pickup: pickup})
		return &places[len(places)-1]
	}
	for _, line := range o.parts().products {
		place := at(line.raw("order_address_id"), line.raw("order_pickup_method_id"))
		place.parts = append(place.parts,
			taxedPart{"item", line.raw("id"), unitsOf(line.raw("total_tax"))},
			taxedPart{"gift-wrapping", "", unitsOf(line.raw("wrapping_cost_tax"))})
	}
	for _, address := range o.parts().shippingAddresses {
		place := at(address.raw("id"), "0")
		place.parts = append(place.parts,
			taxedPart{"shipping", "", unitsOf(address.raw("cost_tax"))},
			taxedPart{"handling", "", unitsOf(address.raw("handling_cost_tax"))})
	}
	return places
}
