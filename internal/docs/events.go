package main

import (
	"fmt"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// event is what the manifest doesn't tell of a trigger's events.
type event struct {
	// id is the pattern of the id, time what the time is.
	id, time string
	// record says what the record is where it isn't what a list or a look-up gives.
	record string
}

const (
	asTold = "that of the delivery: when it happened, in whole seconds"
	asMade = "the record's `%s`"
)

// events are those of the triggers by code.
var events = map[string]event{
	"on_new_customers_created":    {id: "customer:<id>:created", time: fmt.Sprintf(asMade, "date_created")},
	"on_customers_updated":        {id: "customer:<id>:updated:<time>", time: fmt.Sprintf(asMade, "date_modified")},
	"on_customer_address_changed": {id: "customer_address:<id>:updated:<time>", time: asTold},
	"on_new_products_created":     {id: "product:<id>:created", time: fmt.Sprintf(asMade, "date_created")},
	"on_products_updated":         {id: "product:<id>:updated:<time>", time: fmt.Sprintf(asMade, "date_modified")},
	"on_inventory_updated":        {id: "inventory:<variant_id>:updated:<time>", time: asTold},
	"on_new_orders_created":       {id: "order:<id>:created", time: fmt.Sprintf(asMade, "date_created") + ", also when it was paid later"},
	"on_orders_updated":           {id: "order:<id>:updated:<time>", time: fmt.Sprintf(asMade, "date_modified")},
	"on_order_status_changed": {
		id: "order:<id>:status_<new_status_id>:<time>", time: asTold,
		record: "Records are what BigCommerce sends, byte for byte, behind the two fields that the connector puts in front.",
	},
	"on_order_refunded":        {id: "refund:<id>:created", time: fmt.Sprintf(asMade, "created")},
	"on_new_shipments_created": {id: "shipment:<id>:created", time: fmt.Sprintf(asMade, "date_created")},
	"on_cart_abandoned":        {id: "cart:<uuid>:abandoned:<time>", time: asTold},
	"on_records_deleted": {
		id: "<type>:<id>:deleted:<time>", time: asTold,
		record: "The record is the `data` of the delivery, behind the two fields that the connector puts in front. An archived order has `archived` in its event's id.",
	},
	"on_store_event": {
		id: "<what>:<id>:<happened>_<hash>:<time>", time: asTold,
		record: "The record is the delivery, byte for byte. What is in `data` depends on the event. In the event's id, `-` stands in for the id of an event that names no record by `id`.",
	},
}

// plainRecord is said of records without a note of their own.
const plainRecord = "Records are what BigCommerce sends, byte for byte. The fields that its documents promise:"

// eventOf returns the events of a trigger. One that is not described fails the generation.
func eventOf(operation registry.Operation) (event, error) {
	described, ok := events[operation.Code]
	if !ok {
		return event{}, fmt.Errorf("%s: events.go does not describe its events", operation.Code)
	}
	return described, nil
}

func eventID(operation registry.Operation) (string, error) {
	described, err := eventOf(operation)
	return "`" + described.id + "`", err
}

func eventTime(operation registry.Operation) (string, error) {
	described, err := eventOf(operation)
	return described.time, err
}

func recordNote(operation registry.Operation) (string, error) {
	described, err := eventOf(operation)
	if described.record == "" {
		return plainRecord, err
	}
	return described.record, err
}

// polled says in which order a trigger is polled, nothing when it isn't.
func polled(operation registry.Operation) string {
	if !operation.Trigger.Polling {
		return ""
	}
	switch operation.Code {
	case "on_new_orders_created", "on_new_products_created":
		return "By polling, in the order of the id. One poll with nothing new is one request."
	}
	return "By polling, in the order of " + events[operation.Code].time + ". One poll with nothing new is one request."
}

// few reports whether the scopes can be listed in a sentence.
func few(scopes []string) bool { return len(scopes) <= 5 }
