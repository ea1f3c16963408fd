package actions

import (
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// AssignProductCategoriesInput is a product and the categories to put it into.
type AssignProductCategoriesInput struct {
	ProductInput
	CategoryIDs []int64 `json:"category_ids" required:"true" jsonschema:"title=Categories,minItems=1,maxItems=500,minimum=1" jsonschema_description:"Numbers of the categories to put the product into. It stays in those that it is in already." options:"category"`
}

func assignProductCategories() registry.Action[*bigcommerce.Client] {
	return assigning[AssignProductCategoriesInput](registry.Spec{
		Code:    "assign_product_categories",
		Name:    "Assign a product to categories",
		Group:   "Products",
		Summary: "Puts a product into categories; it stays in those that it is in already.",
		Description: "To replace the categories of a product, use update_product with categories. The record of each assignment has product_id and category_id, and is made by the connector, since BigCommerce " +
			"answers with nothing. All are made or none; a product_id that no product has is not_found. Many products in one batch share requests.",
		Scopes:   registry.AnyOf("store_v2_products"),
		Effect:   registry.Update,
		API:      "PUT /v3/catalog/products/category-assignments",
		Examples: []registry.Example{{Title: "Into two categories", Input: `{"product_id":111,"category_ids":[23,41]}`}},
	}, "category_id", (*bigcommerce.ProductsService).AssignCategories)
}

func (in AssignProductCategoriesInput) assignments() []bigcommerce.ProductCategory {
	all := make([]bigcommerce.ProductCategory, len(in.CategoryIDs))
	for i, id := range in.CategoryIDs {
		all[i] = bigcommerce.ProductCategory{ProductID: in.ProductID, CategoryID: id}
	}
	return all
}
