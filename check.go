package connector

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// scopeGroup is a line of the control panel's list of OAuth scopes, with the request that shows whether it can be read.
type scopeGroup struct {
	name  string
	scope string
	path  string
}

// customers is the group that the connector can't do without; the others are reported.
var customers = scopeGroup{"Customers", "store_v2_customers", "/v3/customers?limit=1"}

// furtherGroups are probed side by side once the customers can be read, in the order of the report.
var furtherGroups = []scopeGroup{
	{"Products", "store_v2_products", "/v3/catalog/products?limit=1"},
	{"Orders", "store_v2_orders", ordersPath},
	{"Order transactions", "store_v2_transactions", transactionsPath},
	{"Store inventory", "store_inventory", "/v3/inventory/items?limit=1"},
	{"Store locations", "store_locations", "/v3/inventory/locations?limit=1"},
	{"Information & settings", "store_v2_information", "/v2/store"},
	{"Channel settings", "store_channel_settings", "/v3/channels?limit=1"},
}

// untried are the groups that some operation needs and that no request can show to be readable: it would need a cart or an unpaid order, or change something.
var untried = []scopeGroup{
	{name: "Carts", scope: "store_cart"},
	{name: "Get payment methods", scope: "store_payments_methods_read"},
	{name: "Create payments", scope: "store_payments_access_token_create"},
}

const (
	ordersPath = "/v2/orders?limit=1"
	// transactionsPath needs the id of an order. Its group follows that of the orders.
	transactionsPath = "/v3/orders/%d/transactions"
)

// check reads one customer, which proves store hash, token and the Customers scope, and then asks what else the token may
// read. Only the first decides: a scope that is missing elsewhere is reported with the operations it blocks.
func check(ctx context.Context, client *bigcommerce.Client, operations []registry.Spec) (registry.Report, error) {
	if _, err := get(ctx, client, customers.path); err != nil {
		return registry.Report{}, checkFailure(err)
	}
	outcomes := make([]error, len(furtherGroups))
	var probes sync.WaitGroup
	for i, group := range furtherGroups {
		switch group.path {
		case ordersPath:
			probes.Go(func() { outcomes[i], outcomes[i+1] = probeOrders(ctx, client) })
		case transactionsPath: // asked for with the orders, the group before
		default:
			probes.Go(func() { _, outcomes[i] = get(ctx, client, group.path) })
		}
	}
	probes.Wait()
	if err := ctx.Err(); err != nil {
		return registry.Report{}, err
	}
	granted := []string{customers.scope}
	for i, group := range furtherGroups {
		if outcomes[i] == nil {
			granted = append(granted, group.scope)
		}
	}
	report := registry.Report{
		OK: true,
		Message: "The store answers and the customers can be read. Whether the token may change records can't be found out " +
			"without changing one.",
		Scopes: []registry.ScopeReport{scopeReport(customers, nil, granted, operations)},
	}
	for i, group := range furtherGroups {
		report.Scopes = append(report.Scopes, scopeReport(group, outcomes[i], granted, operations))
	}
	for _, group := range untried {
		report.Scopes = append(report.Scopes, scopeReport(group, errUntried, granted, operations))
	}
	return report, nil
}

// What the outcome is of a probe that could not be made.
var (
	errUndecided = errors.New("there is no order that this token can read, so its transactions can't be asked for")
	errUntried   = errors.New("a check that changes nothing can't try it")
)

// probeOrders asks for an order and for its transactions, which need one.
func probeOrders(ctx context.Context, client *bigcommerce.Client) (orders, transactions error) {
	body, err := get(ctx, client, ordersPath)
	if errors.Is(err, bigcommerce.ErrForbidden) {
		return err, errUndecided
	}
	if err != nil {
		return err, err
	}
	var found []struct {
		ID int64 `json:"id"`
	}
	if len(body) > 0 {
		if err := json.Unmarshal(body, &found); err != nil {
			return nil, fmt.Errorf("the store's orders can't be read: %w", err)
		}
	}
	if len(found) == 0 {
		return nil, errUndecided
	}
	_, err = get(ctx, client, fmt.Sprintf(transactionsPath, found[0].ID))
	return nil, err
}

// largestProbe bounds what is read of a probe's answer, since several are made at once: they ask for one record.
const largestProbe = 1 << 20

func get(ctx context.Context, client *bigcommerce.Client, path string) ([]byte, error) {
	response, err := client.Do(ctx, bigcommerce.Request{Method: http.MethodGet, Path: path, MaxBytes: largestProbe})
	return response.Body, err
}

// scopeReport says what a probe's outcome means for the group, and which operations it blocks: those that take the group's scope and none of the
// scopes that are granted. Writing can't be probed without changing the store.
func scopeReport(group scopeGroup, outcome error, granted []string, operations []registry.Spec) registry.ScopeReport {
	report := registry.ScopeReport{Group: group.name, Scope: group.scope, Read: registry.Granted, Write: registry.Unknown, BlockedOperations: []string{}}
	switch {
	case outcome == nil:
	case errors.Is(outcome, bigcommerce.ErrForbidden):
		report.Read, report.Write = registry.Denied, registry.Denied
		report.Message = fmt.Sprintf("Grant the API account the OAuth scope %q (modify, or read-only): control panel, Settings, "+
			"API, Store-level API accounts. A new token is issued with it.", group.name)
		for _, operation := range operations {
			scopes := operation.Scopes.List()
			if slices.Contains(scopes, group.scope) && !slices.ContainsFunc(scopes, func(scope string) bool { return slices.Contains(granted, scope) }) {
				report.BlockedOperations = append(report.BlockedOperations, operation.Code)
			}
		}
	default:
		report.Read = registry.Unknown
		report.Message = "Not known: " + outcome.Error() + "."
	}
	return report
}

// checkFailure puts the first request's failure into the words of somebody who is typing in a credential.
func checkFailure(err error) error {
	var fault *bigcommerce.Error
	if !errors.As(err, &fault) {
		return err
	}
	failure := explain(err, "")
	switch {
	case errors.Is(err, bigcommerce.ErrForbidden):
		failure.Message = "The store hash and the token are right, but the token may not read customers. Grant the API account the " +
			"OAuth scope \"Customers\" (modify, or read-only): control panel, Settings, API, Store-level API accounts."
	case fault.Status == http.StatusServiceUnavailable:
		failure.Message = "The store is suspended or under maintenance. Log in to the control panel to see why, then check again."
	}
	return failure
}
