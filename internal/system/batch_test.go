package system

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

// batch runs the inputs and returns the outcomes, whose failures show no token, and how many requests they took.
func (e *engine) batch(ctx context.Context, t *testing.T, store *sandbox.Store, operation string, inputs ...string) ([]registry.Outcome, int) {
	t.Helper()
	raw := make([]json.RawMessage, len(inputs))
	for i, input := range inputs {
		raw[i] = json.RawMessage(input)
	}
	before := store.Stats().Total
	outcomes := e.registry.InvokeBatch(ctx, e.call(operation, ""), raw)
	require.Len(t, outcomes, len(inputs))
	t.Logf("%s of %d inputs: %d requests", operation, len(inputs), store.Stats().Total-before)
	for i, outcome := range outcomes {
		require.NotNil(t, outcome.Records, "%d", i)
		written, err := outcome.MarshalJSON()
		require.NoError(t, err)
		assert.NotContains(t, string(written), canary)
	}
	return outcomes, store.Stats().Total - before
}

// failed returns the places of the outcomes that are failures, with their types.
func failed(t *testing.T, outcomes []registry.Outcome) map[int]registry.FailureType {
	t.Helper()
	types := map[int]registry.FailureType{}
	for i, outcome := range outcomes {
		if outcome.Err != nil {
			types[i] = failureIn(t, outcome).Type
		}
	}
	return types
}

func failureIn(t *testing.T, outcome registry.Outcome) *registry.Failure {
	t.Helper()
	var failure *registry.Failure
	require.ErrorAs(t, outcome.Err, &failure)
	return failure
}

// inputs writes an input for each number, as the format says.
func inputs(format string, count int) []string {
	written := make([]string, count)
	for i := range written {
		written[i] = strings.ReplaceAll(format, "%d", fmt.Sprint(i))
	}
	return written
}

const (
	aCustomer = `{"email":"batch%d@example.com","first_name":"Ada","last_name":"No %d"}`
	aLookup   = `{"email":"batch%d@example.com"}`
)

func TestBatchesTakeFewRequests(t *testing.T) {
	t.Parallel()
	store := newStore(sandbox.WithProducts(1000), sandbox.WithCustomers(0))
	engine := onLoopback(t, store)

	created, requests := engine.batch(t.Context(), t, store, "create_customer", inputs(aCustomer, 1000)...)
	assert.Empty(t, failed(t, created))
	assert.Equal(t, 100, requests, "creates of customers")
	updates := make([]string, len(created))
	for i, outcome := range created {
		assert.Equal(t, fmt.Sprintf(`"batch%d@example.com"`, i), field(t, outcome.Records[0], "email"), "the order of the outcomes")
		updates[i] = fmt.Sprintf(`{"customer_id":%s,"company":"No %d"}`, field(t, outcome.Records[0], "id"), i)
	}

	updated, requests := engine.batch(t.Context(), t, store, "update_customer", updates...)
	assert.Empty(t, failed(t, updated))
	assert.Equal(t, 100, requests, "updates of customers")
	found, requests := engine.batch(t.Context(), t, store, "get_customer_by_email", inputs(aLookup, 1000)...)
	assert.Empty(t, failed(t, found))
	assert.LessOrEqual(t, requests, 25, "look-ups by email")
	for i := range found {
		assert.Equal(t, fmt.Sprintf(`"No %d"`, i), field(t, updated[i].Records[0], "company"))
		require.Len(t, found[i].Records, 1)
		assert.Equal(t, fmt.Sprintf(`"No %d"`, i), field(t, found[i].Records[0], "company"))
	}

	products := engine.records(t, "get_products", `{"return_all":true}`)
	require.Len(t, products, 1000)
	updates = updates[:0]
	for i, product := range products {
		updates = append(updates, fmt.Sprintf(`{"product_id":%s,"price":%d.25,"include_fields":["price"]}`, field(t, product, "id"), i))
	}
	updated, requests = engine.batch(t.Context(), t, store, "update_product", updates...)
	assert.Empty(t, failed(t, updated))
	assert.Equal(t, 100, requests, "updates of products")
	for i, outcome := range updated {
		assert.JSONEq(t, fmt.Sprintf(`{"id":%s,"price":%d.25}`, field(t, products[i], "id"), i), string(outcome.Records[0]))
	}
}

