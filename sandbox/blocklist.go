package sandbox

import (
	"errors"
	"maps"
	"net/url"
	"sync"
	"time"
)

const (
	scoreWindow     = 2 * time.Minute
	scoreDeliveries = 100 // that it takes to block a domain
	scoreSuccess    = 90  // percent of them that keep it open
	blockedFor      = 3 * time.Minute
)

var errBlocked = errors.New("the domain is blocked")

// domain is where an API account sends deliveries to. All paths of a host share its score. The port belongs to it, because
// on this machine it tells one receiver from another.
type domain struct{ client, host string }

func domainOf(h hook, destination *url.URL) domain {
	return domain{h.fields.text("client_id"), destination.Host}
}

// blocklist blocks domains that too many deliveries fail at.
type blocklist struct {
	mu     sync.Mutex
	scores map[domain]*domainScore
}

// domainScore counts a domain's deliveries by the second.
type domainScore struct {
	seconds map[int64]tally
	until   time.Time // blocked
	reason  string
	failed  int
}

type tally struct{ all, failed int }

// blocks reports whether a domain gets no deliveries at present.
func (b *blocklist) blocks(d domain) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	score, known := b.scores[d]
	return known && time.Now().Before(score.until)
}

// score counts a delivery; nil is a success.
func (b *blocklist) score(d domain, failure error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	b.forget(now)
	score := b.scores[d]
	if score == nil {
		score = &domainScore{seconds: map[int64]tally{}}
		if b.scores == nil {
			b.scores = map[domain]*domainScore{}
		}
		b.scores[d] = score
	}
	second := score.seconds[now.Unix()]
	second.all++
	if failure != nil {
		second.failed++
	}
	score.seconds[now.Unix()] = second
	var sum tally
	for _, one := range score.seconds {
		sum.all += one.all
		sum.failed += one.failed
	}
	if sum.all >= scoreDeliveries && (sum.all-sum.failed)*100 < sum.all*scoreSuccess {
		score.until, score.failed, score.reason = now.Add(blockedFor), sum.failed, "deliveries failed"
		if failure != nil {
			score.reason = failure.Error()
		}
		clear(score.seconds)
	}
}

// forget drops what is older than the window.
func (b *blocklist) forget(now time.Time) {
	oldest := now.Add(-scoreWindow).Unix()
	maps.DeleteFunc(b.scores, func(_ domain, score *domainScore) bool {
		maps.DeleteFunc(score.seconds, func(second int64, _ tally) bool { return second <= oldest })
		return len(score.seconds) == 0 && !now.Before(score.until)
	})
}

// blocked returns the blocked domains of a client as the API shows them.
func (s *Store) blocked(client string) []object {
	s.blocklist.mu.Lock()
	defer s.blocklist.mu.Unlock()
	var all []object
	for d, score := range s.blocklist.scores {
		left := time.Until(score.until)
		if d.client != client || left <= 0 {
			continue
		}
		reason := object{
			{"failure_description", quote(score.reason)},
			{"count", number(int64(score.failed))},
			{"timestamp", number(score.until.Add(-blockedFor).Unix())},
		}
		all = append(all, object{
			{"destination", quote(d.host)},
			{"time_left", number(roundUp(left, time.Second))},
			{"reasons", list([]object{reason})},
		})
	}
	return all
}
