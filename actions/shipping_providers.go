package actions

import (
	"context"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// shippingProviders lists the carriers that every store has.
func shippingProviders(_ context.Context, _ *bigcommerce.Client, search registry.Search) (registry.Choices, error) {
	found := registry.Choices{Options: []registry.Choice{}}
	number, from, err := readAfter(search.After)
	if err == nil {
		pick(&found, []registry.Choice{
			{Value: "auspost", Label: "Australia Post"},
			{Value: "canadapost", Label: "Canada Post"},
			{Value: "endicia", Label: "Endicia"},
			{Value: "fedex", Label: "FedEx"},
			{Value: "royalmail", Label: "Royal Mail"},
			{Value: "shipperhq", Label: "ShipperHQ"},
			{Value: "ups", Label: "UPS"},
			{Value: "upsonline", Label: "UPS Online"},
			{Value: "upsready", Label: "UPS Ready"},
			{Value: "usps", Label: "USPS"},
		}, search, number, from)
	}
	return found, err
}