func TestOneBadInputOfTenFailsAlone(t *testing.T) {
	t.Parallel()
	seeded := onLoopback(t, newStore())
	customers, products := seeded.records(t, "get_customers", `{"limit":10}`), seeded.records(t, "get_products", `{"limit":11}`)
	update := func(records []json.RawMessage, name, change string) []string {
		written := make([]string, 10)
		for i := range written {
			written[i] = fmt.Sprintf(`{%q:%s,%s}`, name, field(t, records[i], "id"), change)
		}
		return written
	}
	for title, test := range map[string]struct {
		operation string
		good      []string
		bad       string
		kind      registry.FailureType
		message   string
		requests  int
	}{
		"a taken email": {
			"create_customer", inputs(aCustomer, 10), `{"email":` + field(t, customers[3], "email") + `,"first_name":"A","last_name":"B"}`,
			registry.Conflict, "customer_id " + field(t, customers[3], "id"), 3,
		},
		"a group that does not exist": {
			"create_customer", inputs(aCustomer, 10), `{"email":"c@example.com","first_name":"A","last_name":"B","customer_group_id":9999}`,
			registry.InvalidInput, "customer_group_id", 2,
		},
		"a field that can't be sent": {
			"create_customer", inputs(aCustomer, 10), `{"email":"c@example.com","first_name":"A","last_name":"B","additional_fields":{"id":7}}`,
			registry.InvalidInput, "id", 1,
		},
		"a customer that does not exist": {
			"update_customer", update(customers, "customer_id", `"company":"X"`), `{"customer_id":9999999,"company":"X"}`,
			registry.NotFound, "customer_id 9999999", 3,
		},
		"an email of another customer": {
			"update_customer", update(customers, "customer_id", `"company":"X"`),
			`{"customer_id":` + field(t, customers[9], "id") + `,"email":` + field(t, customers[0], "email") + `}`,
			registry.Conflict, "customer_id " + field(t, customers[0], "id"), 4,
		},
		"a change of nothing": {
			"update_customer", update(customers, "customer_id", `"company":"X"`), `{"customer_id":` + field(t, customers[9], "id") + `}`,
			registry.InvalidInput, "Nothing to change", 1,
		},
		"a product that does not exist": {
			"update_product", update(products, "product_id", `"price":5`), `{"product_id":9999999,"price":5}`,
			registry.NotFound, "product_id 9999999", 3,
		},
		"a name of another product": {
			"update_product", update(products, "product_id", `"price":5`),
			`{"product_id":` + field(t, products[9], "id") + `,"name":` + field(t, products[10], "name") + `}`,
			registry.Conflict, "product_id " + field(t, products[10], "id"), 8,
		},
		"a SKU of another product": {
			"update_product", update(products, "product_id", `"price":5`),
			`{"product_id":` + field(t, products[9], "id") + `,"sku":` + field(t, products[10], "sku") + `}`,
			registry.Conflict, "product_id " + field(t, products[10], "id"), 3,
		},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			store := newStore()
			batch := slices.Concat(test.good[:9], []string{test.bad})
			outcomes, requests := onLoopback(t, store).batch(t.Context(), t, store, test.operation, batch...)
			require.Equal(t, map[int]registry.FailureType{9: test.kind}, failed(t, outcomes))
			assert.Contains(t, failureIn(t, outcomes[9]).Message, test.message)
			assert.NotContains(t, fmt.Sprint(failureIn(t, outcomes[9]).Fields), "/9/", "paths are those of the input")
			assert.LessOrEqual(t, requests, test.requests)
			for i := range 9 {
				assert.Len(t, outcomes[i].Records, 1)
			}
		})
	}
}

func TestFiveBadInputsOfAThousand(t *testing.T) {
	t.Parallel()
	bad := []int{3, 4, 250, 613, 999}
	for operation, change := range map[string][2]string{
		"update_customer": {`{"customer_id":%s,"company":"X"}`, `{"customer_id":%s,"email":"taken@example.com"}`},
		"update_product":  {`{"product_id":%s,"price":5}`, `{"product_id":%s,"name":"Taken"}`},
	} {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			store := newStore(sandbox.WithProducts(1000), sandbox.WithCustomers(1000))
			engine := onLoopback(t, store)
			list := map[string]string{"update_customer": "get_customers", "update_product": "get_products"}[operation]
			records := engine.records(t, list, `{"return_all":true}`)
			engine.records(t, "create_customer", `{"email":"taken@example.com","first_name":"A","last_name":"B"}`)
			engine.records(t, "create_product", `{"name":"Taken","type":"physical","price":1,"weight":1}`)
			batch := make([]string, len(records))
			for i, record := range records {
				format := change[0]
				if slices.Contains(bad, i) {
					format = change[1]
				}
				batch[i] = fmt.Sprintf(format, field(t, record, "id"))
			}
			outcomes, requests := engine.batch(t.Context(), t, store, operation, batch...)
			failures := failed(t, outcomes)
			assert.Len(t, failures, 5)
			for _, i := range bad {
				assert.Equal(t, registry.Conflict, failures[i])
			}
			assert.LessOrEqual(t, requests, 100+40)
		})
	}
}

