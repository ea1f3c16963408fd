package bigcommerce

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Deletion says that a record was deleted. It is made by the connector: BigCommerce answers a deletion with nothing.
type Deletion struct {
	ID      int64 `json:"id" jsonschema:"title=ID" jsonschema_description:"Number of the record that was deleted."`
	Deleted bool  `json:"deleted" jsonschema:"title=Deleted" jsonschema_description:"Always true: a record that can't be deleted is a failure. Made by the connector, since BigCommerce answers with nothing."`
}

// deletionOf returns the record of a deletion.
func deletionOf(id int64) Record[Deletion] {
	return NewRecord[Deletion](fmt.Appendf(nil, `{"id":%d,"deleted":true}`, id))
}

// deleteByID deletes records with one request that names their numbers in a filter, and tells of each what became of it. BigCommerce passes over
// numbers that nothing has: which those are, find tells before, with the zero record. kind is what people call such a record.
func deleteByID[T any](
	ctx context.Context, c *Client, remove call, kind, filter string, ids []int64, find func(context.Context, []int64) ([]Record[T], error),
) ([]Each[Deletion], error) {
	records, err := find(ctx, ids)
	if err != nil {
		return nil, err
	}
	outcomes := make([]Each[Deletion], len(ids))
	var there []string
	for i, id := range ids {
		if records[i].JSON() == nil {
			outcomes[i].Err = notThere(remove.api, kind, id)
			continue
		}
		there = append(there, strconv.FormatInt(id, 10))
		outcomes[i].Record = deletionOf(id)
	}
	if len(there) == 0 {
		return outcomes, nil
	}
	remove.query = url.Values{filter: {strings.Join(there, ",")}}
	answer, err := c.do(ctx, remove)
	if err == nil {
		err = unfinished(remove, answer)
	}
	if err != nil {
		if IsRefusal(err) {
			return nil, namingFilters(err)
		}
		for i := range outcomes {
			if outcomes[i].Err == nil {
				outcomes[i] = Each[Deletion]{Err: err}
			}
		}
	}
	return outcomes, nil
}

// unfinished is the failure of a deletion whose answer is not the store's own, or counts some that were not done; nil when all is well.
func unfinished(remove call, answer response) error {
	if answer.status != http.StatusNoContent && len(answer.body) == 0 {
		return missingSuccess(remove, answer.status, "it is empty")
	}
	counts := member(answer.body, "meta")
	if failed := text(member(counts, "failed")); failed != "" && failed != "0" {
		return &Error{
			Kind: KindOutcomeUnknown, Status: answer.status, Code: "bigcommerce.incomplete", API: remove.api, Retryable: true,
			Message: fmt.Sprintf("BigCommerce says that it failed to delete %s of %s, and not which. Deleting again does no harm: look what is still there.",
				shorten(failed, 20), shorten(text(member(counts, "total")), 20)),
		}
	}
	return nil
}

// notThere is the failure of a record to change that an answer, or its absence from one, tells to be missing.
func notThere(api, kind string, id int64) *Error {
	return notFound(&Error{Status: http.StatusOK, Code: "bigcommerce.not_found", API: api}, fmt.Sprintf("There is no %s with %s_id %d.", kind, kind, id))
}
