package bigcommerce

// Deletion is what a delete leaves of a record. It is made by the connector, since BigCommerce answers with nothing.
type Deletion struct {
	ID      int64 `json:"id" jsonschema:"title=ID" jsonschema_description:"Number of the record that was deleted. Added by the connector."`
	Deleted bool  `json:"deleted" jsonschema:"title=Deleted" jsonschema_description:"Always true: the record is gone. Added by the connector."`
}
