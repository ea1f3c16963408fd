package sandbox

import (
	"hash/fnv"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// shop makes the records of the seeded shop. Each depends on nothing but the seed, the sizes and the record's id, so that it
// can be made whenever it is needed.
type shop struct {
	seed      uint64
	epoch     time.Time // the latest date of a seeded record
	products  int
	customers int
	orders    int
	named     map[string]int // place of a product in the first round of names, by slug
}

// Ids of seeded records begin here.
const (
	firstProduct  = 101
	firstCustomer = 101
	firstOrder    = 101
	childrenEach  = 100 // ids that a record's own children may use
)

// seedEpoch is when the seeded shop ends: all of its dates are before.
var seedEpoch = time.Date(2025, time.September, 1, 0, 0, 0, 0, time.UTC)

// seed fills the store.
func (s *Store) seed(o options) {
	epoch := seedEpoch
	if now := s.now(); now.Before(epoch) {
		epoch = now.Truncate(24 * time.Hour) // a clock that is set back still finds the shop in its past
	}
	s.shop = &shop{seed: o.seed, epoch: epoch, products: o.products, customers: o.customers, orders: o.orders, named: productNames()}
	s.seedInformation(o.empty)
	s.seedCatalog(o.empty)
	s.seedPeople(o.empty)
	s.seedSales()
	s.metafields = newTable(1, 0, noRow)
}

// dice are the random choices of one record.
func (g *shop) dice(kind string, id int64) *rand.Rand {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(kind))                               // a hash never fails to write
	return rand.New(rand.NewPCG(g.seed^hash.Sum64(), uint64(id))) //nolint:gosec // the shop is to be the same each time
}

func pick[T any](dice *rand.Rand, from []T) T { return from[dice.IntN(len(from))] }

// spread places the n-th of so many records evenly within the last days before the epoch.
func (g *shop) spread(n, of, days int) time.Time {
	span := time.Duration(days) * 24 * time.Hour / time.Second
	back := span - span*time.Duration(n)/time.Duration(max(of, 1))
	return g.epoch.Add(-back * time.Second)
}

// after is a time up to so many hours later, but not later than the epoch.
func (g *shop) after(t time.Time, dice *rand.Rand, hours int) time.Time {
	return g.within(t, time.Duration(dice.IntN(hours*3600))*time.Second)
}

// within is a time later by the duration. One that would come after the epoch falls between the time and the epoch, so that the shop's last
// second doesn't collect what is left over.
func (g *shop) within(t time.Time, later time.Duration) time.Time {
	if left := g.epoch.Sub(t).Truncate(time.Second); later > left {
		later %= left + time.Second
	}
	return t.Add(later)
}

// ownerOf is the record that a seeded child belongs to, by the child's id.
func ownerOf(child string) (int64, bool) {
	id, err := strconv.ParseInt(child, 10, 64)
	return id / childrenEach, err == nil
}

// embedded reads the number that stands behind a prefix in a key, such as in ada.finch104@example.com.
func embedded(key string) (int64, bool) {
	from := strings.IndexAny(key, "0123456789")
	if from < 0 {
		return 0, false
	}
	to := from
	for to < len(key) && key[to] >= '0' && key[to] <= '9' {
		to++
	}
	id, err := strconv.ParseInt(key[from:to], 10, 64)
	return id, err == nil
}
