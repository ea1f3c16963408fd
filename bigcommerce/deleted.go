package bigcommerce

import "fmt"

// Deletion says that a record was deleted. It is made by the connector: BigCommerce answers a deletion with nothing.
type Deletion struct {
	ID      int64 `json:"id" jsonschema:"title=ID" jsonschema_description:"Number of the record that was deleted."`
	Deleted bool  `json:"deleted" jsonschema:"title=Deleted" jsonschema_description:"Always true: a record that can't be deleted is a failure. Made by the connector, since BigCommerce answers with nothing."`
}

// deletionOf returns the record of a deletion.
func deletionOf(id int64) Record[Deletion] {
	return NewRecord[Deletion](fmt.Appendf(nil, `{"id":%d,"deleted":true}`, id))
}
