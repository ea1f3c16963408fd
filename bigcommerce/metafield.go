package bigcommerce

import "github.com/appseconnect/bigcommerce-connector/value"

// MetafieldFields are the fields of a metafield that are read and written in the same form.
type MetafieldFields struct {
	Namespace     value.Optional[string]              `json:"namespace,omitzero" jsonschema:"title=Namespace,minLength=1,maxLength=64,example=warehouse" jsonschema_description:"Name that keeps the fields of one purpose together."`
	Key           value.Optional[string]              `json:"key,omitzero" jsonschema:"title=Key,minLength=1,maxLength=64,example=shelf" jsonschema_description:"Name of the field within its namespace."`
	Value         value.Optional[string]              `json:"value,omitzero" jsonschema:"title=Value,minLength=1,maxLength=65535,example=4HG" jsonschema_description:"What the field says, as text."`
	PermissionSet value.Optional[MetafieldPermission] `json:"permission_set,omitzero" jsonschema:"title=Permissions" jsonschema_description:"Who else may read and write the field. A new one is for this API account only unless this says otherwise."`
	Description   value.Optional[string]              `json:"description,omitzero" jsonschema:"title=Description,maxLength=255" jsonschema_description:"What the field is for." clear:"text"`
}

// Metafield is a field that an API account has given to a record, as the V3 API returns it.
type Metafield struct {
	ID int64 `json:"id" jsonschema:"title=Metafield ID" jsonschema_description:"Number that identifies the metafield."`
	MetafieldFields
	ResourceType  string `json:"resource_type,omitzero" jsonschema:"title=Resource type" jsonschema_description:"Kind of record that has the field, such as product."`
	ResourceID    int64  `json:"resource_id,omitzero" jsonschema:"title=Resource ID" jsonschema_description:"Number of the record that has the field."`
	OwnerClientID string `json:"owner_client_id,omitzero" jsonschema:"title=Owner" jsonschema_description:"Client ID of the API account that made the field."`
	Dates[value.DateText]
}

// SetMetafield is a metafield that was brought about, with what that took.
type SetMetafield struct {
	Metafield
	Changed
}

// MetafieldSet is a metafield as it should be. Namespace, key and value are required; what else is left out stays as it is.
type MetafieldSet struct {
	// ResourceID is the number of the record that has it.
	ResourceID int64 `json:"-"`
	MetafieldFields
}

// MetafieldQuery narrows a list of metafields. The zero value lists all that the API account sees. ExcludeFields is for products only, DateCreated and
// DateModified for orders.
type MetafieldQuery struct {
	Namespace   value.Optional[string] `json:"namespace,omitzero" url:"namespace,omitempty" jsonschema:"title=Namespace,example=warehouse" jsonschema_description:"Only fields of this namespace." blank:"refuse"`
	NamespaceIn value.List[string]     `json:"namespace_in,omitzero" url:"namespace:in,omitempty" jsonschema:"title=Namespaces" jsonschema_description:"Only fields of one of these namespaces."`
	Key         value.Optional[string] `json:"key,omitzero" url:"key,omitempty" jsonschema:"title=Key,example=shelf" jsonschema_description:"Only fields with this key." blank:"refuse"`
	KeyIn       value.List[string]     `json:"key_in,omitzero" url:"key:in,omitempty" jsonschema:"title=Keys" jsonschema_description:"Only fields with one of these keys."`
	DateFilters
	Direction value.Optional[SortDirection] `json:"direction,omitzero" url:"direction,omitempty" jsonschema:"title=Direction" jsonschema_description:"Whether the list begins with the first metafield or with the last one."`
	FieldSelection
}

// MetafieldPermission says who besides the API account that made a metafield may read and write it.
type MetafieldPermission string

// OwnMetafield is the permission of a metafield that nobody else sees.
const OwnMetafield MetafieldPermission = "app_only"

// Choices lists the permissions.
func (MetafieldPermission) Choices() []value.Choice {
	return []value.Choice{
		{Value: "app_only", Label: "This API account only"},
		{Value: "read", Label: "Others may read"},
		{Value: "write", Label: "Others may read and write"},
		{Value: "read_and_sf_access", Label: "Others and the storefront may read"},
		{Value: "write_and_sf_access", Label: "Others may read and write, the storefront may read"},
	}
}

// MetafieldOwner is a kind of record that has metafields.
type MetafieldOwner string

// The kinds of records whose metafields are read and written here.
const (
	CustomerMetafields MetafieldOwner = "customer"
	ProductMetafields  MetafieldOwner = "product"
	OrderMetafields    MetafieldOwner = "order"
)

// root is the path of such records, and scope the OAuth scope that they need.
func (o MetafieldOwner) root() (path, scope string) {
	switch o {
	case CustomerMetafields:
		return "/v3/customers", customersScope
	case ProductMetafields:
		return "/v3/catalog/products", productsScope
	default:
		return "/v3/orders", ordersScope
	}
}

// of returns a call of the metafields of one record, or of one of them.
func (o MetafieldOwner) of(method string, id int64, metafieldID ...int64) call {
	root, scope := o.root()
	made := call{
		method: method, path: pathf(root+"/%d/metafields", id), scope: scope,
		api: method + " " + root + "/{" + string(o) + "_id}/metafields",
	}
	for _, one := range metafieldID {
		made.path += pathf("/%d", one)
		made.api += "/{metafield_id}"
	}
	return made
}

// all returns a call of the metafields of all such records.
func (o MetafieldOwner) all(method string) call {
	root, scope := o.root()
	return call{method: method, path: root + "/metafields", api: method + " " + root + "/metafields", scope: scope}
}
