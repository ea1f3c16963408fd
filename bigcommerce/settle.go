package bigcommerce

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"
)

// patience is for how long a record is looked for that may have been made and must not be made again: a gateway that gave up doesn't
// tell for how long the store goes on with the request.
var patience = [...]time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 6 * time.Second, 8 * time.Second}

// aftermath is how long the requests of a process that was killed may still take effect after another one has started.
const aftermath = 5 * time.Second

// creation makes records in such a way that it can be told afterwards whether they were made: by their natural keys. Records are named by
// their places in the order in which they are given.
//
// An attempt whose outcome is open is settled by looking its records up: what is there, has been made since, and is what was sent, is its work.
// What is not there is sent again where BigCommerce itself refuses a second record with the key, so that a late commit can't double it.
// Elsewhere it is looked for a while longer, and stays unknown. Creations with the same key follow one another.
type creation[T any] struct {
	client *Client
	call   call
	// kind is what people call such a record; "customer" has its number in details as customer_id.
	kind string
	// sent are the records as they are sent, and keys what they are found by among all of the store's: blank for nothing.
	sent [][]byte
	keys []string
	// unique tells that BigCommerce refuses a second record with the key.
	unique bool
	// equal tells that a record with the key is all that is wanted, whoever made it: the key is all of it.
	equal bool
	// lookalike is the failure of a call that may repeat one that was cut off, when a record that looks like the work of that one may as well be
	// another's; nil when such a record is that work.
	lookalike func(similar Record[T]) error
	// faint tells that records which several calls make look alike, so that the work of a call that was cut off can't be told.
	faint bool
	// send makes the records at the places with one request, all or none, and tells of each what became of it.
	send func(ctx context.Context, places []int) ([]Each[T], error)
	// find returns the records that have the keys of the places.
	find func(ctx context.Context, places []int) (map[int][]Record[T], error)
	// id is the member that has a record's number; blank is "id".
	id string
	// made is the member that tells when a record was made. Blank where records carry no date: what has the key and is what was sent then counts
	// as this creation's work, and what differs as somebody else's, which only a unique key allows.
	made string
	// taken is the failure of a record whose key an existing one has; not needed where keys are not unique.
	taken func(place int, refusal *Error, existing int64) *Error
}

// number returns the number of a record.
func (c creation[T]) number(record Record[T]) int64 { return idOf(record.JSON(), cmp.Or(c.id, "id")) }

// run makes the records. The error is that of a request that certainly made none of them, which may be a refusal as [IsRefusal] tells; else each
// record has an outcome of its own.
func (c creation[T]) run(ctx context.Context) ([]Each[T], error) {
	leave, err := c.client.store.creations.enter(ctx, c.kind, c.keys)
	if err != nil {
		return nil, c.client.faultError(&exchange{call: c.call}, canceled(err, false))
	}
	defer leave()
	s := &settling[T]{creation: c, started: time.Now(), outcomes: make([]Each[T], len(c.sent)), open: make([]int, len(c.sent))}
	for place := range s.open {
		s.open[place] = place
	}
	if s.recognizes() && !c.unique {
		if err := s.recognizeFirst(ctx); err != nil {
			return nil, err
		}
	}
	if err := s.begin(ctx); err != nil {
		return nil, err
	}
	s.settle(ctx)
	return s.outcomes, nil
}

// single is run for one record.
func (c creation[T]) single(ctx context.Context) (Record[T], error) {
	each, err := c.run(ctx)
	if err != nil {
		return Record[T]{}, err
	}
	return each[0].Record, each[0].Err
}

// alone is what became of a request for one record, as [creation] wants it told.
func alone[T any](record Record[T], err error) ([]Each[T], error) {
	if err != nil && !isPartial(err) {
		return nil, err
	}
	return []Each[T]{{Record: record, Err: err}}, nil
}

// settling is one run of a creation.
type settling[T any] struct {
	creation[T]
	started  time.Time
	outcomes []Each[T]
	// open are the places that have no outcome yet.
	open []int
	// doubts are the failures of attempts that may have made the records, refusals those of later attempts that certainly did not.
	doubts, refusals map[int]error
}

// recognizes reports whether the work of an earlier call counts as this one's.
func (s *settling[T]) recognizes() bool { return s.client.repetition && !s.faint }

