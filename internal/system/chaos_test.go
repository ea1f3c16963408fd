package system

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/internal/race"
	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// faultRate is the share of requests that go wrong.
const faultRate = 0.15

// making is an operation that makes records, each of which carries a mark that tells its input.
type making struct {
	operation string
	// input returns the input that makes the record with the mark.
	input func(c *chaos, n int, mark string) string
	// keyed tells that the operation needs an idempotency key to find its records again.
	keyed func(n int) bool
	// marks returns the marks of the records in the store.
	marks func(t *testing.T, c *chaos) []string
	// unique tells that BigCommerce refuses a second record with the natural key.
	unique bool
}

var makings = []making{
	{
		operation: "create_customer", unique: true,
		input: func(_ *chaos, n int, mark string) string {
			return fmt.Sprintf(`{"email":"%s@example.com","first_name":"Ada","last_name":"No %d","notes":%q}`, mark, n, mark)
		},
		marks: func(t *testing.T, c *chaos) []string {
			return c.marks(t, "get_customers", `{"return_all":true}`, "notes")
		},
	},
	{
		operation: "create_product", unique: true,
		input: func(_ *chaos, n int, mark string) string {
			sku := ""
			if n%2 == 0 {
				sku = fmt.Sprintf(`"sku":%q,`, mark)
			}
			return fmt.Sprintf(`{"name":"Loom %s","type":"physical","price":19.90,"weight":1,%s"search_keywords":%q}`, mark, sku, mark)
		},
		marks: func(t *testing.T, c *chaos) []string {
			return c.marks(t, "get_products", `{"return_all":true}`, "search_keywords")
		},
	},
	{
		operation: "create_order",
		input: func(_ *chaos, n int, mark string) string {
			external := ""
			if n%2 == 0 {
				external = fmt.Sprintf(`"external_order_id":%q,`, mark)
			}
			return fmt.Sprintf(`{%s"staff_notes":%q,"billing_address":%s,"products":[{"name":"Yarn","quantity":1,"price_inc_tax":10,"price_ex_tax":9}]}`,
				external, mark, billing)
		},
		keyed: func(n int) bool { return n%2 == 1 },
		marks: func(t *testing.T, c *chaos) []string {
			return c.marks(t, "get_orders", `{"return_all":true}`, "staff_notes")
		},
	},
	{
		operation: "create_order_fulfillment",
		input: func(c *chaos, n int, mark string) string {
			line := c.lines[n%len(c.lines)]
			return fmt.Sprintf(`{"order_id":%s,"order_address_id":%s,"items":[{"order_product_id":%s,"quantity":1}],"tracking_number":%q,"comments":%q}`,
				line.order, line.address, line.product, mark, mark)
		},
		marks: func(t *testing.T, c *chaos) []string {
			var marks []string
			for _, line := range c.lines {
				answer := c.send("GET", "/v2/orders/"+line.order+"/shipments?limit=250", "")
				var shipments []struct {
					Comments string `json:"comments"`
				}
				if len(answer) > 0 {
					require.NoError(t, json.Unmarshal(answer, &shipments))
				}
				for _, shipment := range shipments {
					marks = append(marks, shipment.Comments)
				}
			}
			return marks
		},
	},
}

// chaos is a store in which much goes wrong.
type chaos struct {
	churn
	// lines are lines of orders of which much can be shipped.
	lines []orderLine
}

type orderLine struct{ order, address, product string }

func newChaos(t *testing.T, seed uint64, lines int) *chaos {
	t.Helper()
	store := newStore(sandbox.WithCustomers(0), sandbox.WithProducts(0), sandbox.WithOrders(0), sandbox.WithFaultSeed(seed))
	c := &chaos{churn: churn{t: t, store: store, random: rand.New(rand.NewPCG(seed, 0)), marks: map[string]string{}}}
	for range lines {
		var order struct {
			ID json.Number `json:"id"`
		}
		require.NoError(t, json.Unmarshal(c.send("POST", "/v2/orders", fmt.Sprintf(`{"status_id":11,"billing_address":%s,
			"products":[{"name":"Yarn","quantity":200,"price_inc_tax":10,"price_ex_tax":9}]}`, billing)), &order))
		var products []struct {
			ID             json.Number `json:"id"`
			OrderAddressID json.Number `json:"order_address_id"`
		}
		require.NoError(t, json.Unmarshal(c.send("GET", "/v2/orders/"+order.ID.String()+"/products", ""), &products))
		c.lines = append(c.lines, orderLine{order.ID.String(), products[0].OrderAddressID.String(), products[0].ID.String()})
	}
	store.AddFault(sandbox.Mishaps(faultRate)...)
	return c
}

// marks reads all records with an operation, while nothing goes wrong.
func (c *chaos) marks(t *testing.T, operation, input, name string) []string {
	t.Helper()
	var marks []string
	for _, record := range inMemory(t, c.store).records(t, operation, input) {
		var mark string
		require.NoError(t, json.Unmarshal([]byte(field(t, record, name)), &mark))
		marks = append(marks, mark)
	}
	return marks
}

// piece is one record that is to be made, and what became of it.
type piece struct {
	making  making
	n       int
	mark    string
	over    bool
	records []json.RawMessage
	err     error
}

