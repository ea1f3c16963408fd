package bigcommerce

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// maxValueOwners is of how many customers one request may set values.
const maxValueOwners = 10

// SetValues sets attribute values of a customer and returns them in the order in which they are given. A customer_id that no customer has is a
// [KindNotFound]. See [CustomerAttributesService.SetValuesEach].
//
// API: PUT /v3/customers/attribute-values, GET /v3/customers/attribute-values
func (s *CustomerAttributesService) SetValues(ctx context.Context, values CustomerAttributeValues) ([]Record[SetCustomerAttribute], error) {
	sets := []CustomerAttributeValues{values}
	each, err := s.SetValuesEach(ctx, sets)
	if err != nil {
		if found, ok := s.SetValuesClashes(ctx, err, sets)[0]; ok {
			err = found
		}
		return nil, withoutPlace(err)
	}
	return each[0].Records, each[0].Err
}

// SetValuesEach sets attribute values of up to ten customers, all or none, and tells of each customer what became of the values, in the order
// given. What the customers have is read first, with one request: values that are as they should be are not written, and the records say so. The
// error is that of the whole request; when it [IsRefusal], [Blamed] and [CustomerAttributesService.SetValuesClashes] tell whose fault it is.
//
// API: PUT /v3/customers/attribute-values, GET /v3/customers/attribute-values
func (s *CustomerAttributesService) SetValuesEach(ctx context.Context, sets []CustomerAttributeValues) ([]Several[SetCustomerAttribute], error) {
	put := call{
		method: http.MethodPut, path: "/v3/customers/attribute-values", class: idempotent, api: "PUT /v3/customers/attribute-values", scope: customersScope,
	}
	if err := checkBatch(put.api, "customers", len(sets), maxValueOwners); err != nil {
		return nil, err
	}
	if err := checkValues(put.api, sets); err != nil {
		return nil, err
	}
	stored, err := s.values(ctx, sets)
	if err != nil {
		return nil, err
	}
	setting := valueSetting{stored: stored, written: map[valueKey]Record[CustomerAttribute]{}}
	body := setting.different(sets)
	if len(body) > 0 {
		put.body = body
		written, err := many[CustomerAttribute](ctx, s.client, put)
		if IsRefusal(err) {
			return nil, setting.inPlace(err)
		}
		setting.err = ofMany(err)
		for _, record := range written {
			setting.written[valueKeyOf(record)] = record
		}
	}
	return s.told(ctx, put.api, setting, sets), nil
}

// valueKey tells attribute values apart: a customer has one for each attribute.
type valueKey struct{ customer, attribute int64 }

func valueKeyOf(record Record[CustomerAttribute]) valueKey {
	return valueKey{idOf(record.JSON(), "customer_id"), idOf(record.JSON(), "attribute_id")}
}

// valueSetting is one run of [CustomerAttributesService.SetValuesEach].
type valueSetting struct {
	// stored are the values as they were, written as BigCommerce has them now.
	stored, written map[valueKey]Record[CustomerAttribute]
	// sent are the values that were written, by set and place in it.
	sent [][2]int
	// err is what went wrong with the request, nil when nothing did.
	err error
}

// attributeValueWrite is a value as it is sent: what is read as attribute_value is written as value.
type attributeValueWrite struct {
	AttributeID int64  `json:"attribute_id"`
	Value       string `json:"value"`
	CustomerID  int64  `json:"customer_id"`
}

// different returns the values that are to be written, since they differ from what is stored.
func (v *valueSetting) different(sets []CustomerAttributeValues) []attributeValueWrite {
	var body []attributeValueWrite
	for i, set := range sets {
		for j, wanted := range set.AttributeValues {
			stored, ok := v.stored[valueKey{set.CustomerID, wanted.AttributeID}]
			if wanted.Value.IsZero() || ok && text(member(stored.JSON(), "attribute_value")) == wanted.Value.Or("") {
				continue
			}
			body = append(body, attributeValueWrite{AttributeID: wanted.AttributeID, Value: wanted.Value.Or(""), CustomerID: set.CustomerID})
			v.sent = append(v.sent, [2]int{i, j})
		}
	}
	return body
}

