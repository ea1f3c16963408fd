package sandbox

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

const (
	firstGroup     = 1
	firstAttribute = 1
	childAddress   = 0
	childAttribute = 50
	wellKnown      = 40 // every 40th customer has more addresses and attributes than an include shows
)

func (s *Store) seedPeople(empty bool) {
	g := s.shop
	s.byEmail = newIndex((*customer).keys, embedded)
	s.byAddress = newIndex((*customer).addressKeys, ownerOf)
	s.customers = newTable(firstCustomer, g.customers, g.customer, s.byEmail, s.byAddress)
	s.customers.dates = g.customerDates()
	s.nextAddress = int64(firstCustomer+g.customers) * childrenEach
	s.nextValue = s.nextAddress
	s.attributes = newTable(firstAttribute, 0, noRow)
	s.groups = newTable(firstGroup, 0, noRow)
	s.bySubscriber = newIndex(func(subscriber object) []string { return []string{strings.ToLower(subscriber.text("email"))} }, noKey)
	s.subscribers = newTable(1, 0, noRow, s.bySubscriber)
	if empty {
		return
	}
	opened := dateV3(g.spread(0, 1, 700))
	for _, words := range attributeWords {
		id := s.attributes.takeID()
		s.attributes.put(id, object{
			{"id", number(id)}, {"name", quote(words.name)}, {"type", quote(words.kind)}, {"date_created", opened}, {"date_modified", opened},
		})
	}
	for _, group := range []struct{ name, rules string }{
		{"Boatyards", `[{"type":"all","method":"percent","amount":"7.5000"}]`},
		{"Pilots & Keepers", `[{"type":"category","category_id":21,"method":"fixed","amount":"2.0000"}]`},
		{"Guests", `[]`},
	} {
		id := s.groups.takeID()
		s.groups.put(id, object{
			{"id", number(id)},
			{"name", quote(group.name)},
			{"is_default", "false"},
			{"category_access", `{"type":"all"}`},
			{"discount_rules", group.rules},
			{"date_created", dateV2(g.spread(0, 1, 700))},
			{"date_modified", dateV2(g.spread(0, 1, 650))},
			{"is_group_for_guests", boolText(group.name == "Guests")},
		})
	}
	s.seedSubscribers()
}

