package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// FieldSelection says which fields of a record are returned.
type FieldSelection struct {
	IncludeFields value.List[string] `json:"include_fields,omitzero" url:"include_fields,omitempty" jsonschema:"title=Fields to return" jsonschema_description:"Only these fields and the ID; blank returns all." blank:"drop"`
	ExcludeFields value.List[string] `json:"exclude_fields,omitzero" url:"exclude_fields,omitempty" jsonschema:"title=Fields to leave out" jsonschema_description:"All fields but these; the ID is always returned." blank:"drop"`
}

// NameFilters narrow a list by the names of its records.
type NameFilters struct {
	Name     value.Optional[string] `json:"name,omitzero" url:"name,omitempty" jsonschema:"title=Name" jsonschema_description:"Only what has exactly this name." blank:"refuse"`
	NameLike value.Optional[string] `json:"name_like,omitzero" url:"name:like,omitempty" jsonschema:"title=Name contains" jsonschema_description:"Only what has this text in its name."`
}

// IDRange narrows a list of the catalog by the numbers of its records.
type IDRange struct {
	IDMin     value.Optional[int64] `json:"id_min,omitzero" url:"id:min,omitempty" jsonschema:"title=ID from" jsonschema_description:"Only what has this number or a higher one."`
	IDMax     value.Optional[int64] `json:"id_max,omitzero" url:"id:max,omitempty" jsonschema:"title=ID up to" jsonschema_description:"Only what has this number or a lower one."`
	IDGreater value.Optional[int64] `json:"id_greater,omitzero" url:"id:greater,omitempty" jsonschema:"title=ID above" jsonschema_description:"Only what has a higher number."`
	IDLess    value.Optional[int64] `json:"id_less,omitzero" url:"id:less,omitempty" jsonschema:"title=ID below" jsonschema_description:"Only what has a lower number."`
}

// DateFilters narrow a list of the V3 API by when its records were made and changed. Both ends count; in the list of customers they don't, which has
// filters of its own for that.
type DateFilters struct {
	DateCreated    value.Optional[value.Date] `json:"date_created,omitzero" url:"date_created,omitempty" jsonschema:"title=Date created" jsonschema_description:"Only what was made at this time."`
	DateCreatedMin value.Optional[value.Date] `json:"date_created_min,omitzero" url:"date_created:min,omitempty" jsonschema:"title=Created from" jsonschema_description:"Only what was made at this time or later; a day alone means its midnight in UTC."`
	DateCreatedMax value.Optional[value.Date] `json:"date_created_max,omitzero" url:"date_created:max,omitempty" jsonschema:"title=Created up to" jsonschema_description:"Only what was made at this time or earlier; a day alone means its midnight in UTC."`
	ModifiedFilters
}

// ModifiedFilters narrow a list of the V3 API by when its records last changed. Both ends count.
type ModifiedFilters struct {
	DateModified    value.Optional[value.Date] `json:"date_modified,omitzero" url:"date_modified,omitempty" jsonschema:"title=Date modified" jsonschema_description:"Only what last changed at this time."`
	DateModifiedMin value.Optional[value.Date] `json:"date_modified_min,omitzero" url:"date_modified:min,omitempty" jsonschema:"title=Modified from" jsonschema_description:"Only what changed at this time or later; a day alone means its midnight in UTC."`
	DateModifiedMax value.Optional[value.Date] `json:"date_modified_max,omitzero" url:"date_modified:max,omitempty" jsonschema:"title=Modified up to" jsonschema_description:"Only what changed at this time or earlier; a day alone means its midnight in UTC."`
}

// CreatedRange narrows a list of the V2 API by the numbers of its records and by when they were made. Both ends count.
type CreatedRange struct {
	MinID          value.Optional[int64]          `json:"min_id,omitzero" url:"min_id,omitempty" jsonschema:"title=ID from" jsonschema_description:"Only what has this number or a higher one."`
	MaxID          value.Optional[int64]          `json:"max_id,omitzero" url:"max_id,omitempty" jsonschema:"title=ID up to" jsonschema_description:"Only what has this number or a lower one."`
	MinDateCreated value.Optional[value.DateText] `json:"min_date_created,omitzero" url:"min_date_created,omitempty" jsonschema:"title=Created from" jsonschema_description:"Only what was made at this time or later."`
	MaxDateCreated value.Optional[value.DateText] `json:"max_date_created,omitzero" url:"max_date_created,omitempty" jsonschema:"title=Created up to" jsonschema_description:"Only what was made at this time or earlier."`
}
