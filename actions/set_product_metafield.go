package actions

import (
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// SetProductMetafieldInput is a metafield of a product as it should be.
type SetProductMetafieldInput struct {
	productKey
	metafieldInput
}

func setProductMetafield() registry.Action[*bigcommerce.Client] {
	return setMetafield[SetProductMetafieldInput](productMetafields())
}
