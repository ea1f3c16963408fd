package triggers

import (
	"context"
	"slices"
	"time"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

const (
	// stockChunk is how many products or variants one request asks the stock of.
	stockChunk = 50
	// stockPage is how many variants a page of stock has.
	stockPage = 250
)

// stockRecord is the record of a variant's stock.
type stockRecord = bigcommerce.Record[bigcommerce.InventoryItem]

// stockItems reads what deliveries about stock tell of.
type stockItems struct {
	store     *bigcommerce.Client
	locations []int64
}

// item is the stock of one variant.
type item struct {
	bigcommerce.InventoryIdentity
	record stockRecord
}

// read returns the stock of the variants that the deliveries name, each once. Stock that changed within the present second is read again when
// the second is over, so that one event has one record.
func (s stockItems) read(ctx context.Context, deliveries []told) ([]registry.Occurrence[stockRecord], error) {
	for reading := 1; ; reading++ {
		occurrences, until, err := s.readOnce(ctx, deliveries)
		unsettled := slices.ContainsFunc(deliveries, func(delivered told) bool { return delivered.CreatedAt >= until })
		if err != nil || !unsettled || reading == mostReadings {
			return occurrences, err
		}
		if err := wait(ctx, time.Second); err != nil {
			return nil, err
		}
	}
}

// readOnce returns the stock of the variants that the deliveries name. A product's own change is one of its base variant, which has no SKU
// number, and of all its variants when it has no such. until is the second from which on the stock is not final.
func (s stockItems) readOnce(ctx context.Context, deliveries []told) (occurrences []registry.Occurrence[stockRecord], until int64, err error) {
	until = latestSecond
	add := func(found item, delivered told) {
		occurrences = append(occurrences, registry.Occurrence[stockRecord]{
			Event: delivered.event("inventory", idText(found.VariantID), "updated"), Record: found.record,
		})
	}
	variants, err := s.list(ctx, distinct(deliveries, variantOf), &until, func(query *bigcommerce.InventoryItemQuery, ids []int64) { query.VariantIDIn = ids })
	if err != nil {
		return nil, 0, err
	}
	last := latest(deliveries, variantOf)
	for _, found := range variants {
		add(found, last[found.VariantID])
	}
	products, err := s.list(ctx, distinct(deliveries, productOf), &until, func(query *bigcommerce.InventoryItemQuery, ids []int64) { query.ProductIDIn = ids })
	if err != nil {
		return nil, 0, err
	}
	based := map[int64]bool{}
	for _, found := range products {
		based[found.ProductID] = based[found.ProductID] || !found.SKUID.IsSet()
	}
	last = latest(deliveries, productOf)
	for _, found := range products {
		if !based[found.ProductID] || !found.SKUID.IsSet() {
			add(found, last[found.ProductID])
		}
	}
	return occurrences, until, nil
}

// variantOf returns the number of the variant whose stock a delivery tells of, 0 when it tells of a product's.
func variantOf(delivered told) int64 { return delivered.stock().VariantID }

// productOf returns the number of the product whose own stock a delivery tells of, 0 when it tells of a variant's.
func productOf(delivered told) int64 {
	if variantOf(delivered) > 0 {
		return 0
	}
	return delivered.stock().ProductID
}

// list reads all pages of the stock of products or variants, and lowers until to the second in which the store answered.
func (s stockItems) list(ctx context.Context, ids []int64, until *int64, narrow func(*bigcommerce.InventoryItemQuery, []int64)) ([]item, error) {
	var items []item
	for chunk := range slices.Chunk(ids, stockChunk) {
		query := bigcommerce.InventoryItemQuery{LocationIDIn: s.locations}
		narrow(&query, chunk)
		for number := 1; ; number++ {
			page, err := s.store.Inventory.List(ctx, query, bigcommerce.PageOptions{Limit: stockPage, Page: number})
			if err != nil {
				return nil, err
			}
			*until = min(*until, settledBefore(page.Date))
			for _, record := range page.Records {
				read, err := record.Decode()
				if err != nil {
					return nil, err
				}
				items = append(items, item{read.Identity, record})
			}
			if len(page.Records) < stockPage {
				break
			}
		}
	}
	return items, nil
}
