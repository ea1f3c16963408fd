package actions

import (
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetProductMetafieldsInput says which metafields of a product to list.
type GetProductMetafieldsInput struct {
	productKey
	bigcommerce.MetafieldQuery `omit:"date_created,date_modified"`
	Paging
}

func (in GetProductMetafieldsInput) query() bigcommerce.MetafieldQuery { return in.MetafieldQuery }

func getProductMetafields() registry.Action[*bigcommerce.Client] {
	return getMetafields[GetProductMetafieldsInput](productMetafields())
}
