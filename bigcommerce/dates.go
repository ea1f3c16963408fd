package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// Dates are when a record was made and when it last changed: [value.DateText] for channels, customer groups and metafields, [value.Date] for the
// others.
type Dates[Date value.Date | value.DateText] struct {
	DateCreated  Date `json:"date_created,omitzero" jsonschema:"title=Date created" jsonschema_description:"When it was made."`
	DateModified Date `json:"date_modified,omitzero" jsonschema:"title=Date modified" jsonschema_description:"When it last changed."`
}