func boolText(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// customer makes a seeded customer.
func (g *shop) customer(id int64) *customer {
	n := int(id - firstCustomer)
	dice := g.dice("customer", id)
	created := g.customerCreated(n)
	who := g.persona(n, dice)
	first, last := who.first, who.last
	c := &customer{fields: newCustomerFields(id, dateV3(created))}
	set := func(name, value string) { c.fields.set(name, value) }
	set("email", quote(emailOf(first, last, id)))
	set("first_name", quote(first))
	set("last_name", quote(last))
	set("company", quote(who.company))
	set("phone", quote(who.phone))
	set("notes", quote(who.notes))
	set("customer_group_id", number(who.group))
	set("date_modified", dateV3(who.modified))
	set("accepts_product_review_abandoned_cart_emails", boolText(dice.IntN(3) > 0))
	if channels := pick(dice, []string{"", "", "[1]", "[1,2]"}); channels != "" {
		c.fields = append(c.fields, field{"channel_ids", channels})
	}
	if dice.IntN(3) > 0 {
		set("registration_ip_address", quote(fmt.Sprintf("203.0.113.%d", 1+dice.IntN(250))))
	}
	if dice.IntN(12) == 0 {
		set("tax_exempt_category", `"MARINE"`)
	}
	addresses, values := 1+dice.IntN(3), dice.IntN(4)
	if n%wellKnown == 7 {
		addresses, values = includedRows+2, len(attributeWords)
	}
	for i := range addresses {
		c.addresses = append(c.addresses, g.address(id, i, first, last, dice))
	}
	for i := range values {
		c.attributeValues = append(c.attributeValues, newAttributeValue(child(id, childAttribute, i), id, object{
			{"attribute_id", number(int64(firstAttribute + i))},
			{"attribute_value", quote(attributeText(attributeWords[i].kind, dice))},
		}, dateV3(created)))
	}
	c.formFields = list(nil)
	if n%4 == 0 {
		c.formFields = withOwner([]object{{{"name", `"Heard of us"`}, {"value", pick(dice, []string{`"At sea"`, `"In port"`, `["Radio","A friend"]`})}}}, "customer_id", id)
	}
	c.storeCredit = `[{"amount":` + moneyV3(int64(dice.IntN(3))*int64(dice.IntN(9_000))) + `}]`
	c.refreshed()
	return c
}

// persona are the first choices of a customer's dice.
type persona struct {
	first, last, company, phone, notes string
	group                              int64
	modified                           time.Time
}

func (g *shop) persona(n int, dice *rand.Rand) persona {
	var who persona
	who.first, who.last = nameOf(dice)
	who.company = pick(dice, companies)
	who.phone = phone(dice)
	who.notes = pick(dice, remarks)
	who.group = max(int64(dice.IntN(6))-3, 0)
	who.modified = g.after(g.customerCreated(n), dice, 24*90)
	return who
}

func (g *shop) customerCreated(n int) time.Time { return g.spread(n, g.customers, 600) }

// customerDates are the dates of a seeded customer, told without making the customer.
func (g *shop) customerDates() []*dateIndex[*customer] {
	fields := func(c *customer) object { return c.fields }
	return []*dateIndex[*customer]{
		newDateIndex("date_created", fields, func(id int64) time.Time { return g.customerCreated(int(id - firstCustomer)) }),
		newDateIndex("date_modified", fields, func(id int64) time.Time {
			return g.persona(int(id-firstCustomer), g.dice("customer", id)).modified
		}),
	}
}

// nameOf is the first choice of a customer's dice.
func nameOf(dice *rand.Rand) (first, last string) {
	return pick(dice, firstNames), pick(dice, lastNames)
}

// emailOf holds the customer's id, by which the address is found again.
func emailOf(first, last string, id int64) string {
	plain := strings.NewReplacer("ø", "o", "ë", "e", "'", "", "Ø", "O")
	domain := []string{"example.com", "example.net", "example.org"}[id%3]
	return fmt.Sprintf("%s.%s%d@%s", strings.ToLower(plain.Replace(first)), strings.ToLower(plain.Replace(last)), id, domain)
}

func phone(dice *rand.Rand) string { return fmt.Sprintf("555-01%02d", dice.IntN(100)) }

func attributeText(kind string, dice *rand.Rand) string {
	switch kind {
	case "number":
		return fmt.Sprint(dice.IntN(900))
	case "date":
		return seedEpoch.AddDate(0, 0, dice.IntN(400)).Format(time.DateOnly)
	default:
		return pick(dice, []string{"Kelpforth", "Moonraker", "Berth 12", "MZXY7", "Skerry Mutual"})
	}
}

func (g *shop) address(customerID int64, at int, first, last string, dice *rand.Rand) object {
	where := pick(dice, places)
	id := child(customerID, childAddress, at)
	address := addressFields()
	for name, value := range map[string]string{
		"first_name": first, "last_name": last, "company": pick(dice, companies), "phone": phone(dice),
		"address1": fmt.Sprintf("%d %s", 1+at*100+dice.IntN(99), pick(dice, streets)), "city": where.city,
		"state_or_province": where.state, "postal_code": where.postalCode, "country_code": where.country, "country": countryName(where.country),
	} {
		address.set(name, quote(value))
	}
	if at%3 == 1 {
		address.set("address_type", `"commercial"`)
	}
	address.set("customer_id", number(customerID))
	address.set("id", number(id))
	if at == 0 && customerID%4 == 0 {
		address.set("form_fields", withOwner([]object{{{"name", `"Gate code"`}, {"value", `"4711"`}}}, "address_id", id))
	}
	return address
}
