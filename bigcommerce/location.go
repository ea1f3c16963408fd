package bigcommerce

import (
	"encoding/json"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// Location is a place where stock lies, as the V3 API returns it.
type Location struct {
	ID                      int64                  `json:"id" jsonschema:"title=Location ID" jsonschema_description:"Number that identifies the location; 1 is the default location, whose stock the catalog shows."`
	Code                    string                 `json:"code,omitzero" jsonschema:"title=Code" jsonschema_description:"The merchant's code for the location."`
	Label                   string                 `json:"label,omitzero" jsonschema:"title=Label" jsonschema_description:"Name of the location."`
	Description             value.Optional[string] `json:"description,omitzero" jsonschema:"title=Description" jsonschema_description:"What the location is."`
	ManagedByExternalSource bool                   `json:"managed_by_external_source,omitzero" jsonschema:"title=Managed by an external source" jsonschema_description:"Whether another system keeps the stock, so that the control panel doesn't let it be edited."`
	TypeID                  LocationType           `json:"type_id,omitzero" jsonschema:"title=Type" jsonschema_description:"Whether the location is a building."`
	Enabled                 bool                   `json:"enabled,omitzero" jsonschema:"title=Enabled" jsonschema_description:"Whether the location is in use."`
	OperatingHours          *LocationHours         `json:"operating_hours,omitzero" jsonschema:"title=Operating hours" jsonschema_description:"When it is open in the week."`
	TimeZone                value.Optional[string] `json:"time_zone,omitzero" jsonschema:"title=Time zone" jsonschema_description:"Time zone of the hours, such as America/New_York."`
	CreatedAt               value.Date             `json:"created_at,omitzero" jsonschema:"title=Created at" jsonschema_description:"When the location was made."`
	UpdatedAt               value.Date             `json:"updated_at,omitzero" jsonschema:"title=Updated at" jsonschema_description:"When the location last changed."`
	Address                 *LocationAddress       `json:"address,omitzero" jsonschema:"title=Address" jsonschema_description:"Where the location is; virtual ones may have none."`
	StorefrontVisibility    bool                   `json:"storefront_visibility,omitzero" jsonschema:"title=Visible on the storefront" jsonschema_description:"Whether shoppers see the location."`
	SpecialHours            []LocationSpecialHours `json:"special_hours,omitzero" jsonschema:"title=Special hours" jsonschema_description:"Days with other hours, such as holidays."`
}

// LocationHours are the hours of a week.
type LocationHours struct {
	Sunday    LocationDay `json:"sunday,omitzero" jsonschema:"title=Sunday" jsonschema_description:"Hours of Sunday."`
	Monday    LocationDay `json:"monday,omitzero" jsonschema:"title=Monday" jsonschema_description:"Hours of Monday."`
	Tuesday   LocationDay `json:"tuesday,omitzero" jsonschema:"title=Tuesday" jsonschema_description:"Hours of Tuesday."`
	Wednesday LocationDay `json:"wednesday,omitzero" jsonschema:"title=Wednesday" jsonschema_description:"Hours of Wednesday."`
	Thursday  LocationDay `json:"thursday,omitzero" jsonschema:"title=Thursday" jsonschema_description:"Hours of Thursday."`
	Friday    LocationDay `json:"friday,omitzero" jsonschema:"title=Friday" jsonschema_description:"Hours of Friday."`
	Saturday  LocationDay `json:"saturday,omitzero" jsonschema:"title=Saturday" jsonschema_description:"Hours of Saturday."`
}

// LocationDay are the hours of a day.
type LocationDay struct {
	Open    bool   `json:"open,omitzero" jsonschema:"title=Open" jsonschema_description:"Whether the location is open on that day."`
	Opening string `json:"opening,omitzero" jsonschema:"title=Opening" jsonschema_description:"When it opens, such as 09:00."`
	Closing string `json:"closing,omitzero" jsonschema:"title=Closing" jsonschema_description:"When it closes, such as 17:30."`
}

// LocationSpecialHours are the hours of one day that differ from those of its week.
type LocationSpecialHours struct {
	Label  string `json:"label,omitzero" jsonschema:"title=Label" jsonschema_description:"Name of the day."`
	Date   string `json:"date,omitzero" jsonschema:"title=Date" jsonschema_description:"The day, such as 2026-12-24."`
	AllDay bool   `json:"all_day,omitzero" jsonschema:"title=All day" jsonschema_description:"Whether it holds for the whole day."`
	Annual bool   `json:"annual,omitzero" jsonschema:"title=Annual" jsonschema_description:"Whether it comes again each year."`
	LocationDay
}

// LocationAddress is where a location is.
type LocationAddress struct {
	Address1       string                 `json:"address1,omitzero" jsonschema:"title=Address line 1" jsonschema_description:"Street and number."`
	Address2       value.Optional[string] `json:"address2,omitzero" jsonschema:"title=Address line 2" jsonschema_description:"Apartment, floor or building."`
	City           string                 `json:"city,omitzero" jsonschema:"title=City" jsonschema_description:"Town or city."`
	State          string                 `json:"state,omitzero" jsonschema:"title=State" jsonschema_description:"State or province."`
	Zip            string                 `json:"zip,omitzero" jsonschema:"title=Postal code" jsonschema_description:"Postal code."`
	Email          string                 `json:"email,omitzero" jsonschema:"title=Email" jsonschema_description:"Email of the location."`
	Phone          value.Optional[string] `json:"phone,omitzero" jsonschema:"title=Phone" jsonschema_description:"Phone number of the location."`
	GeoCoordinates *GeoCoordinates        `json:"geo_coordinates,omitzero" jsonschema:"title=Coordinates" jsonschema_description:"The location on the map."`
	CountryCode    string                 `json:"country_code,omitzero" jsonschema:"title=Country code" jsonschema_description:"ISO code of the country."`
}

// GeoCoordinates are a point on the map, in degrees.
type GeoCoordinates struct {
	Latitude  json.Number `json:"latitude,omitzero" jsonschema:"title=Latitude" jsonschema_description:"Degrees north of the equator."`
	Longitude json.Number `json:"longitude,omitzero" jsonschema:"title=Longitude" jsonschema_description:"Degrees east of Greenwich."`
}

// LocationQuery narrows a list of locations. The zero value lists all of them.
type LocationQuery struct {
	LocationIDIn            value.List[int64]        `json:"location_id_in,omitzero" url:"location_id:in,omitempty" jsonschema:"title=Location IDs" jsonschema_description:"Only the locations with one of these numbers." options:"location"`
	LocationCodeIn          value.List[string]       `json:"location_code_in,omitzero" url:"location_code:in,omitempty" jsonschema:"title=Location codes" jsonschema_description:"Only the locations with one of these codes."`
	IsDefault               value.Optional[bool]     `json:"is_default,omitzero" url:"is_default,omitempty" jsonschema:"title=Default" jsonschema_description:"Only the default location, or only the others."`
	TypeIDIn                value.List[LocationType] `json:"type_id_in,omitzero" url:"type_id:in,omitempty" jsonschema:"title=Types" jsonschema_description:"Only locations of one of these types."`
	ManagedByExternalSource value.Optional[bool]     `json:"managed_by_external_source,omitzero" url:"managed_by_external_source,omitempty" jsonschema:"title=Managed by an external source" jsonschema_description:"Only locations whose stock another system keeps, or only the others."`
	IsActive                value.Optional[bool]     `json:"is_active,omitzero" url:"is_active,omitempty" jsonschema:"title=Active" jsonschema_description:"Only locations that are in use, or only the others."`
	StorefrontVisibility    value.Optional[bool]     `json:"storefront_visibility,omitzero" url:"storefront_visibility,omitempty" jsonschema:"title=Visible on the storefront" jsonschema_description:"Only locations that shoppers see, or only the others."`
}

// LocationType tells what a location is.
type LocationType string

// Choices lists the types.
func (LocationType) Choices() []value.Choice {
	return []value.Choice{{Value: "PHYSICAL", Label: "Physical"}, {Value: "VIRTUAL", Label: "Virtual"}}
}
