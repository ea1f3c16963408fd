package bigcommerce

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/appseconnect/bigcommerce-connector/value"
)

const (
	// labelsLast is for how long the labels of a store's statuses are taken for current: a batch of changes reads them once.
	labelsLast = 30 * time.Second
	// labelsFresh is for how long it is taken for granted that a label which isn't among them is none: a batch of wrong ones reads them once, too.
	labelsFresh = 2 * time.Second
)

// statusLabels are the labels of a store's order statuses as they were read last.
type statusLabels struct {
	// reading lets one goroutine at a time read them.
	reading *semaphore.Weighted

	mu       sync.Mutex
	statuses []Record[OrderStatus]
	read     time.Time
}

func newStatusLabels() *statusLabels { return &statusLabels{reading: semaphore.NewWeighted(1)} }

// within returns the labels, nil when they were read longer ago.
func (l *statusLabels) within(age time.Duration) []Record[OrderStatus] {
	l.mu.Lock()
	defer l.mu.Unlock()
	if time.Since(l.read) > age {
		return nil
	}
	return l.statuses
}

func (l *statusLabels) learn(statuses []Record[OrderStatus]) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.statuses, l.read = statuses, time.Now()
}

// Statuses reads all statuses that orders can have, with the labels that the merchant gave them.
//
// API: GET /v2/order_statuses
func (s *OrdersService) Statuses(ctx context.Context) ([]Record[OrderStatus], error) {
	page, err := listPage[OrderStatus](ctx, s.client, call{
		method: http.MethodGet, path: "/v2/order_statuses", class: safe, api: "GET /v2/order_statuses", scope: ordersScope,
	})
	if err != nil {
		return nil, err
	}
	s.client.store.labels.learn(page.Records)
	return page.Records, nil
}

// fresh returns the statuses as they are now. Calls that ask side by side share one request.
func (s *OrdersService) fresh(ctx context.Context, api string) ([]Record[OrderStatus], error) {
	labels := s.client.store.labels
	if err := labels.reading.Acquire(ctx, 1); err != nil {
		return nil, s.client.faultError(&exchange{call: call{api: api, class: safe}}, canceled(err, false))
	}
	defer labels.reading.Release(1)
	if statuses := labels.within(labelsFresh); statuses != nil {
		return statuses, nil
	}
	return s.Statuses(ctx)
}

// resolve puts the number in the place of a label of a status. Only a label that the merchant gave costs a request. A label that no status has is a
// [KindInvalid] which lists those that there are.
func (s *OrdersService) resolve(ctx context.Context, api string, status *value.Optional[OrderStatusChoice]) error {
	wanted, given := status.Get()
	if !given {
		return nil
	}
	if id, known := wanted.id(); known {
		*status = value.Of(OrderStatusByID(id))
		return nil
	}
	if strings.TrimSpace(string(wanted)) == "" { // statuses that nobody renamed may have a blank label
		return invalid(api, "/status_id", "status_id is blank: leave it out, or give the number or a label of a status.")
	}
	statuses := s.client.store.labels.within(labelsLast)
	if found := statusesLabelled(statuses, wanted); len(found) == 1 {
		*status = value.Of(OrderStatusByID(found[0]))
		return nil
	}
	statuses, err := s.fresh(ctx, api)
	if err != nil {
		return err
	}
	switch found := statusesLabelled(statuses, wanted); len(found) {
	case 1:
		*status = value.Of(OrderStatusByID(found[0]))
		return nil
	case 0:
		return invalid(api, "/status_id", fmt.Sprintf("The store has no order status %q. It has %s.", shorten(string(wanted), 60), describeStatuses(statuses)))
	default:
		return invalid(api, "/status_id", fmt.Sprintf("Several order statuses are labelled %q: status_id %s. Give the number.",
			shorten(string(wanted), 60), strings.Trim(strings.ReplaceAll(fmt.Sprint(found), " ", ", "), "[]")))
	}
}

// statusesLabelled returns the numbers of the statuses that have the number, or that the merchant calls so, or BigCommerce by name.
func statusesLabelled(statuses []Record[OrderStatus], wanted OrderStatusChoice) []OrderStatusID {
	for _, name := range []string{"id", "custom_label", "name"} {
		var found []OrderStatusID
		for _, status := range statuses {
			if strings.EqualFold(strings.TrimSpace(text(member(status.JSON(), name))), strings.TrimSpace(string(wanted))) {
				found = append(found, OrderStatusID(idOf(status.JSON(), "id")))
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// describeStatuses lists the statuses with their labels in the store.
func describeStatuses(statuses []Record[OrderStatus]) string {
	described := make([]string, 0, len(statuses))
	for _, status := range statuses[:min(len(statuses), mostFields)] {
		label := cmp.Or(text(member(status.JSON(), "custom_label")), text(member(status.JSON(), "name")))
		described = append(described, fmt.Sprintf("%d (%s)", idOf(status.JSON(), "id"), shorten(label, 60)))
	}
	return strings.Join(described, ", ")
}
