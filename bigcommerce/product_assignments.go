package bigcommerce

import (
	"context"
	"fmt"
	"net/http"
)

// mostAssignments is how many assignments are sent in one request. BigCommerce documents no bound.
const mostAssignments = 500

// ProductCategory says that a product is in a category.
type ProductCategory struct {
	ProductID  int64 `json:"product_id" jsonschema:"title=Product ID" jsonschema_description:"Number of the product."`
	CategoryID int64 `json:"category_id" jsonschema:"title=Category ID" jsonschema_description:"Number of the category." options:"category"`
}

// ProductChannel says that a product is sold on a channel.
type ProductChannel struct {
	ProductID int64 `json:"product_id" jsonschema:"title=Product ID" jsonschema_description:"Number of the product."`
	ChannelID int64 `json:"channel_id" jsonschema:"title=Channel ID" jsonschema_description:"Number of the channel." options:"channel"`
}

// AssignCategories puts products into categories, up to 500 at a time and all or none. They stay in those that they are in already; being there already is no failure. The
// requests of a store follow one another.
//
// API: PUT /v3/catalog/products/category-assignments
func (s *ProductsService) AssignCategories(ctx context.Context, assignments []ProductCategory) error {
	return assign(ctx, s.client, "category", assignments)
}

// AssignChannels puts products on channels, up to 500 at a time and all or none. They stay on those that they are on already; being there already is no failure. The
// requests of a store follow one another.
//
// API: PUT /v3/catalog/products/channel-assignments
func (s *ProductsService) AssignChannels(ctx context.Context, assignments []ProductChannel) error {
	return assign(ctx, s.client, "channel", assignments)
}

// assign sends assignments of products to things of a kind.
func assign[T any](ctx context.Context, c *Client, kind string, assignments []T) error {
	path := "/v3/catalog/products/" + kind + "-assignments"
	put := call{method: http.MethodPut, path: path, body: assignments, class: idempotent, api: "PUT " + path, scope: productsScope}
	if err := checkBatch(put.api, "assignments", len(assignments), mostAssignments); err != nil {
		return err
	}
	answer, err := c.do(ctx, put)
	switch {
	case err != nil:
		return err
	case answer.status != http.StatusNoContent && len(answer.body) == 0:
		return missingSuccess(put, answer.status, fmt.Sprintf("it is empty, but has the status %d", answer.status))
	}
	return nil
}
