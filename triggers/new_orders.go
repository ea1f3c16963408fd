package triggers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/value"
)

const (
	// incomplete is the status of an order that isn't placed: its shopper is still paying, or has given up.
	incomplete = bigcommerce.OrderStatusID(0)
	// waitFor is for how long an order may be Incomplete and still come when it is placed.
	waitFor = 7 * 24 * time.Hour
	// mostWaiting bounds how many Incomplete orders are waited for; the newest count.
	mostWaiting = 1000
	// holdFor is for how long a poll by time, which can't remember orders, holds later ones back for one that is Incomplete.
	holdFor = 15 * time.Minute
)

// newOrders are polled by number, which BigCommerce counts upwards. An order counts once it is placed. One that is Incomplete when its turn
// comes waits in the cursor: each poll reads the orders from the first waiting one on that changed since the last round, new ones included.
type newOrders struct {
	store *bigcommerce.Client
	query bigcommerce.OrderQuery
	// matches says which orders the trigger tells of. It is no filter of the list, because an order may come to match when it is placed.
	matches func(placedOrder) bool
}

// placedOrder is what decides whether an order is new.
type placedOrder struct {
	StatusID      bigcommerce.OrderStatusID `json:"status_id"`
	CustomerID    int64                     `json:"customer_id"`
	PaymentMethod string                    `json:"payment_method"`
	TotalIncTax   value.Money               `json:"total_inc_tax"`
	DateCreated   value.Date                `json:"date_created"`
	Billing       struct {
		Email string `json:"email"`
	} `json:"billing_address"`
}

// orderCursor is where the poll of new orders stands.
type orderCursor struct {
	// Last is the highest number that was read.
	Last int64 `json:"last"`
	// Since is the second from which on changes are still to be read, in Unix seconds.
	Since int64 `json:"since"`
	// Waiting are the numbers of Incomplete orders up to Last, Made the seconds in which they were made.
	Waiting numbers `json:"waiting,omitempty"`
	Made    numbers `json:"made,omitempty"`
	// Round is set between the pages of one round.
	Round *orderRound `json:"round,omitempty"`
	// Dated is the position of a poll by time, which has no other.
	Dated *datedCursor `json:"dated,omitempty"`
}

// orderRound is a round of reading changed orders that hasn't come to its end.
type orderRound struct {
	// Behind is the number up to which they were read, Since the second that the next round begins with.
	Behind int64 `json:"behind"`
	Since  int64 `json:"since"`
}

// Validate implements what [registry.PollBy] asks of a cursor.
func (c orderCursor) Validate() error {
	switch {
	case c.Dated != nil:
		return c.Dated.Validate()
	case c.Last < 0, c.Since < firstSecond, c.Since > latestSecond:
		return errors.New("a number out of range")
	case !c.Waiting.areIDs(), len(c.Waiting) != len(c.Made), len(c.Waiting) > 0 && c.Waiting[len(c.Waiting)-1] > c.Last:
		return errors.New("waiting orders out of order")
	case c.Round != nil && (c.Round.Behind < 0 || c.Round.Since < firstSecond || c.Round.Since > latestSecond):
		return errors.New("a round out of range")
	}
	return nil
}

// poll reads the orders that were placed since the position: at most limit, or by time as many more as complete the last one's second.
func (n newOrders) poll(ctx context.Context, start Start, position registry.Position[orderCursor]) (rows []row[bigcommerce.Order], cursor orderCursor, more bool, err error) {
	if position.Cursor != nil {
		cursor = *position.Cursor
	}
	if position.ByTime || cursor.Dated != nil {
		return n.pollByTime(ctx, start, registry.Position[datedCursor]{Cursor: cursor.Dated, ByTime: position.ByTime})
	}
	if position.Cursor == nil {
		if cursor, err = n.begin(ctx, start); err != nil || !start.SinceFrom.IsSet() {
			return nil, cursor, false, err
		}
	}
	return n.next(ctx, cursor, start.limit())
}

