package actions

import (
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// defaultLimit is how many records a list has when the input doesn't say.
const defaultLimit = 50

// Paging is embedded in the input of every list: how many records it yields in all. The connector reads as many pages as that takes.
type Paging struct {
	Limit     value.Optional[int64] `json:"limit,omitzero" jsonschema:"title=Limit,minimum=1,maximum=2147483647,default=50,example=200" jsonschema_description:"How many records to return in all; 50 when left out."`
	ReturnAll value.Optional[bool]  `json:"return_all,omitzero" jsonschema:"title=Return all" jsonschema_description:"Whether to return every record that matches, however many, whatever the limit says."`
}

// options returns the bound of the list. A limit beside return_all means nothing: forms fill its default in.
func (p Paging) options() bigcommerce.ListOptions {
	if p.ReturnAll.Or(false) {
		return bigcommerce.ListOptions{}
	}
	return bigcommerce.ListOptions{Limit: int(p.Limit.Or(defaultLimit))}
}
