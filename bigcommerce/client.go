package bigcommerce

import (
	"context"
	"net/http"
	"net/url"
)

// Client calls the API of one store. It is made by [Pool.Client], costs nothing to make, and may be used by many goroutines.
type Client struct {
	Customers         *CustomersService
	CustomerAddresses *CustomerAddressesService
	Products          *ProductsService
	Categories        *CategoriesService
	Orders            *OrdersService
}

// Request is a call of any endpoint of the store's API.
type Request struct {
	// Method is GET, POST, PUT or DELETE.
	Method string
	// Path starts with /v2/ or /v3/ and has its segments escaped: "/v3/catalog/brands".
	Path string
	// Query is the query string's parameters.
	Query url.Values
	// Body is encoded as JSON; json.RawMessage is sent as it is. Nil sends none.
	Body any
}

// Response is the answer to a [Request].
type Response struct {
	Status int
	Header http.Header
	// Body is valid JSON, or empty.
	Body []byte
}

// Do calls any endpoint of the store's API, under the same quota, retries and errors as the services.
func (c *Client) Do(ctx context.Context, request Request) (Response, error) {
	return Response{}, nil
}