func TestTwoInputsForOneCustomerKeepTheirOrder(t *testing.T) {
	t.Parallel()
	store := newStore()
	engine := onLoopback(t, store)
	created, requests := engine.batch(t.Context(), t, store, "create_customer",
		`{"email":"twin@example.com","first_name":"First","last_name":"Twin"}`,
		`{"email":"other@example.com","first_name":"Other","last_name":"One"}`,
		`{"email":"TWIN@example.com","first_name":"Second","last_name":"Twin"}`,
	)
	assert.Equal(t, map[int]registry.FailureType{2: registry.Conflict}, failed(t, created))
	id := field(t, created[0].Records[0], "id")
	assert.Contains(t, failureIn(t, created[2]).Message, "customer_id "+id)
	assert.LessOrEqual(t, requests, 4)

	changed, requests := engine.batch(t.Context(), t, store, "update_customer",
		`{"customer_id":`+id+`,"company":"one"}`, `{"customer_id":`+id+`,"company":"two"}`, `{"customer_id":`+id+`,"phone":"3"}`)
	assert.Empty(t, failed(t, changed))
	assert.Equal(t, 3, requests)
	assert.Equal(t, `"two"`, field(t, changed[2].Records[0], "company"))
	assert.Equal(t, `"3"`, field(t, changed[2].Records[0], "phone"))
}

func TestALostAnswerToACreateIsSettled(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]sandbox.Fault{
		"saved":     {Method: http.MethodPost, PathPattern: "/v3/customers", Nth: 2, Times: 1, Commit: true, Drop: true},
		"not saved": {Method: http.MethodPost, PathPattern: "/v3/customers", Nth: 2, Times: 1, Drop: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				store := newStore(sandbox.WithCustomers(0))
				engine := inMemory(t, store)
				store.AddFault(fault)
				outcomes, requests := engine.batch(t.Context(), t, store, "create_customer", inputs(aCustomer, 30)...)
				assert.Empty(t, failed(t, outcomes))
				assert.LessOrEqual(t, requests, 5, "three creates, one look-up, and one more create where nothing was saved")
				found, _ := engine.batch(t.Context(), t, store, "get_customer_by_email", inputs(aLookup, 30)...)
				for i, outcome := range found {
					if assert.Len(t, outcome.Records, 1, "customer %d is there once", i) {
						assert.Equal(t, field(t, outcomes[i].Records[0], "id"), field(t, outcome.Records[0], "id"))
					}
				}
			})
		})
	}
}

func TestALostAnswerToAnUpdateIsAskedForAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newStore()
		engine := inMemory(t, store)
		products := engine.records(t, "get_products", `{"limit":20}`)
		batch := make([]string, len(products))
		for i, product := range products {
			batch[i] = fmt.Sprintf(`{"product_id":%s,"price":%d}`, field(t, product, "id"), i)
		}
		store.AddFault(sandbox.Fault{Method: http.MethodPut, Nth: 1, Times: 1, Commit: true, Drop: true})
		outcomes, requests := engine.batch(t.Context(), t, store, "update_product", batch...)
		assert.Empty(t, failed(t, outcomes))
		assert.Equal(t, 3, requests)
	})
}

func TestAPartOfOneProductThatIsRefusedIsItsOwn(t *testing.T) {
	t.Parallel()
	store := newStore()
	engine := onLoopback(t, store)
	products := engine.records(t, "get_products", `{"limit":10}`)
	batch := make([]string, len(products))
	for i, product := range products {
		level := 7
		if i == 4 {
			level = sandbox.RefusedInventoryLevel
		}
		batch[i] = fmt.Sprintf(`{"product_id":%s,"inventory_tracking":"product","inventory_level":%d}`, field(t, product, "id"), level)
	}
	outcomes, requests := engine.batch(t.Context(), t, store, "update_product", batch...)
	assert.Equal(t, map[int]registry.FailureType{4: registry.Partial}, failed(t, outcomes))
	assert.Equal(t, 1, requests)
	for i, outcome := range outcomes {
		require.Len(t, outcome.Records, 1)
		assert.Equal(t, field(t, products[i], "id"), field(t, outcome.Records[0], "id"))
	}
}

