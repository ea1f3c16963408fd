package registry

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"
)

// Event says what a record of a [Batch] tells about: one business event, the same whether it was polled or delivered.
type Event struct {
	// ID names the event: order:250:updated:2026-01-31T09:30:00Z. An engine that has seen it can drop the record.
	ID string `json:"id"`
	// Time is when it happened by the vendor's clock, in UTC. JSON shows RFC 3339.
	Time time.Time `json:"time"`
}

// Batch is what a trigger found.
type Batch struct {
	// Records are the records as the vendor sent them. Never nil.
	Records []json.RawMessage `json:"records"`
	// Events describe the records: Events[i] is that of Records[i]. Never nil.
	Events []Event `json:"events"`
	// Cursor is where the next poll continues: a JSON string that means nothing to an engine. Store it after the records are stored. Nil
	// unless the batch was polled.
	Cursor json.RawMessage `json:"cursor"`
	// More tells that the next poll will find records at once.
	More bool `json:"more"`
}

// PollCall is a poll of a trigger. Its printed forms are those of [Call].
type PollCall struct {
	Call
	// Cursor is that of the batch before, with or without its JSON quotes. Nil, null and "" begin: at the input's since_from, or now.
	Cursor json.RawMessage
	// ByTime is for engines that keep no cursor but the date of the newest record, and send it back as since_from: a batch then
	// extends beyond the limit to the end of its last second, and records of the second that is sent back come again.
	ByTime bool
}

// Delivery is a webhook request as the engine received it.
type Delivery struct {
	// Header has the headers of the request.
	Header http.Header
	// Body is the body, byte for byte.
	Body []byte
}

// String tells how large the delivery is: its headers hold the webhook's secret.
func (d Delivery) String() string { return fmt.Sprintf("a delivery of %d bytes", len(d.Body)) }

// Format writes [Delivery.String], whatever the verb.
func (d Delivery) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, d.String()) }

// LogValue returns [Delivery.String].
func (d Delivery) LogValue() slog.Value { return slog.StringValue(d.String()) }

// Notice is a delivery that was verified: what an engine keeps until it fetches the records. It can be stored as JSON and has no
// secrets.
type Notice struct {
	// Operation is the trigger that verified the delivery, Account stands for the account that it came from.
	Operation string `json:"operation"`
	Account   string `json:"account"`
	// Concerns tells whether the delivery is of the trigger's business. One that isn't can be dropped; [Registry.Fetch] skips it.
	Concerns bool `json:"concerns"`
	// Key is the same for every repetition of a delivery.
	Key string `json:"key"`
	// Time is when the event happened, by the vendor. Zero when the vendor doesn't say.
	Time time.Time `json:"time,omitzero"`
	// Data is what the trigger needs to find the record.
	Data json.RawMessage `json:"data,omitempty"`
}

// Occurrence is a record with the event it tells about.
type Occurrence[Out any] struct {
	Event  Event
	Record Out
}

// batchOf returns the occurrences as a batch, each event once: of several occurrences of one event the last one's record counts.
func batchOf[Out any](occurrences []Occurrence[Out]) (Batch, error) {
	batch := emptyBatch()
	places := make(map[string]int, len(occurrences))
	for _, occurrence := range occurrences {
		record, err := recordOf(occurrence.Record)
		if err != nil {
			return emptyBatch(), err
		}
		occurrence.Event.Time = occurrence.Event.Time.UTC()
		if place, ok := places[occurrence.Event.ID]; ok {
			batch.Records[place], batch.Events[place] = record, occurrence.Event
			continue
		}
		places[occurrence.Event.ID] = len(batch.Records)
		batch.Records = append(batch.Records, record)
		batch.Events = append(batch.Events, occurrence.Event)
	}
	return batch, nil
}

// emptyBatch returns a batch whose JSON shows [] and not null.
func emptyBatch() Batch { return Batch{Records: []json.RawMessage{}, Events: []Event{}} }