// next reads one page of the round that the cursor is in.
func (n newOrders) next(ctx context.Context, cursor orderCursor, limit int) (rows []row[bigcommerce.Order], next orderCursor, more bool, err error) {
	cursor.Waiting, cursor.Made = slices.Clone(cursor.Waiting), slices.Clone(cursor.Made)
	size, behind := limit, cursor.Last
	if len(cursor.Waiting) > 0 {
		size, behind = largestPage, min(behind, cursor.Waiting[0]-1) // others that changed are among them
	}
	if cursor.Round != nil {
		behind = cursor.Round.Behind
	}
	query := n.query
	query.MinID = value.Of(behind + 1)
	query.MinDateModified = value.Of(value.DateText{Time: second(cursor.Since)})
	query.Sort = value.Of(bigcommerce.OrderSort("id:asc"))
	page, err := n.store.Orders.List(ctx, query, bigcommerce.PageOptions{Limit: size})
	if err != nil {
		return nil, orderCursor{}, false, err
	}
	read, err := rowsOf(page.Records, dateModified)
	if err != nil {
		return nil, orderCursor{}, false, err
	}
	end := settledBefore(page.Date)
	round := orderRound{Behind: behind, Since: end}
	if cursor.Round != nil {
		round.Since = cursor.Round.Since
	}
	more = len(read) == size
	for _, row := range read {
		if row.id <= round.Behind {
			return nil, orderCursor{}, false, outOfOrder("id")
		}
		order, err := readOrder(row.record)
		if err != nil {
			return nil, orderCursor{}, false, err
		}
		changed := row.at
		if row.at = order.DateCreated.Unix(); row.id > cursor.Last && row.at >= end && changed >= end {
			// Others of this second may have lower numbers and not be seen yet: the same round begins anew.
			more, round.Since = false, cursor.Since
			break
		}
		isNew := row.id > cursor.Last || cursor.Waiting.has(row.id)
		if isNew && order.StatusID != incomplete && n.matches(order) {
			if len(rows) == limit {
				more = true
				break
			}
			rows = append(rows, row)
		}
		round.Behind = row.id
		cursor.note(row.id, order)
	}
	if more {
		cursor.Round = &round
	} else {
		cursor.Round, cursor.Since = nil, round.Since
		cursor.forget(end)
	}
	return rows, cursor, more, nil
}

// note remembers that an order was read, and that it is waited for when it is Incomplete.
func (c *orderCursor) note(id int64, order placedOrder) {
	at, waits := slices.BinarySearch(c.Waiting, id)
	switch {
	case waits && order.StatusID != incomplete:
		c.Waiting, c.Made = slices.Delete(c.Waiting, at, at+1), slices.Delete(c.Made, at, at+1)
	case id > c.Last && order.StatusID == incomplete:
		c.Waiting, c.Made = append(c.Waiting, id), append(c.Made, order.DateCreated.Unix())
	}
	c.Last = max(c.Last, id)
}

// forget gives up on orders that have been Incomplete for too long, and on the oldest of too many.
func (c *orderCursor) forget(now int64) {
	var waiting, made numbers
	for i, id := range c.Waiting {
		if c.Made[i] > now-int64(waitFor/time.Second) && len(c.Waiting)-i <= mostWaiting {
			waiting, made = append(waiting, id), append(made, c.Made[i])
		}
	}
	c.Waiting, c.Made = waiting, made
}

// begin returns the cursor behind the orders that are older than the beginning. Those that are Incomplete then are waited for.
func (n newOrders) begin(ctx context.Context, start Start) (orderCursor, error) {
	since, given, err := start.since(false)
	if err != nil {
		return orderCursor{}, err
	}
	cursor := orderCursor{Since: since}
	if given {
		cursor.Last, err = n.lastBefore(ctx, since)
	} else {
		var newest answered
		newest, err = n.first(ctx, bigcommerce.OrderQuery{}, "id:desc")
		cursor.Last, cursor.Since = newest.id, newest.at
	}
	if err != nil || cursor.Last == 0 {
		return cursor, err
	}
	waiting, err := n.store.Orders.List(ctx, bigcommerce.OrderQuery{
		OrderFilters: bigcommerce.OrderFilters{ChannelID: n.query.ChannelID},
		StatusID:     value.Of(bigcommerce.OrderStatusByID(incomplete)),
		CreatedRange: bigcommerce.CreatedRange{
			MaxID:          value.Of(cursor.Last),
			MinDateCreated: value.Of(value.DateText{Time: second(cursor.Since).Add(-waitFor)}),
		},
		Sort: value.Of(bigcommerce.OrderSort("id:desc")),
	}, bigcommerce.PageOptions{})
	if err != nil {
		return orderCursor{}, err
	}
	rows, err := rowsOf(waiting.Records, dateCreated)
	if err != nil {
		return orderCursor{}, err
	}
	for _, row := range slices.Backward(rows) {
		cursor.Waiting, cursor.Made = append(cursor.Waiting, row.id), append(cursor.Made, row.at)
	}
	if !cursor.Waiting.areIDs() {
		return orderCursor{}, outOfOrder("id")
	}
	return cursor, nil
}

// lastBefore returns the number behind which all orders come that were made since that second, also those that are made meanwhile. There are two requests,
// since numbers don't follow dates where old orders are brought in from elsewhere, and one of the present second may be there before another that has a
// lower number.
func (n newOrders) lastBefore(ctx context.Context, since int64) (int64, error) {
	older := bigcommerce.CreatedRange{MaxDateCreated: value.Of(value.DateText{Time: second(since - 1)})}
	last, err := n.first(ctx, bigcommerce.OrderQuery{CreatedRange: older}, "id:desc")
	if err != nil {
		return 0, err
	}
	newer := bigcommerce.CreatedRange{MinDateCreated: value.Of(value.DateText{Time: second(since)})}
	first, err := n.first(ctx, bigcommerce.OrderQuery{CreatedRange: newer}, "id:asc")
	if err != nil || first.id == 0 {
		return last.id, err
	}
	return min(last.id, first.id-1), nil
}

