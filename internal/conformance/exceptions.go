package conformance

import (
	"slices"
	"strings"
)

// Exception is one fault of the official documents: a place where they refuse what the API takes or gives.
type Exception struct {
	// Operation is the violation's operation.
	Operation string
	// Location is the violation's location; a * stands for one array index.
	Location string
	// Reason is a part of the violation's reason.
	Reason string
	// Why proves that the document is wrong, not the request or the response.
	Why string
}

func (e Exception) covers(violation Violation) bool {
	return e.Operation == violation.Operation &&
		sameLocation(e.Location, violation.Location) &&
		strings.Contains(violation.Reason, e.Reason)
}

func sameLocation(pattern, location string) bool {
	return slices.EqualFunc(strings.Split(pattern, "/"), strings.Split(location, "/"), func(wanted, got string) bool {
		return wanted == got || wanted == "*"
	})
}

// The reasons that several exceptions share.
const (
	emptyV2List     = "V2 lists answer 204 without a body when they are empty; the document says so for shipments and forgot the others"
	sortOrder       = "the description of sort gives the direction after a colon, the list of values has the fields alone"
	newVariant      = "a variant that is created with its product has no id yet; the schema is that of stored variants"
	baseVariant     = "the property's description says that it is null for complex products"
	subResource     = "the include parameter of the same operation lists it, the record's schema forgot it"
	noDiscounts     = "the alternatives are lists that differ in their items only, so an empty list fits each of them"
	customStatus    = "the document's own examples of orders have it, the record's schema forgot it"
	oneInteger      = "it is typed as one integer, its description speaks of several in a comma-separated list"
	refundOfAll     = "ORDER is listed among the items that are bound to an amount and once more by itself, so that it fits both"
	linkObject      = "the link {url, resource} fits both alternatives: neither requires or excludes a property"
	metafieldCursor = "the operation takes the cursors after and before, which the answer has to tell"
)

