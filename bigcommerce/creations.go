package bigcommerce

import (
	"context"
	"slices"
	"strings"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"
)

// rememberedCreations is of how many records of a store it is remembered that a call of this process has made them.
const rememberedCreations = 1 << 14

// creations is what the creations of a store share: whose turn it is to make a record with a key, and which records are somebody's own.
type creations struct {
	mu    sync.Mutex
	gates map[string]*gate
	own   *lru.Cache[created, struct{}]
}

// gate lets one goroutine at a time make a record with a key.
type gate struct {
	taken chan struct{}
	users int
}

// created names a record that was made.
type created struct {
	kind string
	id   int64
}

func newCreations() *creations {
	own, _ := lru.New[created, struct{}](rememberedCreations) // its size is positive
	return &creations{gates: map[string]*gate{}, own: own}
}

// claim notes that a record was made by a call of this process, which can't be the work of another one.
func (c *creations) claim(kind string, id int64) { c.own.Add(created{kind, id}, struct{}{}) }

func (c *creations) claimed(kind string, id int64) bool { return c.own.Contains(created{kind, id}) }

// enter waits until nobody else makes a record of the kind with one of the keys, and returns what ends that.
func (c *creations) enter(ctx context.Context, kind string, keys []string) (leave func(), err error) {
	var names []string
	for _, key := range keys {
		if key != "" {
			names = append(names, kind+"\x00"+strings.ToLower(strings.TrimSpace(key)))
		}
	}
	slices.Sort(names) // in one order, or two of them wait for one another
	names = slices.Compact(names)
	held := 0
	leave = func() {
		for _, name := range names[:held] {
			c.leave(name, true)
		}
	}
	for _, name := range names {
		if err := c.join(name).take(ctx); err != nil {
			c.leave(name, false)
			leave()
			return nil, err
		}
		held++
	}
	return leave, nil
}

func (c *creations) join(name string) *gate {
	c.mu.Lock()
	defer c.mu.Unlock()
	g, ok := c.gates[name]
	if !ok {
		g = &gate{taken: make(chan struct{}, 1)}
		c.gates[name] = g
	}
	g.users++
	return g
}

func (g *gate) take(ctx context.Context) error {
	select {
	case g.taken <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *creations) leave(name string, held bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	g := c.gates[name]
	if held {
		<-g.taken
	}
	if g.users--; g.users == 0 {
		delete(c.gates, name)
	}
}