// answered is the number of an order, 0 for none, and the second in which the store answered.
type answered struct{ id, at int64 }

// first returns the first order of a list.
func (n newOrders) first(ctx context.Context, query bigcommerce.OrderQuery, sort bigcommerce.OrderSort) (answered, error) {
	query.ChannelID, query.Sort = n.query.ChannelID, value.Of(sort)
	page, err := n.store.Orders.List(ctx, query, bigcommerce.PageOptions{Limit: 1})
	if err != nil || len(page.Records) == 0 {
		return answered{at: settledBefore(page.Date)}, err
	}
	id, err := idOf(page.Records[0])
	return answered{id, settledBefore(page.Date)}, err
}

// pollByTime reads new orders in the order of their making. Nothing can be remembered between such polls, so an Incomplete order holds back
// those that were made after it, for as long as shoppers usually take to pay.
func (n newOrders) pollByTime(ctx context.Context, start Start, position registry.Position[datedCursor]) ([]row[bigcommerce.Order], orderCursor, bool, error) {
	list := ordersBy(dateCreated, n.store, n.query)
	from := list.from
	list.from = func(ctx context.Context, since time.Time, size int) (bigcommerce.Page[bigcommerce.Order], error) {
		page, err := from(ctx, since, size)
		if err == nil {
			page.Date, err = heldFrom(page)
		}
		return page, err
	}
	list.skips = func(order bigcommerce.Record[bigcommerce.Order]) (bool, error) {
		read, err := readOrder(order)
		return read.StatusID == incomplete || !n.matches(read), err
	}
	read, err := list.poll(ctx, start, position)
	return read.rows, orderCursor{Dated: &read.cursor}, read.more, err
}

// heldFrom returns the second from which on a page of orders, in the order of their making, is not final: the present one, or the one in which
// the first order was made that is likely to be paid yet.
func heldFrom(page bigcommerce.Page[bigcommerce.Order]) (time.Time, error) {
	now := second(settledBefore(page.Date))
	for _, record := range page.Records {
		order, err := readOrder(record)
		if err != nil {
			return now, err
		}
		if order.StatusID == incomplete && order.DateCreated.After(now.Add(-holdFor)) && order.DateCreated.Before(now) {
			return order.DateCreated.Time, nil
		}
	}
	return now, nil
}

// readOrder reads what decides whether an order is new.
func readOrder(record bigcommerce.Record[bigcommerce.Order]) (placedOrder, error) {
	var order placedOrder
	if err := json.Unmarshal(record.JSON(), &order); err != nil {
		return order, fmt.Errorf("an order can't be read: %w", err)
	}
	return order, nil
}

// NewOrderFilters say which new orders a trigger tells of. They apply when the order is placed.
type NewOrderFilters struct {
	bigcommerce.OrderFilters
	MinTotal value.Optional[value.Money] `json:"min_total,omitzero" jsonschema:"title=Total from" jsonschema_description:"Only orders with this total or more, tax included."`
	MaxTotal value.Optional[value.Money] `json:"max_total,omitzero" jsonschema:"title=Total up to" jsonschema_description:"Only orders with this total or less, tax included."`
	bigcommerce.OrderSelection
	OrderExpansion
}

// query returns what the list is narrowed by: what doesn't change between an order's making and its placing.
func (f NewOrderFilters) query() bigcommerce.OrderQuery {
	return bigcommerce.OrderQuery{OrderFilters: bigcommerce.OrderFilters{ChannelID: f.ChannelID}, OrderSelection: f.OrderSelection}
}

// matches reports whether a placed order is one that the trigger tells of.
func (f NewOrderFilters) matches(order placedOrder) bool {
	if customer, ok := f.CustomerID.Get(); ok && customer != order.CustomerID {
		return false
	}
	if email, ok := f.Email.Get(); ok && !strings.EqualFold(strings.TrimSpace(email), order.Billing.Email) {
		return false
	}
	if method, ok := f.PaymentMethod.Get(); ok && method != order.PaymentMethod {
		return false
	}
	if least, ok := f.MinTotal.Get(); ok && compareMoney(order.TotalIncTax, least) < 0 {
		return false
	}
	if most, ok := f.MaxTotal.Get(); ok && compareMoney(order.TotalIncTax, most) > 0 {
		return false
	}
	return true
}

// compareMoney compares two amounts; what is no number counts as zero.
func compareMoney(a, b value.Money) int {
	number := func(amount value.Money) *big.Float {
		parsed, _, err := big.ParseFloat(string(amount), 10, 256, big.ToNearestEven)
		if err != nil {
			return new(big.Float)
		}
		return parsed
	}
	return number(a).Cmp(number(b))
}
