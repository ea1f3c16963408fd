package actions

import (
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// SetOrderMetafieldInput is a metafield of an order as it should be.
type SetOrderMetafieldInput struct {
	orderKey
	metafieldInput
}

func setOrderMetafield() registry.Action[*bigcommerce.Client] {
	return setMetafield[SetOrderMetafieldInput](orderMetafields())
}
