package bigcommerce

// Pool holds what calls share.
type Pool struct{}

// NewPool makes a pool.
func NewPool(opts ...Option) (*Pool, error) { return &Pool{}, nil }

// Client returns a client of one store.
func (p *Pool) Client(hash StoreHash, token Token) *Client {
	client := &Client{}
	common := &service{client: client}
	client.Customers = (*CustomersService)(common)
	client.CustomerAddresses = (*CustomerAddressesService)(common)
	client.Products = (*ProductsService)(common)
	client.Categories = (*CategoriesService)(common)
	client.Orders = (*OrdersService)(common)
	return client
}

// Close closes idle connections.
func (p *Pool) Close() error { return nil }