// inPlace returns the refusal with the paths of its fields as those of the sets: /3/value is /1/attribute_values/0/value, for example.
func (v *valueSetting) inPlace(err error) error {
	var original *Error
	if !errors.As(err, &original) {
		return err
	}
	refusal := *original
	refusal.Fields = make([]FieldError, len(original.Fields))
	for i, field := range original.Fields {
		refusal.Fields[i] = field
		place, path, ok := placeIn(field.Path)
		switch {
		case !ok || place >= len(v.sent):
		case path == "/customer_id":
			refusal.Fields[i].Path = fmt.Sprintf("/%d%s", v.sent[place][0], path)
		default:
			refusal.Fields[i].Path = fmt.Sprintf("/%d/attribute_values/%d%s", v.sent[place][0], v.sent[place][1], path)
		}
	}
	return &refusal
}

// told tells of each set what became of it.
func (s *CustomerAttributesService) told(ctx context.Context, api string, setting valueSetting, sets []CustomerAttributeValues) []Several[SetCustomerAttribute] {
	outcomes := make([]Several[SetCustomerAttribute], len(sets))
	missing := map[int]bool{}
	for _, place := range setting.sent {
		set := sets[place[0]]
		if _, ok := setting.written[valueKey{set.CustomerID, set.AttributeValues[place[1]].AttributeID}]; !ok {
			missing[place[0]] = true
		}
	}
	var keys []customerKey
	for i := range sets {
		if missing[i] && setting.err == nil {
			keys = append(keys, customerKey{id: sets[i].CustomerID})
		}
	}
	unknown := s.client.Customers.unknown(ctx, keys)
	for i, set := range sets {
		switch key := (customerKey{id: set.CustomerID}); {
		case !missing[i]:
		case setting.err != nil:
			outcomes[i].Err = setting.err
		case key.isIn(unknown):
			outcomes[i].Err = notThere(api, "customer", set.CustomerID)
			continue
		default:
			failure := incomplete(api, http.StatusOK,
				"BigCommerce accepted the values but did not return all of them. Read them to see whether they were set; setting them again does no harm.")
			failure.Retryable = true
			outcomes[i].Err = failure
		}
		if outcomes[i].Err != nil && !isPartial(outcomes[i].Err) {
			continue
		}
		for _, wanted := range set.AttributeValues {
			key := valueKey{set.CustomerID, wanted.AttributeID}
			before, had := setting.stored[key]
			after, ok := setting.written[key]
			switch {
			case ok && had:
				outcomes[i].Records = append(outcomes[i].Records, withChange[SetCustomerAttribute](after, Updated))
			case ok:
				outcomes[i].Records = append(outcomes[i].Records, withChange[SetCustomerAttribute](after, Created))
			case had && (wanted.Value.IsZero() || text(member(before.JSON(), "attribute_value")) == wanted.Value.Or("")):
				outcomes[i].Records = append(outcomes[i].Records, withChange[SetCustomerAttribute](before, Unchanged))
			}
		}
	}
	return outcomes
}

// checkValues refuses sets that name no customer, set nothing, or name an attribute twice.
func checkValues(api string, sets []CustomerAttributeValues) error {
	var faults []FieldError
	for i, set := range sets {
		fault := func(path, message string) {
			faults = append(faults, FieldError{Path: fmt.Sprintf("/%d%s", i, path), Message: message})
		}
		if set.CustomerID <= 0 {
			fault("/customer_id", fmt.Sprintf("A customer's number is 1 or higher; got %d.", set.CustomerID))
		}
		given := false
		seen := map[int64]bool{}
		for j, wanted := range set.AttributeValues {
			given = given || !wanted.Value.IsZero()
			path := fmt.Sprintf("/attribute_values/%d/attribute_id", j)
			switch {
			case wanted.AttributeID <= 0:
				fault(path, fmt.Sprintf("An attribute's number is 1 or higher; got %d.", wanted.AttributeID))
			case seen[wanted.AttributeID]:
				fault(path, fmt.Sprintf("The attribute_id %d is there twice: which value is meant?", wanted.AttributeID))
			}
			seen[wanted.AttributeID] = true
		}
		if !given {
			fault("/attribute_values", fmt.Sprintf("No value to set was given for customer %d: give a value, or null to empty it.", set.CustomerID))
		}
	}
	return invalidFields(api, faults)
}

