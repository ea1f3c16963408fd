package actions

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// inBulk translates what became of a batch of records. Errors are reworded as the single form does. When the batch was refused, find
// asks whose fault it is; it may be nil.
func inBulk[T any](
	each []bigcommerce.Each[T], err error, reword func(error) error, find func(ctx context.Context, err error) map[int]error,
) ([]registry.BulkOutcome[bigcommerce.Record[T]], error) {
	if err != nil {
		return nil, ofBatch(err, reword, find)
	}
	outcomes := make([]registry.BulkOutcome[bigcommerce.Record[T]], len(each))
	for i, one := range each {
		outcomes[i].Err = reword(one.Err)
		if one.Record.JSON() != nil {
			outcomes[i].Records = []bigcommerce.Record[T]{one.Record}
		}
	}
	return outcomes, nil
}

// severalInBulk is [inBulk] for records that each have several others to tell of.
func severalInBulk[T any](
	each []bigcommerce.Several[T], err error, reword func(error) error, find func(ctx context.Context, err error) map[int]error,
) ([]registry.BulkOutcome[bigcommerce.Record[T]], error) {
	if err != nil {
		return nil, ofBatch(err, reword, find)
	}
	outcomes := make([]registry.BulkOutcome[bigcommerce.Record[T]], len(each))
	for i, one := range each {
		outcomes[i].Records, outcomes[i].Err = one.Records, reword(one.Err)
	}
	return outcomes, nil
}

// ofBatch is the failure of a batch: a refusal with what is known of the culprits, or that of each input.
func ofBatch(err error, reword func(error) error, find func(context.Context, error) map[int]error) error {
	if bigcommerce.IsRefusal(err) {
		return refusalOf(err, reword, find)
	}
	return reword(ofAll(err))
}

// refusalOf says what is known of the culprits in a batch that was refused. Who is blamed for the record's number alone, or its customer's, is
// looked up first, since the number may just be that of no record.
func refusalOf(err error, reword func(error) error, find func(context.Context, error) map[int]error) error {
	blamed := rewordedAll(bigcommerce.Blamed(err), reword)
	refusal := &registry.Refusal{Cause: err, Culprits: blamed}
	numbers := slices.Concat(bigcommerce.BlamedFor(err, "/id"), bigcommerce.BlamedFor(err, "/customer_id"))
	if find == nil || len(numbers) == 0 && len(blamed) > 0 {
		return refusal
	}
	refusal.Culprits = nil
	refusal.Find = func(ctx context.Context) map[int]error {
		found := find(ctx, err)
		if len(found) == 0 {
			return blamed
		}
		culprits := maps.Clone(blamed)
		for _, i := range numbers {
			delete(culprits, i)
		}
		maps.Copy(culprits, rewordedAll(found, reword))
		return culprits
	}
	return refusal
}

// ofAll is the failure of a whole batch as that of each input: fields that it names are those of some record of the batch.
func ofAll(err error) error {
	return reworded(err, func(failure *bigcommerce.Error) { failure.Fields = nil })
}

func rewordedAll(errs map[int]error, reword func(error) error) map[int]error {
	all := maps.Clone(errs)
	for i, err := range all {
		all[i] = reword(err)
	}
	return all
}

// foundInBulk translates the records of a look-up, of which the zero ones were not found.
func foundInBulk[T any](records []bigcommerce.Record[T], err error) ([]registry.BulkOutcome[bigcommerce.Record[T]], error) {
	if bigcommerce.IsRefusal(err) {
		return nil, &registry.Refusal{Cause: err}
	}
	if err != nil {
		return nil, err
	}
	outcomes := make([]registry.BulkOutcome[bigcommerce.Record[T]], len(records))
	for i, record := range records {
		if record.JSON() != nil {
			outcomes[i].Records = []bigcommerce.Record[T]{record}
		}
	}
	return outcomes, nil
}

// found returns the record of a look-up of one, and whether there is one.
func found[T any](records []bigcommerce.Record[T], err error) (bigcommerce.Record[T], bool, error) {
	record := single(records)
	return record, record.JSON() != nil, err
}

// key names something that two inputs can have in common, whatever its case; nothing when it is blank.
func key(name, text string) []string {
	if text = strings.ToLower(strings.TrimSpace(text)); text == "" {
		return nil
	}
	return []string{name + ":" + text}
}

// lookups is how many keys are looked up at once: a page of the answer has room for more.
const lookups = 100

// withoutComma reports whether the text can be one of several values of a filter, which commas separate.
func withoutComma(text string) bool { return !strings.Contains(text, ",") }

// numbersOf returns the numbers that the inputs of a batch name.
func numbersOf[In any](inputs []In, number func(In) int64) []int64 {
	ids := make([]int64, len(inputs))
	for i, in := range inputs {
		ids[i] = number(in)
	}
	return ids
}
