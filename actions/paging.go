package actions

import (
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// defaultLimit is how many records a list has when the input doesn't say.
const defaultLimit = 50

// Paging is embedded in the input of every list: how many records it yields in all. The connector reads as many pages as that takes.
type Paging struct {
	Limit     value.Optional[int64] `json:"limit,omitzero" jsonschema:"title=Limit,minimum=1,maximum=2147483647,default=50,example=200" jsonschema_description:"How many records to return in all; 50 when left out."`
	ReturnAll value.Optional[bool]  `json:"return_all,omitzero" jsonschema:"title=Return all" jsonschema_description:"Whether to return every record that matches, however many; then leave the limit out."`
}

// options returns the bound of the list.
func (p Paging) options() (bigcommerce.ListOptions, error) {
	limit, limited := p.Limit.Get()
	switch {
	case p.ReturnAll.Or(false) && limited:
		return bigcommerce.ListOptions{}, fault("/limit", "Give either a limit or return_all, not both.")
	case p.ReturnAll.Or(false):
		return bigcommerce.ListOptions{}, nil
	case limited:
		return bigcommerce.ListOptions{Limit: int(limit)}, nil
	default:
		return bigcommerce.ListOptions{Limit: defaultLimit}, nil
	}
}

// fault is the failure of an input whose field at the JSON pointer can't be used.
func fault(path, message string) error {
	failure := registry.NewFailure(registry.InvalidInput, "input.invalid", message, nil)
	failure.Fields = []registry.FieldFault{{Path: path, Message: message}}
	return failure
}