// attributeValueFilters ask for the values of some customers.
type attributeValueFilters struct {
	CustomerIDIn  value.List[int64] `json:"customer_id_in" url:"customer_id:in,omitempty"`
	AttributeIDIn value.List[int64] `json:"attribute_id_in" url:"attribute_id:in,omitempty"`
}

// values reads what the customers have for the attributes that are to be set.
func (s *CustomerAttributesService) values(ctx context.Context, sets []CustomerAttributeValues) (map[valueKey]Record[CustomerAttribute], error) {
	var filters attributeValueFilters
	asked := map[int64]bool{}
	for _, set := range sets {
		filters.CustomerIDIn = append(filters.CustomerIDIn, set.CustomerID)
		for _, wanted := range set.AttributeValues {
			if !asked[wanted.AttributeID] {
				filters.AttributeIDIn = append(filters.AttributeIDIn, wanted.AttributeID)
				asked[wanted.AttributeID] = true
			}
		}
	}
	list := filtered{
		listing: listing{
			call: call{
				method: http.MethodGet, path: "/v3/customers/attribute-values", class: safe, api: "GET /v3/customers/attribute-values", scope: customersScope,
			},
			strategy: offsetV3{},
		},
		filters: filters, splittable: []string{"customer_id:in", "attribute_id:in"}, key: "id",
	}
	stored := map[valueKey]Record[CustomerAttribute]{}
	for record, err := range all[CustomerAttribute](ctx, s.client, list, ListOptions{}) {
		if err != nil {
			return nil, err
		}
		stored[valueKeyOf(record)] = record
	}
	return stored, nil
}

// SetValuesClashes asks which sets of a refused [CustomerAttributesService.SetValuesEach] are of a customer who isn't there, a [KindNotFound], or for an
// attribute that the store doesn't have, a [KindInvalid]. Empty when that can't be found out.
//
// API: GET /v3/customers, GET /v3/customers/attributes
func (s *CustomerAttributesService) SetValuesClashes(ctx context.Context, err error, sets []CustomerAttributeValues) map[int]error {
	keys := make([]customerKey, len(sets))
	for i, set := range sets {
		keys[i].id = set.CustomerID
	}
	if found := s.client.Customers.absentees(ctx, err, keys); len(found) > 0 {
		return found // those with an unknown attribute, if any, are found by the next refusal
	}
	var refusal *Error
	if !errors.As(err, &refusal) || !mayClash(refusal) {
		return nil
	}
	known := map[int64]bool{}
	for attribute, err := range s.All(ctx, CustomerAttributeQuery{}, ListOptions{}) {
		if err != nil {
			return nil
		}
		known[idOf(attribute.JSON(), "id")] = true
	}
	found := map[int]error{}
	for i, set := range sets {
		var faults []FieldError
		for j, wanted := range set.AttributeValues {
			if !known[wanted.AttributeID] {
				faults = append(faults, FieldError{
					Path:    fmt.Sprintf("/attribute_values/%d/attribute_id", j),
					Message: fmt.Sprintf("There is no customer attribute with attribute_id %d.", wanted.AttributeID),
				})
			}
		}
		if len(faults) > 0 {
			own := *refusal
			own.Kind, own.Fields, own.Details, own.Message = KindInvalid, faults, nil, messageOf(faults)
			found[i] = &own
		}
	}
	return found
}
