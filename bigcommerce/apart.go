package bigcommerce

import "context"

// apart sends records and sets those apart because of which BigCommerce refuses a request that changes all or none, so that the others are saved: those
// that the refusal names, else those that find tells, else by halving. It tells of each record what became of it. send makes one request; when it is for
// one record, its error is that record's. find may be nil.
func apart[In, Out any](
	ctx context.Context, records []In, send func(context.Context, []In) ([]Each[Out], error), find func(context.Context, error, []In) map[int]error,
) []Each[Out] {
	each, err := send(ctx, records)
	switch {
	case err == nil:
		return each
	case len(records) == 1:
		return []Each[Out]{{Err: withoutPlace(err)}}
	case !IsRefusal(err):
		each = make([]Each[Out], len(records))
		for i := range each {
			each[i].Err = ofMany(err)
		}
		return each
	}
	culprits := Blamed(err)
	if len(culprits) == 0 && find != nil {
		culprits = find(ctx, err, records)
	}
	if len(culprits) == 0 || len(culprits) == len(records) {
		half := len(records) / 2
		return append(apart(ctx, records[:half], send, find), apart(ctx, records[half:], send, find)...)
	}
	each = make([]Each[Out], len(records))
	var places []int
	for i := range records {
		if each[i].Err = culprits[i]; each[i].Err == nil {
			places = append(places, i)
		}
	}
	for i, outcome := range apart(ctx, chosen(records, places), send, find) {
		each[places[i]] = outcome
	}
	return each
}
