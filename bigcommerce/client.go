package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

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
	Metafields         *MetafieldsService
	Store              *StoreService
	Channels           *ChannelsService
	Payments           *PaymentsService

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
	client.Metafields = (*MetafieldsService)(common)
	client.Store = (*StoreService)(common)
	client.Channels = (*ChannelsService)(common)
	client.Payments = (*PaymentsService)(common)
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
