package bigcommerce

// service is what every service is made of: a cast of one common value.
type service struct{ client *Client }

// CustomersService reads and writes customers (V3).
type CustomersService service

// CustomerAddressesService reads and writes the addresses of customers (V3).
type CustomerAddressesService service

// ProductsService reads and writes the products of the catalog (V3).
type ProductsService service

// CategoriesService reads the categories of the category trees (V3).
type CategoriesService service

// OrdersService reads orders with their products, shipping addresses and coupons (V2).
type OrdersService service

// ShipmentsService reads the shipments of orders (V2).
type ShipmentsService service

// RefundsService reads refunds (V3).
type RefundsService service

// CartsService reads carts (V3).
type CartsService service

// InventoryService reads stock (V3).
type InventoryService service

// MetafieldsService reads and writes the metafields of customers, products and orders (V3).
type MetafieldsService service

// StoreService reads what the store says about itself (V2).
type StoreService service

// ChannelsService reads where the store sells (V3).
type ChannelsService service

// PaymentsService reads how orders can be paid, and makes the tokens for it (V3).
type PaymentsService service

// HooksService reads and writes the webhooks of the API account (V3).
type HooksService service
