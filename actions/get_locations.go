package actions

import (
	"context"
	"iter"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// GetLocationsInput says which locations to list.
type GetLocationsInput struct {
	bigcommerce.LocationQuery
	Paging
}

func getLocations() registry.Action[*bigcommerce.Client] {
	return registry.NewListAction(registry.Spec{
		Code:    "get_locations",
		Name:    "Get a list of locations",
		Group:   "Inventory",
		Summary: "Lists the locations where stock lies, all of them or those that match the filters.",
		Description: "Every store has the default location, number 1, whose stock the catalog shows as the inventory level of products. Filters are combined: a location has to " +
			"match each of them. Returns 50 locations unless a limit or return_all is given. Locations that are not in use are listed, too, unless is_active is true.",
		Scopes: registry.AnyOf("store_locations", "store_locations_read_only"),
		Effect: registry.Read,
		API:    "GET /v3/inventory/locations",
		Examples: []registry.Example{
			{Title: "All locations in use", Input: `{"is_active":true,"return_all":true}`},
			{Title: "One by its code", Input: `{"location_code_in":["WAREHOUSE-1"]}`},
		},
	}, func(ctx context.Context, store *bigcommerce.Client, in GetLocationsInput) iter.Seq2[bigcommerce.Record[bigcommerce.Location], error] {
		return store.Locations.All(ctx, in.LocationQuery, in.options())
	})
}