// exceptions are the faults of the documents that the requests and responses of this project run into. Each is needed:
// the conformance run fails when one no longer applies.
var exceptions = []Exception{
	{
		Operation: "GET /v3/customers", Location: "query registration_ip_address:in", Reason: "an invalid integer",
		Why: "it is typed as integers, IP addresses are none",
	},
	{
		Operation: "GET /v3/customers", Location: "response 200 /data/*/shopper_profile_id", Reason: "no such property",
		Why: subResource,
	},
	{
		Operation: "GET /v3/customers", Location: "response 200 /data/*/segment_ids", Reason: "no such property",
		Why: subResource,
	},
	{
		Operation: "GET /v3/customers/subscribers", Location: "query id", Reason: "value is required but missing",
		Why: "it is a filter, and the operation's description calls them optional",
	},
	{
		Operation: "GET /v3/customers/subscribers", Location: "query id:in", Reason: "an invalid integer",
		Why: "its description gives the values in a comma-separated list, its style forgets to",
	},
	{
		Operation: "PUT /v3/customers", Location: "body /*/channel_ids", Reason: "not nullable",
		Why: "the vendor's guide to customers of several channels sends null to open all of them",
	},
	{
		Operation: "POST /v3/catalog/products", Location: "body /variants/*/id", Reason: `property "id" is missing`,
		Why: newVariant,
	},
	{
		Operation: "POST /v3/catalog/products", Location: "body /variants/*/product_id", Reason: `property "product_id" is missing`,
		Why: newVariant,
	},
	{
		Operation: "GET /v3/catalog/products", Location: "response 200 /data/*/base_variant_id", Reason: "not nullable",
		Why: baseVariant,
	},
	{
		Operation: "POST /v3/catalog/products", Location: "response 200 /data/base_variant_id", Reason: "not nullable",
		Why: baseVariant,
	},
	{
		Operation: "PUT /v3/catalog/products", Location: "body /*/id", Reason: "readOnly property",
		Why: "the operation's description and the schema's list of required properties demand it, to tell the products apart",
	},
	{
		Operation: "PUT /v3/catalog/products", Location: "response 200 /data/*/base_variant_id", Reason: "not nullable",
		Why: baseVariant,
	},
	{
		Operation: "GET /v3/catalog/products/{product_id}", Location: "response 200 /data/base_variant_id", Reason: "not nullable",
		Why: baseVariant,
	},
	{
		Operation: "PUT /v3/catalog/products/{product_id}", Location: "response 200 /data/base_variant_id", Reason: "not nullable",
		Why: baseVariant,
	},
	{
		Operation: "PUT /v3/catalog/products/{product_id}", Location: "response 207 /data/base_variant_id", Reason: "not nullable",
		Why: baseVariant,
	},
	{
		Operation: "GET /v3/catalog/products", Location: "response 200 /data/*/variants", Reason: "no such property",
		Why: subResource,
	},
	{
		Operation: "GET /v3/catalog/products/{product_id}", Location: "response 200 /data/variants", Reason: "no such property",
		Why: subResource,
	},
	{
		Operation: "POST /v3/catalog/products/{product_id}/images", Location: "response 200 /data", Reason: "more than one schema",
		Why: "the alternatives, an image by web address and one by file, require no property, so any image fits both",
	},
	{
		Operation: "PUT /v3/catalog/brands/{brand_id}", Location: "body /name", Reason: `property "name" is missing`,
		Why: "the property's description says that POST requires it; the schema is shared by both",
	},
	{
		Operation: "GET /v3/catalog/trees", Location: "query limit", Reason: "no such query parameter",
		Why: "the links of its example answer lead on with page and limit",
	},
	{
		Operation: "POST /v3/catalog/trees/categories", Location: "body /*", Reason: "",
		Why: "the descriptions of the operation and of both properties ask for tree_id or parent_id, the schema for both",
	},
	{
		Operation: "GET /v3/catalog/trees/categories", Location: "response 401", Reason: "header Content-Type",
		Why: "plain/text is no media type; the vendor's page on status codes shows the JSON that every V3 operation answers",
	},
	{
		Operation: "GET /v3/orders/{order_id}/transactions", Location: "query limit", Reason: "no such query parameter",
		Why: "the description of per_page in its answer says that the limit parameter controls it, and the example of links has it; the list of parameters forgot it",
	},
	{
		Operation: "POST /v3/orders/{order_id}/payment_actions/refund_quotes", Location: "body", Reason: `more than one schema from "oneOf" (matches schemas at indices [1 2])`,
		Why: refundOfAll,
	},
	{
		Operation: "POST /v3/orders/{order_id}/payment_actions/refunds", Location: "body", Reason: `more than one schema from "oneOf" (matches schemas at indices [1 2])`,
		Why: refundOfAll,
	},
	{
		Operation: "GET /v3/customers/{customerId}/metafields", Location: "response 200 /meta/cursor_pagination", Reason: "no such property",
		Why: metafieldCursor,
	},
	{
		Operation: "GET /v3/catalog/products/{product_id}/metafields", Location: "response 200 /meta/cursor_pagination", Reason: "no such property",
		Why: metafieldCursor,
	},
	{
		Operation: "GET /v3/customers/{customerId}/metafields", Location: "response 200 /data/*/owner_client_id", Reason: "no such property",
		Why: "the same metafield has it where it is made, and in the lists of products and orders",
	},
	{
		Operation: "GET /v3/hooks", Location: "response 200 /data", Reason: "minimum number of items is 1",
		Why: "a client without webhooks has an empty list, which the document forgot",
	},
	{
		Operation: "GET /v3/carts/{cartId}", Location: "response 200 /data/redirect_urls", Reason: "no such property",
		Why: subResource,
	},
	{
		Operation: "GET /v3/inventory/items", Location: "query variant_id:in", Reason: "an invalid integer",
		Why: oneInteger,
	},
	{
		Operation: "GET /v3/inventory/items", Location: "query product_id:in", Reason: "an invalid integer",
		Why: oneInteger,
	},
	{
		Operation: "GET /v3/inventory/items", Location: "query location_id:in", Reason: "an invalid integer",
		Why: oneInteger,
	},
	{
		Operation: "GET /v3/inventory/locations", Location: "query location_id:in", Reason: "an invalid integer",
		Why: oneInteger,
	},
	{Operation: "GET /v2/orders", Location: "query sort", Reason: ":asc)", Why: sortOrder},
	{Operation: "GET /v2/orders", Location: "query sort", Reason: ":desc)", Why: sortOrder},
	{Operation: "GET /v2/orders", Location: "response status", Reason: "204", Why: emptyV2List},
	{Operation: "GET /v2/customer_groups", Location: "response status", Reason: "204", Why: emptyV2List},
	{Operation: "GET /v2/orders/{order_id}/coupons", Location: "response status", Reason: "204", Why: emptyV2List},
	{Operation: "GET /v2/orders/{order_id}/shipping_addresses", Location: "response status", Reason: "204", Why: emptyV2List},
	{Operation: "GET /v2/orders/{order_id}/messages", Location: "response status", Reason: "204", Why: emptyV2List},
	{
		Operation: "PUT /v2/orders/{order_id}", Location: "body /is_deleted", Reason: "no such property",
		Why: "the description of is_deleted in the order's record says what it does in a PUT request, whose schema forgot it",
	},
	{
		Operation: "GET /v2/orders", Location: "response 200 /*/consignments", Reason: "more than one schema",
		Why: linkObject,
	},
	{
		Operation: "GET /v2/orders/{order_id}", Location: "response 200 /consignments", Reason: "more than one schema",
		Why: linkObject,
	},
	{
		Operation: "POST /v2/orders", Location: "response 200 /consignments", Reason: "more than one schema",
		Why: linkObject,
	},
	{
		Operation: "PUT /v2/orders/{order_id}", Location: "response 200 /consignments", Reason: "more than one schema",
		Why: linkObject,
	},
	{Operation: "GET /v2/orders", Location: "response 200 /*/custom_status", Reason: "no such property", Why: customStatus},
	{Operation: "GET /v2/orders/{order_id}", Location: "response 200 /custom_status", Reason: "no such property", Why: customStatus},
	{Operation: "POST /v2/orders", Location: "response 200 /custom_status", Reason: "no such property", Why: customStatus},
	{Operation: "PUT /v2/orders/{order_id}", Location: "response 200 /custom_status", Reason: "no such property", Why: customStatus},
	{
		Operation: "GET /v2/orders/{order_id}/fees", Location: "response 200 /fees", Reason: "no such property",
		Why: "the operation gets all fees and its example has them in fees; the schema is that of one fee",
	},
	{
		Operation: "GET /v2/customer_groups", Location: "response 200 /*/discount_rules", Reason: "more than one schema",
		Why: noDiscounts,
	},
	{
		Operation: "GET /v2/customer_groups/{customer_group_id}", Location: "response 200 /discount_rules", Reason: "more than one schema",
		Why: noDiscounts,
	},
}
