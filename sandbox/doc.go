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
// V3: customers, their addresses, attributes and attribute values; subscribers; catalog products, their variants, options, images, custom fields and
// assignments to categories and channels; brands, category trees, categories and summary; inventory items, adjustments and locations; channels; pickup methods;
// price lists; order transactions, captures and voids, refund quotes and refunds; payment methods and payment access tokens; webhooks; carts; metafields of customers,
// products and orders. Channels, locations, pickup methods, price lists, attributes, options, trees and transactions are only read, carts only read and deleted, images only read
// and added.
//
// V2: orders, which can be created, changed and archived, with their products, shipping addresses, coupons, fees, taxes, messages, consignments and
// shipments; order statuses, customer groups, store, time. Of what belongs to an order, only shipments have paths to write to.
//
// Writes of customers, addresses, subscribers, products, variants, inventory, categories, orders, shipments, captures and voids, refunds, carts and
// metafields emit the events of webhooks. [Store.Serve] sends them; whoever serves the store otherwise runs [Store.Deliver] beside it. Further events are
// made with [Store.AbandonCart] and [Store.Emit].
//
// # Faults
//
// A [Fault] makes requests or deliveries go wrong: connections that are reset, other statuses, writes that take effect late, answers that are slow, cut
// off or not what they claim to be, rate-limit headers and clocks that lie, deliveries that are lost, late or repeated. [WithFault] and [Store.AddFault]
// take them, [ParseFaults] reads them from a file, and [Mishaps] has some of every kind. Those with a rate are drawn from a seed: they hit the same
// requests on every run, when these come in the same order. [Store.Stats] counts what was hit.
//
// # Decisions where the vendor's documents are silent
//
//   - Unknown query parameters are refused: 422 in V3, 400 in V2. So is a page size above the maximum: 422 in V3, 413 in V2.
//   - The customers' date filters :min and :max are exclusive, as their description says; everywhere else they are inclusive.
//   - A V2 request must accept application/json explicitly, otherwise it is answered 406.
//   - Requests without a valid token carry rate-limit headers but use up no quota.
//   - An inventory level of [RefusedInventoryLevel] can't be written: the product is saved without it and answered 207.
//   - A batch of products, variants or attribute values is changed as a whole or, when one item is at fault, not at all. The same goes for
//     assignments, of which one request may bring 10,000.
//   - Images are not fetched: an image_url that is a web address is taken, anything else refused with 400.
//   - Emails of subscribers are unique whatever their case: 409. Without a filter all subscribers are deleted.
//   - Customers can't be updated together with their addresses or attributes, nor products with their variants: 422.
//   - The asynchronous deletion of categories (202) is visible at once.
//   - Names of brands are unique whatever their case, and so are their addresses: 409. The products of a deleted brand stay without one.
//   - Archived orders leave all lists and counts. They can still be read and changed by their id, and is_deleted=false brings them
//     back.
//   - A new order is answered 200, as the document has it, not 201. One that is shipped without a shipping address goes to the
//     billing address. Its products of the catalog cost what their variant does, with a tax of ten percent, unless they bring their
//     own price.
//   - An order's total follows from its products, costs, fees and discounts whenever one of them is written; totals that were
//     overridden before are then gone. The first date_shipped is when the status became Shipped or Completed.
//   - A shipment makes the order Partially Shipped or, when nothing is left to ship, Shipped. Taking it back lets its items be
//     shipped again. Changing a shipment leaves the order's date_modified alone.
//   - A refund is paid back at once and never declined. Orders that are Incomplete or Declined, or whose payment was not
//     captured, have nothing to refund. A quote of more than is left is for what is left, with a negative adjustment. Payments may differ from the
//     quote by half a cent.
//   - Only an authorized payment is captured or voided; the gateway does it two seconds later, or at [Store.Settle].
//   - Changes of orders count in whole seconds: several changes in one second have the same date_modified.
//   - With include=options or modifiers total_pages counts pages of the limit that was asked for, not of the ten that are given.
//   - Stock is changed at once, other than in the vendor's queue. At the default location the catalog's level counts as set, so
//     that it can be adjusted relatively; elsewhere an absolute adjustment has to come first. More than 2,000 items, and negative
//     levels, are refused with 422.
//   - The method in an inventory event is absolute with the new level as its value, and relative with the change only after a
//     relative adjustment.
//   - Each token is an API account with a client_id of its own, and sees only its own webhooks.
//   - A second webhook of the same scope and destination is refused with 409, an eleventh of one scope with 422, an unknown scope
//     with 400. Fields that webhooks don't have are ignored.
//   - A webhook's destination may be http and on any port when its host is localhost or a loopback address. Only such hosts are
//     called: deliveries to others fail without being sent.
//   - A new webhook works at once, and none is deactivated for being idle.
//   - store/order/* also means what is deeper, such as store/order/message/created; store/channel/* doesn't mean the events within
//     each channel. Those are known as scopes, but nothing emits them besides [Store.Emit].
//   - webhook-id is the same in all attempts of a delivery, webhook-timestamp is the time of the attempt.
//   - A destination has 10 seconds to answer. Destinations are blocked by host and port, so that receivers on one machine don't
//     share a score.
//   - A metafield that others may write can be written by them, and deleted by its owner alone. A batch of metafields does what it can.
//   - A payment access token pays nothing: payments are not served.
//   - A cart that isn't there is answered 404 also when it is to be deleted.
package sandbox
