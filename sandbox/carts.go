package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
)

// carting are the carts of the store.
type carting struct {
	carts    map[string]object // by id; nil until there is one
	nextCart int64
}

var cartIncludes = []string{
	"redirect_urls", "line_items.physical_items.options", "line_items.digital_items.options", "promotions.banners",
}

// AbandonCart leaves a cart of a customer behind, or of a guest when the customer is 0, as the storefront does, and emits
// store/cart/abandoned. It returns the id of the cart, a UUID. Without products it holds the first two of the catalog. It fails
// when the customer or a product doesn't exist.
func (s *Store) AbandonCart(customerID int64, productIDs ...int64) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	email := `""`
	if customerID != 0 {
		c, exists := s.customers.get(customerID)
		if !exists {
			return "", fmt.Errorf("there is no customer %d", customerID)
		}
		email = c.fields.raw("email")
	}
	if len(productIDs) == 0 {
		productIDs = s.products.ids[:min(2, len(s.products.ids))]
	}
	id := uuid("abandoned cart", s.nextCart)
	physical, digital := []object{}, []object{}
	total := 0.0
	for i, productID := range productIDs {
		p, exists := s.products.get(productID)
		if !exists {
			return "", fmt.Errorf("there is no product %d", productID)
		}
		line, price := s.cartLine(p, uuid(id, int64(i)), int64(len(productIDs)-i))
		total += price
		if p.fields.text("type") == "digital" {
			digital = append(digital, line)
		} else {
			physical = append(physical, line.with("is_require_shipping", "true"))
		}
	}
	now := dateV3(s.now())
	lines := object{{"physical_items", list(physical)}, {"digital_items", list(digital)}, {"gift_certificates", "[]"}, {"custom_items", "[]"}}
	if s.carts == nil {
		s.carts = map[string]object{}
	}
	s.nextCart++
	s.carts[id] = object{
		{"id", quote(id)},
		{"customer_id", number(customerID)},
		{"channel_id", "1"},
		{"email", email},
		{"currency", object{{"code", s.storeInformation.raw("currency")}}.String()},
		{"tax_included", "false"},
		{"base_amount", amount(total)},
		{"discount_amount", "0"},
		{"manual_discount_amount", "0"},
		{"cart_amount", amount(total)},
		{"coupons", "[]"},
		{"discounts", "[]"},
		{"line_items", lines.String()},
		{"created_time", now},
		{"updated_time", now},
		{"locale", `"en"`},
		{"version", "1"},
	}
	s.emit("store/cart/abandoned", cartEvent(id))
	return id, nil
}

func cartEvent(id string) object { return object{{"type", `"cart"`}, {"id", quote(id)}} }

// cartLine puts a quantity of a product into a cart, in its first variant.
func (s *Store) cartLine(p *product, id string, quantity int64) (line object, total float64) {
	variant := p.variants()[0]
	price, _ := strconv.ParseFloat(variant.raw("calculated_price"), 64)
	list, err := strconv.ParseFloat(variant.raw("price"), 64)
	if err != nil { // null: it costs what the product does
		list, _ = strconv.ParseFloat(p.fields.raw("price"), 64)
	}
	total = price * float64(quantity)
	sku := variant.raw("sku")
	if sku == `""` {
		sku = p.fields.raw("sku")
	}
	address, _ := parseObject([]byte(p.fields.raw("custom_url")))
	line = object{
		{"id", quote(id)},
		{"variant_id", variant.raw("id")},
		{"product_id", p.fields.raw("id")},
		{"sku", sku},
		{"name", p.fields.raw("name")},
		{"url", quote(s.storeInformation.text("secure_url") + address.text("url"))},
		{"quantity", number(quantity)},
		{"taxable", "true"},
	}
	if images := p.parts()["images"]; len(images) > 0 {
		line = append(line, field{"image_url", images[0].raw("url_thumbnail")})
	}
	return append(line, object{
		{"discounts", "[]"},
		{"coupons", "[]"},
		{"discount_amount", "0"},
		{"coupon_amount", "0"},
		{"original_price", amount(list)},
		{"list_price", amount(list)},
		{"sale_price", amount(price)},
		{"extended_list_price", amount(list * float64(quantity))},
		{"extended_sale_price", amount(total)},
		{"is_require_shipping", "false"},
		{"is_mutable", "true"},
		{"added_by_promotion", "false"},
	}...), total
}

func getCart(s *Store, r *request) (answer, *refusal) {
	includes, f := includesOf(r.query, cartIncludes...)
	if f != nil {
		return answer{}, f
	}
	id := r.PathValue("cart_id")
	cart, exists := s.carts[id]
	if !exists {
		return answer{}, notFound()
	}
	if slices.Contains(includes, "redirect_urls") {
		base := s.storeInformation.text("secure_url") + "/cart.php?action="
		urls := object{
			{"cart_url", quote(base + "load&id=" + id)},
			{"checkout_url", quote(base + "loadInCheckout&id=" + id)},
			{"embedded_checkout_url", quote(base + "embedInCheckout&id=" + id)},
		}
		cart = cart.with("redirect_urls", urls.String())
	}
	return data(http.StatusOK, cart.String(), object{}), nil
}

func deleteCart(s *Store, r *request) (answer, *refusal) {
	id := r.PathValue("cart_id")
	if _, exists := s.carts[id]; !exists {
		return answer{}, notFound()
	}
	delete(s.carts, id)
	s.emit("store/cart/deleted", cartEvent(id))
	return noContent(), nil
}