func TestWhatCanNotShareARequestIsSentAlone(t *testing.T) {
	t.Parallel()
	store := newStore()
	engine := onLoopback(t, store)
	products := engine.records(t, "get_products", `{"limit":6}`)
	var batch []string
	for i, rest := range []string{
		`"price":5`, `"price":5,"include":["images"]`, `"price":5,"include_fields":["price"]`,
		`"custom_fields":[{"name":"Material","value":"Linen"}]`, `"price":5,"include_fields":["price"]`, `"price":5`,
	} {
		batch = append(batch, fmt.Sprintf(`{"product_id":%s,%s}`, field(t, products[i], "id"), rest))
	}
	outcomes, requests := engine.batch(t.Context(), t, store, "update_product", batch...)
	assert.Empty(t, failed(t, outcomes))
	assert.Equal(t, 4, requests)
	assert.NotEmpty(t, field(t, outcomes[1].Records[0], "images"))
	assert.JSONEq(t, fmt.Sprintf(`{"id":%s,"price":5}`, field(t, products[4], "id")), string(outcomes[4].Records[0]))

	outcomes, _ = engine.batch(t.Context(), t, store, "create_product", slices.Repeat([]string{`{"name":"Twin","type":"physical","price":1,"weight":1}`}, 5)...)
	assert.Len(t, failed(t, outcomes), 4)
	assert.NoError(t, outcomes[0].Err, "the first of several with one name is made")
}

func TestLookupsShareRequests(t *testing.T) {
	t.Parallel()
	store := newStore(sandbox.WithCustomers(150))
	engine := onLoopback(t, store)
	var batch, wanted []string
	for i, customer := range engine.records(t, "get_customers", `{"limit":150}`) {
		var email string
		require.NoError(t, json.Unmarshal([]byte(field(t, customer, "email")), &email))
		batch = append(batch, fmt.Sprintf(`{"email":%q}`, strings.ToUpper(email)))
		wanted = append(wanted, field(t, customer, "id"))
		if i%3 == 0 {
			batch = append(batch, fmt.Sprintf(`{"email":"nobody+%d@example.com"}`, i))
			wanted = append(wanted, "")
		}
	}
	batch = append(batch, batch[0], `{"email":"\"a,b\"@example.com"}`)
	outcomes, requests := engine.batch(t.Context(), t, store, "get_customer_by_email", batch...)
	assert.LessOrEqual(t, requests, 5)
	assert.Equal(t, map[int]registry.FailureType{201: registry.InvalidInput}, failed(t, outcomes))
	for i, id := range append(wanted, wanted[0]) {
		if id == "" {
			assert.Empty(t, outcomes[i].Records)
			continue
		}
		require.Len(t, outcomes[i].Records, 1)
		assert.Equal(t, id, field(t, outcomes[i].Records[0], "id"))
	}
}

func TestSKUsOfProductsAndVariantsAreFoundTogether(t *testing.T) {
	t.Parallel()
	withoutInventory := slices.DeleteFunc(sandbox.Scopes(), func(scope string) bool { return strings.HasPrefix(scope, "store_inventory") })
	store := newStore(sandbox.WithToken("no-inventory", withoutInventory...))
	engine := onLoopback(t, store)
	type sought struct{ product, variant string }
	var batch []string
	var wanted []sought
	variants := 0
	add := func(sku string, one sought) {
		var text string
		require.NoError(t, json.Unmarshal([]byte(sku), &text))
		if text == "" {
			return
		}
		batch, wanted = append(batch, fmt.Sprintf(`{"sku":%q}`, strings.ToLower(text))), append(wanted, one)
	}
	for _, product := range engine.records(t, "get_products", `{"limit":60,"include":["variants"]}`) {
		id := field(t, product, "id")
		add(field(t, product, "sku"), sought{product: id})
		var list []json.RawMessage
		require.NoError(t, json.Unmarshal([]byte(field(t, product, "variants")), &list))
		for _, variant := range list {
			if field(t, variant, "option_values") != "[]" {
				add(field(t, variant, "sku"), sought{id, field(t, variant, "id")})
				variants++
			}
		}
	}
	require.Greater(t, variants, 10)
	add(`"no-such-sku"`, sought{})
	check := func(outcomes []registry.Outcome) {
		for i, one := range wanted {
			if one.product == "" {
				assert.Empty(t, outcomes[i].Records)
				continue
			}
			require.Len(t, outcomes[i].Records, 1, batch[i])
			record := outcomes[i].Records[0]
			assert.Equal(t, one.product, field(t, record, "id"))
			assert.Empty(t, field(t, record, "variants"))
			assert.Equal(t, one.variant != "", field(t, record, "variant") != "")
			if one.variant != "" {
				assert.Equal(t, one.variant, field(t, json.RawMessage(field(t, record, "variant")), "id"))
			}
		}
	}

	outcomes, requests := engine.batch(t.Context(), t, store, "get_product_by_sku", batch...)
	assert.Empty(t, failed(t, outcomes))
	check(outcomes)
	assert.LessOrEqual(t, requests, 3*(len(batch)/80+1))
	for _, i := range []int{0, len(batch) - 2} {
		single := engine.records(t, "get_product_by_sku", batch[i])
		assert.Equal(t, outcomes[i].Records, single, "alone and in a batch a look-up finds the same")
	}

	engine.credential = credential(sandbox.DefaultStoreHash, "no-inventory")
	outcomes, requests = engine.batch(t.Context(), t, store, "get_product_by_sku", batch...)
	assert.Empty(t, failed(t, outcomes))
	check(outcomes)
	assert.LessOrEqual(t, requests, variants+1+3*(len(batch)/80+1), "one for each SKU that no product has")
}

