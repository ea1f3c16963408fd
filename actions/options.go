package actions

import (
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// Options returns the sources of the drop-downs that the inputs of actions and triggers name.
func Options() []registry.OptionSource[*bigcommerce.Client] {
	listed := func(name string, list optionList) registry.OptionSource[*bigcommerce.Client] {
		return registry.OptionSource[*bigcommerce.Client]{Name: name, List: list.page}
	}
	return []registry.OptionSource[*bigcommerce.Client]{
		listed("category", optionList{path: "/v3/catalog/trees/categories", search: "name:like", value: "category_id", labels: []string{"name"}}),
		listed("category_tree", optionList{path: "/v3/catalog/trees", value: "id", labels: []string{"name"}}),
		listed("brand", optionList{path: "/v3/catalog/brands", search: "name:like", value: "id", labels: []string{"name"}}),
		listed("customer_group", optionList{path: "/v2/customer_groups", value: "id", labels: []string{"name"}}),
		listed("channel", optionList{path: "/v3/channels", value: "id", labels: []string{"name"}}),
		listed("order_status", optionList{path: "/v2/order_statuses", value: "id", labels: []string{"custom_label", "name"}, whole: true}),
		listed("location", optionList{path: "/v3/inventory/locations", value: "id", labels: []string{"label", "code"}}),
		listed("pickup_method", optionList{path: "/v3/pickup/methods", value: "id", labels: []string{"display_name"}}),
		{Name: "shipping_provider", List: shippingProviders},
	}
}