// begin sends the records. Those whose outcome is in doubt stay open.
func (s *settling[T]) begin(ctx context.Context) error {
	for len(s.open) > 0 {
		each, err := s.send(ctx, s.open)
		switch {
		case err == nil:
			s.take(s.open, each)
			return nil
		case errors.Is(err, ErrOutcomeUnknown):
			for _, place := range s.open {
				s.doubt(place, err)
			}
			return nil
		case !s.unique || !s.recognizes() || !IsRefusal(err):
			return err
		}
		recognized, lookup := s.recognize(ctx) // the refusal may be due to records that an earlier call has made
		if lookup != nil || !recognized {
			return err
		}
	}
	return nil
}

// take notes what became of the places.
func (s *settling[T]) take(places []int, each []Each[T]) {
	for i, place := range slices.Clone(places) {
		if errors.Is(each[i].Err, ErrOutcomeUnknown) {
			s.doubt(place, each[i].Err)
			continue
		}
		if each[i].Record.JSON() != nil {
			s.client.store.creations.claim(s.kind, s.number(each[i].Record))
		}
		s.end(place, each[i])
	}
}

// doubt notes why it is open what became of the place; most creations have no doubts.
func (s *settling[T]) doubt(place int, err error) {
	if s.doubts == nil {
		s.doubts = map[int]error{}
	}
	s.doubts[place] = err
}

func (s *settling[T]) end(place int, outcome Each[T]) {
	s.outcomes[place] = outcome
	s.open = slices.DeleteFunc(s.open, func(open int) bool { return open == place })
}

// recognize gives those open places their outcome whose record was made by an earlier call that was cut off, and reports whether there are any.
func (s *settling[T]) recognize(ctx context.Context) (bool, error) {
	found, err := s.look(ctx)
	if err != nil {
		return false, err
	}
	recognized := false
	for _, place := range slices.Clone(s.open) {
		own, _ := s.judge(place, found[place])
		if len(own) > 0 && s.lookalike != nil {
			s.end(place, Each[T]{Err: s.lookalike(own[0])})
			recognized = true
			continue
		}
		if len(own) == 1 {
			s.take([]int{place}, []Each[T]{{Record: own[0]}})
			recognized = true
		}
	}
	return recognized, nil
}

// recognizeFirst is recognize before anything was sent, for records of which BigCommerce takes a second one. A process that has just started waits
// for what the one before it may still be causing.
func (s *settling[T]) recognizeFirst(ctx context.Context) error {
	recognized, err := s.recognize(ctx)
	left := time.Until(s.client.store.pool.started.Add(aftermath))
	if recognized || err != nil || left <= 0 || s.keys[0] == "" {
		return err
	}
	if err := sleep(ctx, left); err != nil {
		return s.client.faultError(&exchange{call: s.call}, canceled(err, false))
	}
	_, err = s.recognize(ctx)
	return err
}

// look finds the records with the keys of the open places.
func (s *settling[T]) look(ctx context.Context) (map[int][]Record[T], error) {
	keyed := slices.DeleteFunc(slices.Clone(s.open), func(place int) bool { return s.keys[place] == "" })
	if len(keyed) == 0 {
		return nil, nil
	}
	return s.find(ctx, keyed)
}

// settle gives the open places their outcome, all of which are in doubt.
func (s *settling[T]) settle(ctx context.Context) {
	for round := 0; len(s.open) > 0; round++ {
		found, err := s.look(ctx)
		if err != nil {
			s.giveUp(ctx, func(place int) error { return s.unknown(place, "Looking for it failed, too: "+wordsOf(err)) })
			return
		}
		for _, place := range slices.Clone(s.open) {
			s.tell(ctx, s.decide(place, found[place]))
		}
		if len(s.open) == 0 {
			return
		}
		if !s.wait(ctx, round) {
			s.giveUp(ctx, func(place int) error {
				return s.unknown(place, fmt.Sprintf("None was there %d s later.", int(time.Since(s.started).Seconds())))
			})
			return
		}
		if s.unique {
			s.tell(ctx, "sent_again")
			s.sendAgain(ctx, slices.Clone(s.open))
		}
	}
}

// tell writes to the log what was decided on a record in doubt; nothing when that is left open.
func (s *settling[T]) tell(ctx context.Context, decision string) {
	level := slog.LevelInfo
	switch decision {
	case "":
		return
	case "unknown", "similar":
		level = slog.LevelWarn
	}
	options := s.client.store.pool.options
	options.logger.LogAttrs(ctx, level, "bigcommerce create settled",
		slog.String("store", string(s.client.store.key.Hash)), slog.String("api", s.call.api), slog.String("decision", decision),
		slog.Duration("after", time.Since(s.started)))
}

