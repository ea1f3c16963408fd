package bigcommerce

// service is what every service is made of: a cast of one common value.
type service struct{ client *Client }

// CustomersService reads and writes customers (V3).
type CustomersService service

// CustomerAddressesService reads and writes the addresses of customers (V3).
type CustomerAddressesService service

// CustomerGroupsService reads the groups of customers (V2).
type CustomerGroupsService service

// CustomerAttributesService reads the store's attributes of customers and sets their values (V3).
type CustomerAttributesService service

// SubscribersService reads and makes subscribers of the newsletter (V3).
type SubscribersService service

// ProductsService reads and writes the products of the catalog (V3).
type ProductsService service

// VariantsService reads and writes the variants of products (V3).
type VariantsService service

// BrandsService reads and writes the brands of the catalog (V3).
type BrandsService service

// CategoriesService reads and writes the categories of the category trees, and reads the trees (V3).
type CategoriesService service

// OrdersService reads and writes orders, and reads what belongs to them and their statuses (V2).
type OrdersService service

// ShipmentsService reads and writes the shipments of orders (V2).
type ShipmentsService service

// RefundsService reads, quotes and makes refunds (V3).
type RefundsService service

// OrderPaymentsService reads, captures and voids the payments of orders (V3).
type OrderPaymentsService service

// CartsService reads carts (V3).
type CartsService service

// InventoryService reads and changes stock (V3).
type InventoryService service

// LocationsService reads the places where stock lies (V3).
type LocationsService service

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
