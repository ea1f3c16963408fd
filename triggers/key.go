package triggers

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

// The dates that triggers go by.
const (
	dateCreated  = "date_created"
	dateModified = "date_modified"
	created      = "created"
)

// row is a record with its number and the second it is dated.
type row[T any] struct {
	id     int64
	at     int64 // Unix seconds
	record bigcommerce.Record[T]
}

// rowOf reads the number and the date of a record.
func rowOf[T any](record bigcommerce.Record[T], date string) (row[T], error) {
	var dated struct {
		ID           int64      `json:"id"`
		DateCreated  value.Date `json:"date_created"`
		DateModified value.Date `json:"date_modified"`
		Created      value.Date `json:"created"`
	}
	err := json.Unmarshal(record.JSON(), &dated)
	at := map[string]value.Date{dateCreated: dated.DateCreated, dateModified: dated.DateModified, created: dated.Created}[date]
	if err == nil && (dated.ID <= 0 || at.IsZero()) {
		err = fmt.Errorf("record %d has no id or no %s", dated.ID, date)
	}
	if err != nil {
		failure := registry.NewFailure(registry.Unavailable, "trigger.undated",
			fmt.Sprintf("BigCommerce sent a record without its id or %s, so it can't be told whether it is new. Try again later; if it stays so, ask BigCommerce's support.", date), err)
		failure.Retryable = true
		return row[T]{}, failure
	}
	return row[T]{dated.ID, at.Unix(), record}, nil
}

// idOf reads the number of a record.
func idOf[T any](record bigcommerce.Record[T]) (int64, error) {
	var numbered struct {
		ID int64 `json:"id"`
	}
	if err := json.Unmarshal(record.JSON(), &numbered); err != nil {
		return 0, fmt.Errorf("a record has no id: %w", err)
	}
	return numbered.ID, nil
}

// rowsOf reads the numbers and dates of records.
func rowsOf[T any](records []bigcommerce.Record[T], date string) ([]row[T], error) {
	rows := make([]row[T], 0, len(records))
	for _, record := range records {
		one, err := rowOf(record, date)
		if err != nil {
			return nil, err
		}
		rows = append(rows, one)
	}
	return rows, nil
}

// time returns the second as a time.
func (r row[T]) time() time.Time { return second(r.at) }

func second(at int64) time.Time { return time.Unix(at, 0).UTC() }

// creation is the event that a record was made.
func creation(resource string, id int64, at time.Time) registry.Event {
	return registry.Event{ID: fmt.Sprintf("%s:%d:created", resource, id), Time: at}
}

// change is the event that a record changed. A created record is a changed one, too.
func change(resource, id, kind string, at time.Time) registry.Event {
	return registry.Event{ID: fmt.Sprintf("%s:%s:%s:%s", resource, id, kind, at.UTC().Format(time.RFC3339)), Time: at}
}
