package sandbox

import (
	"fmt"
	"net/http"
	"slices"
)

// valueOwners is of how many customers one request may set values.
const valueOwners = 10

var attributeValueRules = []rule{
	integerOf("customer_id", 1, int32Max).must(),
	integerOf("attribute_id", 1, int32Max).must(),
	textOf("value", 0, 255).must(),
}

// setAttributeValues makes or changes all values of the array or none. What is read as attribute_value is written as value.
func setAttributeValues(s *Store, r *request) (answer, *refusal) {
	bodies, f := bodyObjects(r.body, valueOwners*50, "The request payload is too large.")
	if f != nil {
		return answer{}, f
	}
	var errors object
	owners := map[int64]bool{}
	for i, body := range bodies {
		errors = append(errors, check(attributeValueRules, body, batchPath(i), false)...)
		owners[body.integer("customer_id")] = true
	}
	if f := invalid(errors); f != nil {
		return answer{}, f
	}
	if len(owners) > valueOwners {
		return answer{}, refuse(http.StatusUnprocessableEntity, fmt.Sprintf("A request may set the values of %d customers.", valueOwners))
	}
	for i, body := range bodies {
		switch {
		case !s.customers.has(body.integer("customer_id")):
			errors = append(errors, field{batchPath(i) + "customer_id", quote("no such customer: " + body.raw("customer_id"))})
		case !s.attributes.has(body.integer("attribute_id")):
			errors = append(errors, field{batchPath(i) + "attribute_id", quote("no such attribute: " + body.raw("attribute_id"))})
		}
	}
	if f := invalid(errors); f != nil {
		return answer{}, f
	}
	set := make([]object, len(bodies))
	for i, body := range bodies {
		s.changeCustomer(body.integer("customer_id"), func(c *customer) { set[i] = s.setAttributeValue(c, body) })
	}
	return data(http.StatusOK, list(set), object{{"pagination", object{}.String()}}), nil
}

func (s *Store) setAttributeValue(c *customer, body object) object {
	now := dateV3(s.now())
	c.attributeValues = slices.Clone(c.attributeValues)
	for i, value := range c.attributeValues {
		if value.raw("attribute_id") == body.raw("attribute_id") {
			c.attributeValues[i] = value.with("attribute_value", body.raw("value")).with("date_modified", now)
			return c.attributeValues[i]
		}
	}
	value := newAttributeValue(s.takeValueID(), c.fields.integer("id"), body.with("attribute_value", body.raw("value")), now)
	c.attributeValues = append(c.attributeValues, value)
	return value
}

// deleteAttributeValues removes the values of id:in; ids that don't exist are passed over.
func deleteAttributeValues(s *Store, r *request) (answer, *refusal) {
	ids, f := idsToDelete(r)
	if f != nil {
		return answer{}, f
	}
	for _, owner := range slices.Clone(s.customers.ids) {
		c, _ := s.customers.get(owner)
		doomed := func(value object) bool { return slices.Contains(ids, value.integer("id")) }
		if slices.ContainsFunc(c.attributeValues, doomed) {
			s.changeCustomer(owner, func(c *customer) { c.attributeValues = slices.DeleteFunc(slices.Clone(c.attributeValues), doomed) })
		}
	}
	return noContent(), nil
}