// decide gives the place its outcome when what was found tells it, and returns what it decided; "" when that is left open.
func (s *settling[T]) decide(place int, found []Record[T]) (decision string) {
	own, others := s.judge(place, found)
	var refusal *Error
	refused := errors.As(s.refusals[place], &refusal)
	switch {
	case len(own) == 1:
		s.take([]int{place}, []Each[T]{{Record: own[0]}})
		return "found"
	case len(own) > 1, len(others.unclear) > 0:
		ids := append(s.numbers(own), others.unclear...)
		s.end(place, Each[T]{Err: s.similar(place, ids)})
		return "similar"
	case len(others.foreign) > 0 && s.unique:
		s.end(place, Each[T]{Err: s.taken(place, refusal, others.foreign[0])})
		return "taken"
	case refused && IsRefusal(refusal):
		s.end(place, Each[T]{Err: refusal})
		return "refused"
	case refused, s.keys[place] == "":
		s.end(place, Each[T]{Err: s.unknown(place, "")})
		return "unknown"
	}
	return ""
}

// sendAgain sends places once more whose records were not there. When they are refused together, each goes alone: one of them may have been
// made meanwhile, which is no fault of the others.
func (s *settling[T]) sendAgain(ctx context.Context, places []int) {
	each, err := s.send(ctx, places)
	switch {
	case err == nil:
		s.take(places, each)
	case errors.Is(err, ErrOutcomeUnknown):
	case len(places) == 1:
		if s.refusals == nil {
			s.refusals = map[int]error{}
		}
		s.refusals[places[0]] = err
	default:
		for _, place := range places {
			s.sendAgain(ctx, []int{place})
		}
	}
}

// wait waits before the next round, and reports false when there is none.
func (s *settling[T]) wait(ctx context.Context, round int) bool {
	delay := jitter(firstBackoff, round+1, rand.Float64()) //nolint:gosec // spreads load, hides nothing
	rounds := s.client.store.pool.options.retries
	if !s.unique {
		rounds = len(patience)
		delay = patience[min(round, rounds-1)]
	}
	if round >= rounds || time.Since(s.started)+delay > s.client.store.pool.options.maxWait {
		return false
	}
	return sleep(ctx, delay) == nil
}

// giveUp gives the open places a failure.
func (s *settling[T]) giveUp(ctx context.Context, failure func(place int) error) {
	for _, place := range slices.Clone(s.open) {
		s.tell(ctx, "unknown")
		s.end(place, Each[T]{Err: failure(place)})
	}
}

// unknown is the failure of a place whose outcome could not be settled.
func (s *settling[T]) unknown(place int, why string) error {
	var doubt *Error
	if !errors.As(s.doubts[place], &doubt) {
		return s.doubts[place]
	}
	failure := *doubt
	failure.Fields = nil // what an unsettled answer says of fields can't be relied on, and may be of others
	if why != "" {
		failure.Message += " " + why
	}
	return &failure
}

// similar is the failure of a place beside which records appeared that may be its own and may be somebody else's.
func (s *settling[T]) similar(place int, ids []int64) error {
	failure := Error{Kind: KindOutcomeUnknown, Status: http.StatusOK, Code: "bigcommerce.similar", API: s.call.api}
	var doubt *Error
	if errors.As(s.doubts[place], &doubt) {
		failure.Status, failure.RequestID, failure.cause = doubt.Status, doubt.RequestID, doubt
	}
	failure.Message = fmt.Sprintf("It is not known whether this was done: the answer was lost, and the %s with %s_id %d, which appeared meanwhile, may be its work or somebody else's. "+
		"Compare it with what was sent before sending this again.", s.kind, s.kind, ids[0])
	failure.Details = map[string]any{s.kind + "_id": ids[0]}
	return &failure
}

// wordsOf returns what a failure says to people.
func wordsOf(err error) string {
	var failure *Error
	if errors.As(err, &failure) {
		return failure.Message
	}
	return err.Error()
}

// numbers returns the numbers of records.
func (c creation[T]) numbers(records []Record[T]) []int64 {
	ids := make([]int64, len(records))
	for i, record := range records {
		ids[i] = c.number(record)
	}
	return ids
}
