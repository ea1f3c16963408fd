package bigcommerce

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

// cartsScope is the OAuth scope of carts.
const cartsScope = "store_cart"

var uuidPattern = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// Get reads one cart. An ID that no cart has, and that of a cart that became an order or has expired, is a [KindNotFound]; one that is no
// UUID is refused before anything is sent.
//
// API: GET /v3/carts/{cartId}
func (s *CartsService) Get(ctx context.Context, id string) (Record[Cart], error) {
	const api = "GET /v3/carts/{cartId}"
	id = strings.TrimSpace(id)
	if !uuidPattern.MatchString(id) {
		return Record[Cart]{}, invalid(api, "/cart_id", fmt.Sprintf(
			"%q is not the ID of a cart, which looks like 09346904-4175-44fd-be53-f7e598531b6c.", shorten(id, 100)))
	}
	cart, err := one[Cart](ctx, s.client, call{
		method: http.MethodGet, path: pathf("/v3/carts/%s", id), class: safe, api: api, scope: cartsScope,
	})
	return cart, absent(err, fmt.Sprintf(
		"There is no cart with cart_id %s. It may have been deleted, have become an order, or have expired 30 days after its last change.", id))
}
