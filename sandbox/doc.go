// Package sandbox is a BigCommerce store in memory behind an [net/http.Handler]. It answers as the official REST API
// does: the same envelopes, dates, money, paging, unique keys, batch limits, status codes, rate-limit headers and refusals,
// over a seeded shop that is the same on every run.
//
//	store := sandbox.New()
//	server := httptest.NewServer(store)
//	// GET {server.URL}/stores/{sandbox.DefaultStoreHash}/v3/customers with X-Auth-Token: {sandbox.DefaultToken}
//
// It shares no code with the client of this project, so that it can't share the client's mistakes. Fields that the API doesn't
// know are stored and given back as they came. The seeded shop is made from nothing but the seed and the ids of the records when
// they are read: a catalog of 100,000 products costs next to no memory.
//
// # Served
//
// V3: customers, their addresses, attributes and attribute values; catalog products, variants, brands, category trees,
// categories and summary; inventory items and locations; channels; order transactions. V2: orders with their products,
// shipping addresses, coupons and fees, order statuses, customer groups, store, time.
//
// # Decisions where the vendor's documents are silent
//
//   - Unknown query parameters are refused: 422 in V3, 400 in V2. So is a page size above the maximum: 422 in V3, 413 in V2.
//   - The customers' date filters :min and :max are exclusive, as their description says; everywhere else they are inclusive.
//   - A V2 request must accept application/json explicitly, otherwise it is answered 406.
//   - Requests without a valid token carry rate-limit headers but use up no quota.
//   - An inventory level of [RefusedInventoryLevel] can't be written: the product is saved without it and answered 207.
//   - A batch of products is changed as a whole or, when one item is at fault, not at all.
//   - Customers can't be updated together with their addresses or attributes, nor products with their variants: 422.
//   - The asynchronous deletion of categories (202) is visible at once.
//   - With include=options or modifiers total_pages counts pages of the limit that was asked for, not of the ten that are given.
package sandbox
