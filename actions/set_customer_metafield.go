package actions

import (
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// SetCustomerMetafieldInput is a metafield of a customer as it should be.
type SetCustomerMetafieldInput struct {
	customerKey
	metafieldInput
}

func setCustomerMetafield() registry.Action[*bigcommerce.Client] {
	return setMetafield[SetCustomerMetafieldInput](customerMetafields())
}
