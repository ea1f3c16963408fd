package actions

import (
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// APIMethod is an HTTP method of the API.
type APIMethod string

// Choices lists the methods.
func (APIMethod) Choices() []value.Choice {
	return []value.Choice{
		{Value: "GET", Label: "Read"},
		{Value: "POST", Label: "Create"},
		{Value: "PUT", Label: "Change"},
		{Value: "DELETE", Label: "Delete"},
	}
}

// effect returns what the method does to the store.
func (m APIMethod) effect() registry.Effect {
	switch m {
	case "GET":
		return registry.Read
	case "POST":
		return registry.Create
	case "PUT":
		return registry.Update
	default:
		return registry.Delete
	}
}
