package actions

import (
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetCustomerMetafieldsInput says which metafields of a customer to list.
type GetCustomerMetafieldsInput struct {
	customerKey
	bigcommerce.MetafieldQuery `omit:"date_created,date_modified,exclude_fields"`
	Paging
}

func (in GetCustomerMetafieldsInput) query() bigcommerce.MetafieldQuery { return in.MetafieldQuery }

func getCustomerMetafields() registry.Action[*bigcommerce.Client] {
	return getMetafields[GetCustomerMetafieldsInput](customerMetafields())
}
