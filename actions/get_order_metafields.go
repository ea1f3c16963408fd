package actions

import (
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetOrderMetafieldsInput says which metafields of an order to list.
type GetOrderMetafieldsInput struct {
	orderKey
	bigcommerce.MetafieldQuery `omit:"exclude_fields"`
	Paging
}

func (in GetOrderMetafieldsInput) query() bigcommerce.MetafieldQuery { return in.MetafieldQuery }

func getOrderMetafields() registry.Action[*bigcommerce.Client] {
	return getMetafields[GetOrderMetafieldsInput](orderMetafields())
}