func TestPartsOfManyOrdersAreFetchedOnceAnOrder(t *testing.T) {
	t.Parallel()
	store := newStore()
	engine := onLoopback(t, store)
	orders := engine.records(t, "get_orders", `{"limit":20}`)
	for _, operation := range []string{"get_order_products", "get_order_shipping_addresses"} {
		var batch []string
		for _, order := range orders {
			batch = append(batch, `{"order_id":`+field(t, order, "id")+`}`, `{"order_id":"`+field(t, order, "id")+`"}`)
		}
		batch = append(batch, `{"order_id":99999999}`)
		outcomes, requests := engine.batch(t.Context(), t, store, operation, batch...)
		assert.Equal(t, 21, requests, operation)
		assert.Equal(t, map[int]registry.FailureType{40: registry.NotFound}, failed(t, outcomes))
		for i, order := range orders {
			wanted := engine.records(t, operation, `{"order_id":`+field(t, order, "id")+`}`)
			assert.Equal(t, wanted, outcomes[2*i].Records)
			assert.Equal(t, wanted, outcomes[2*i+1].Records)
		}
	}
}

func TestBatchesKeepToTheQuota(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newStore(sandbox.WithQuota(20, 3*time.Second), sandbox.WithOrders(100))
		engine := inMemory(t, store)
		var batch []string
		for _, order := range engine.records(t, "get_orders", `{"limit":100}`) {
			batch = append(batch, `{"order_id":`+field(t, order, "id")+`}`)
		}
		outcomes, _ := engine.batch(t.Context(), t, store, "get_order_products", batch...)
		assert.Empty(t, failed(t, outcomes))
		assert.Zero(t, store.Stats().Limited, "answers 429")
	})
}

func TestACanceledBatchEndsAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := newStore(sandbox.WithLatency(time.Second), sandbox.WithCustomers(0))
		engine := inMemory(t, store)
		ctx, cancel := context.WithTimeout(t.Context(), 2500*time.Millisecond)
		defer cancel()
		outcomes, _ := engine.batch(ctx, t, store, "create_customer", inputs(aCustomer, 1000)...)
		kinds := map[registry.FailureType]int{}
		for _, kind := range failed(t, outcomes) {
			kinds[kind]++
		}
		assert.NotZero(t, kinds[registry.Canceled], "%v", kinds)
		assert.NotZero(t, kinds[registry.OutcomeUnknown], "what was under way: %v", kinds)
		assert.Less(t, len(failed(t, outcomes)), 1000, "what was saved before")
	})
}

func TestATriggerTakesNoBatch(t *testing.T) {
	t.Parallel()
	store := newStore()
	outcomes, requests := onLoopback(t, store).batch(t.Context(), t, store, "on_new_orders_created", `{}`, `{}`)
	assert.Equal(t, map[int]registry.FailureType{0: registry.InvalidInput, 1: registry.InvalidInput}, failed(t, outcomes))
	assert.Contains(t, failureIn(t, outcomes[1]).Message, "is a trigger")
	assert.Zero(t, requests)
}