func (p *piece) call(e *engine, c *chaos, withKeys bool) registry.Call {
	call := e.call(p.making.operation, p.making.input(c, p.n, p.mark))
	if withKeys || p.making.keyed != nil && p.making.keyed(p.n) {
		call.IdempotencyKey = "run/" + p.mark
	}
	return call
}

func (p *piece) ended(records []json.RawMessage, err error) {
	p.over, p.records, p.err = true, records, err
}

func pieces(total int) []*piece {
	all := make([]*piece, total)
	for n := range all {
		making := makings[n%len(makings)]
		all[n] = &piece{making: making, n: n / len(makings), mark: fmt.Sprintf("%s-%d", strings.TrimPrefix(making.operation, "create_"), n)}
	}
	return all
}

// verify holds what was reported against what is in the store.
func (c *chaos) verify(t *testing.T, all []*piece) {
	t.Helper()
	c.store.ClearFaults()
	c.store.Settle()
	stored := map[string]int{}
	for _, making := range makings {
		for _, mark := range making.marks(t, c) {
			stored[mark]++
		}
	}
	unknown, failed, enforced := map[string]int{}, map[registry.FailureType]int{}, 0
	for _, piece := range all {
		count := stored[piece.mark]
		if piece.making.unique {
			enforced++
		}
		var failure *registry.Failure
		switch {
		case piece.err == nil:
			assert.Equal(t, 1, count, "%s was reported as created", piece.mark)
			assert.Len(t, piece.records, 1)
		case !errors.As(piece.err, &failure):
			assert.Fail(t, "not a failure", piece.err)
		case failure.Type != registry.OutcomeUnknown:
			failed[failure.Type]++
			assert.Zero(t, count, "%s was reported as failed: %v", piece.mark, failure)
		case piece.making.unique:
			unknown[piece.making.operation]++
			assert.LessOrEqual(t, count, 1, piece.mark)
		default:
			unknown[piece.making.operation]++
			assert.Zero(t, count, "%s is there, and was not found: %v", piece.mark, failure)
		}
	}
	t.Logf("of %d pieces, unknown %v, failed %v; faults %v; %d requests", len(all), unknown, failed, c.store.Stats().Faults, c.store.Stats().Total)
	assert.Less(t, float64(unknown["create_customer"]+unknown["create_product"]), max(float64(enforced)/1000, 1), "unknown customers and products")
	ids := map[string]string{}
	for _, piece := range all {
		if piece.err == nil && len(piece.records) == 1 {
			id := piece.making.operation + field(t, piece.records[0], "id")
			assert.Empty(t, ids[id], "%s and %s got the same record", ids[id], piece.mark)
			ids[id] = piece.mark
		}
	}
}

// volume is how many records are made.
func volume() int {
	if race.Enabled {
		return 1000
	}
	return 10_000
}

func TestChaosNeitherLosesNorDoublesWhatIsCreated(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newChaos(t, 1, 50)
		engine := inMemory(t, c.store)
		all := pieces(volume())
		work(all, 64, func(piece *piece) {
			result, err := engine.registry.Invoke(t.Context(), piece.call(engine, c, false))
			piece.ended(result.Records, err)
		})
		c.verify(t, all)
	})
}

func TestChaosNeitherLosesNorDoublesWhatIsCreatedInBatches(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newChaos(t, 2, 50)
		engine := inMemory(t, c.store)
		all := pieces(volume())
		var group sync.WaitGroup
		for kind, making := range makings {
			group.Go(func() {
				var own []*piece
				var inputs []json.RawMessage
				for n := kind; n < len(all); n += len(makings) {
					own = append(own, all[n])
					inputs = append(inputs, json.RawMessage(making.input(c, all[n].n, all[n].mark)))
				}
				call := engine.call(making.operation, "")
				if making.keyed != nil {
					call.IdempotencyKey = "run/" + making.operation
				}
				for i, outcome := range engine.registry.InvokeBatch(t.Context(), call, inputs) {
					own[i].ended(outcome.Records, outcome.Err)
				}
			})
		}
		group.Wait()
		c.verify(t, all)
	})
}

func TestChaosNeitherLosesNorDoublesWhatIsCreatedWhenTheProcessIsKilled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newChaos(t, 3, 50)
		all := pieces(volume())
		lives := 0
		for open := all; len(open) > 0; lives++ {
			engine := inMemory(t, c.store)
			life, kill := context.WithCancel(t.Context())
			time.AfterFunc(time.Duration(5500+c.random.IntN(4000))*time.Millisecond, kill)
			work(open, 64, func(piece *piece) {
				if life.Err() != nil {
					return
				}
				result, err := engine.registry.Invoke(life, piece.call(engine, c, true))
				if life.Err() == nil { // else the engine did not live to note it
					piece.ended(result.Records, err)
				}
			})
			kill()
			var left []*piece
			for _, piece := range open {
				if !piece.over {
					left = append(left, piece)
				}
			}
			open = left
		}
		t.Logf("%d lives", lives)
		assert.Greater(t, lives, 3, "it was killed again and again")
		c.verify(t, all)
	})
}

// work hands the pieces to some workers, and returns when all have been handled.
func work(all []*piece, workers int, handle func(*piece)) {
	queue := make(chan *piece)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for piece := range queue {
				handle(piece)
			}
		})
	}
	for _, piece := range all {
		queue <- piece
	}
	close(queue)
	group.Wait()
}
