package bigcommerce

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// Client calls the API of one store. It is made by [Pool.Client], costs little to make, and may be used by many goroutines.
type Client struct {
	Customers          *CustomersService
	CustomerAddresses  *CustomerAddressesService
	CustomerGroups     *CustomerGroupsService
	CustomerAttributes *CustomerAttributesService
	Subscribers        *SubscribersService
	Products           *ProductsService
	Categories         *CategoriesService
	Orders             *OrdersService
	Shipments          *ShipmentsService
	Refunds            *RefundsService
	Carts              *CartsService
	Inventory          *InventoryService
	Hooks              *HooksService
	Variants           *VariantsService
	Brands             *BrandsService
	Locations          *LocationsService
	OrderPayments      *OrderPaymentsService

	store *store
	// bulk tells that single calls go ahead of this client's.
	bulk bool
	// repetition tells that the client's creates may repeat calls that were cut off.
	repetition bool
	// clientSecret checks the signatures of deliveries; the zero value when it is not known.
	clientSecret value.Secret
}

func newClient(store *store) *Client {
	client := &Client{store: store}
	common := &service{client: client}
	client.Customers = (*CustomersService)(common)
	client.CustomerAddresses = (*CustomerAddressesService)(common)
	client.CustomerGroups = (*CustomerGroupsService)(common)
	client.CustomerAttributes = (*CustomerAttributesService)(common)
	client.Subscribers = (*SubscribersService)(common)
	client.Products = (*ProductsService)(common)
	client.Brands = (*BrandsService)(common)
	client.Variants = (*VariantsService)(common)
	client.Categories = (*CategoriesService)(common)
	client.Orders = (*OrdersService)(common)
	client.Shipments = (*ShipmentsService)(common)
	client.Refunds = (*RefundsService)(common)
	client.OrderPayments = (*OrderPaymentsService)(common)
	client.Carts = (*CartsService)(common)
	client.Inventory = (*InventoryService)(common)
	client.Locations = (*LocationsService)(common)
	client.Hooks = (*HooksService)(common)
	return client
}

// WithClientSecret returns a client of the same store that also knows the client secret of the API account, with which
// [Client.VerifyDelivery] checks signatures. The zero Secret means that it is not known.
func (c *Client) WithClientSecret(secret value.Secret) *Client {
	if secret.IsZero() && c.clientSecret.IsZero() {
		return c
	}
	client := c.copied()
	client.clientSecret = secret
	return client
}

// ForBulk returns a client of the same store for work in bulk: when quota is scarce, the calls of other clients go ahead of its calls.
func (c *Client) ForBulk() *Client {
	client := c.copied()
	client.bulk = true
	return client
}

// ForRepetition returns a client of the same store for creates that may repeat calls whose outcome was lost, with the process that made them for
// instance. A record of the last 24 hours that has the natural key of the one to make, and is what is sent, is then taken for the work
// of such a call, unless this process made it. Where BigCommerce doesn't refuse a second record with the key, that is found out before
// anything is sent, with one request; else only when the create is refused.
func (c *Client) ForRepetition() *Client {
	client := c.copied()
	client.repetition = true
	return client
}

// copied returns a client of the same store with the same properties.
func (c *Client) copied() *Client {
	client := newClient(c.store)
	client.bulk, client.repetition, client.clientSecret = c.bulk, c.repetition, c.clientSecret
	return client
}

// Request is a call of any endpoint of the store's API.
type Request struct {
	// Method is GET, POST, PUT or DELETE.
	Method string
	// Path starts with /v2/ or /v3/ and has its segments escaped: "/v3/catalog/brands". It may end with a query.
	Path string
	// Query is added to the path's own.
	Query url.Values
	// Body is encoded as JSON; json.RawMessage is sent as it is. Nil sends none.
	Body any
	// MaxBytes bounds the answer, after decompression; 0 is 16 MiB, which is also the most.
	MaxBytes int
}

// Response is the answer to a [Request].
type Response struct {
	Status int
	Header http.Header
	// Body is valid JSON, or empty.
	Body json.RawMessage
}

// Date returns the store's clock when it answered, in whole seconds and UTC; zero when the answer doesn't say.
func (r Response) Date() time.Time { return dateOf(r.Header) }

// dateOf reads the Date header, zero when it is absent or no date.
func dateOf(header http.Header) time.Time {
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return date.UTC()
}

// Do calls any endpoint of the store's API, under the same quota, retries and errors as the services. Reads are repeated when they
// fail on the way, and so are PUT and DELETE, except on V2 orders, whose new line items a second PUT would add again; POST is not.
// With an error of kind [KindPartial] the response carries what was saved.
func (c *Client) Do(ctx context.Context, request Request) (Response, error) {
	method := cmp.Or(strings.ToUpper(request.Method), http.MethodGet)
	path, own, _ := strings.Cut(request.Path, "?")
	api := method + " " + shorten(path, 200)
	values, err := url.ParseQuery(own)
	if err != nil {
		return Response{}, requestError(api, fmt.Errorf("the query of its path can't be read: %w", err))
	}
	for name, added := range request.Query {
		values[name] = append(values[name], added...)
	}
	class := never
	switch method {
	case http.MethodGet, http.MethodHead:
		class = safe
	case http.MethodDelete:
		class = idempotent
	case http.MethodPut:
		if !strings.HasPrefix(path, "/v2/orders") {
			class = idempotent
		}
	case http.MethodPost:
	default:
		return Response{}, requestError(api, fmt.Errorf("the method must be GET, POST, PUT or DELETE, not %q", shorten(method, 20)))
	}
	if request.MaxBytes > 0 {
		ctx = (&allowance{limit: request.MaxBytes}).in(ctx)
	}
	answer, err := c.do(ctx, call{method: method, path: path, query: values, body: request.Body, class: class, api: api})
	return Response{Status: answer.status, Header: answer.header, Body: answer.body}, err
}
