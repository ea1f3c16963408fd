package triggers

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
)

func TestAScopeCoversTheEventsThatItNames(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		scope, event string
		covered      bool
	}{
		{"store/order/created", "store/order/created", true},
		{"store/order/created", "store/order/updated", false},
		{"store/order/created", "store/order/created/more", false},
		{"store/order/*", "store/order/created", true},
		{"store/order/*", "store/order/message/created", true},
		{"store/order/*", "store/orders/created", false},
		{"store/order/*", "store/order", false},
		{"store/customer/address/*", "store/customer/deleted", false},
		{"store/channel/*", "store/channel/updated", true},
		{"store/channel/*", "store/channel/1/order/created", false},
		{"store/channel/1/order/*", "store/channel/1/order/message/created", true},
		{"store/channel/1/order/*", "store/channel/12/order/created", false},
		{"store/channel/*/inventory/product/stock_changed", "store/channel/2/inventory/product/stock_changed", true},
		{"store/channel/*/inventory/product/stock_changed", "store/channel/*/inventory/product/stock_changed", true},
		{"store/channel/*/inventory/product/stock_changed", "store/channel/2/inventory/product/settings_changed", false},
		{"store/channel/*/inventory/product/stock_changed", "store/channel//inventory/product/stock_changed", false},
		{"store/order/created", "", false},
	} {
		assert.Equal(t, test.covered, covers([]string{"store/cart/abandoned", test.scope}, test.event), "%s of %s", test.event, test.scope)
	}
	assert.False(t, covers(nil, "store/order/created"))
}

func TestAScopeSaysWhatHappenedToWhat(t *testing.T) {
	t.Parallel()
	for scope, wanted := range map[string][2]string{
		"store/order/created":                                 {"order", "created"},
		"store/order/statusUpdated":                           {"order", "statusUpdated"},
		"store/order/refund/created":                          {"order_refund", "created"},
		"store/customer/payment/instrument/default/updated":   {"customer_payment_instrument_default", "updated"},
		"store/channel/12/order/message/created":              {"channel_order_message", "created"},
		"store/channel/1/inventory/product/stock_changed":     {"channel_inventory_product", "stock_changed"},
		"store/information/updated":                           {"information", "updated"},
		"store/app/uninstalled":                               {"app", "uninstalled"},
		"store/created":                                       {"store", "created"},
		"store/1/2":                                           {"store", ""},
		"created":                                             {"store", "created"},
		"":                                                    {"store", ""},
		"store/channel/1/settings/favicon/image/updated":      {"channel_settings_favicon_image", "updated"},
		"store/channel/1/settings/site/checkoutUrl/deleted":   {"channel_settings_site_checkoutUrl", "deleted"},
		"store/priceList/records/created":                     {"priceList_records", "created"},
		"store/inventory/location/metafield/deleted":          {"inventory_location_metafield", "deleted"},
		"store/product/variant/metafield/updated":             {"product_variant_metafield", "updated"},
		"store/product/inventory/order/updated":               {"product_inventory_order", "updated"},
		"store/channel/3/category/product/unassigned":         {"channel_category_product", "unassigned"},
		"store/channel/3/notifications/abandonedCart/updated": {"channel_notifications_abandonedCart", "updated"},
	} {
		resource, kind := subjectOf(scope)
		assert.Equal(t, wanted, [2]string{resource, kind}, scope)
	}
}

func TestFieldsArePutInFrontOfARecord(t *testing.T) {
	t.Parallel()
	for object, wanted := range map[string]string{
		`{"id":1, "x": 1.10,"u":"\u00e9"}`: `{"a":1,"b":"<&>","id":1, "x": 1.10,"u":"\u00e9"}`,
		` { "id" : 1 } `:                   `{"a":1,"b":"<&>","id" : 1 }`,
		`{}`:                               `{"a":1,"b":"<&>"}`,
		"{\n\t}":                           `{"a":1,"b":"<&>"}`,
	} {
		record := withFields[map[string]any](json.RawMessage(object), field{"a", "1"}, field{"b", `"<&>"`})
		assert.Equal(t, wanted, string(record.JSON()), object)
		assert.True(t, json.Valid(record.JSON()), object)
	}
}

func TestADeliveryNamesItsSubject(t *testing.T) {
	t.Parallel()
	for data, wanted := range map[string]struct {
		subject string
		number  int64
	}{
		`{"type":"order","id":250}`:           {"250", 250},
		`{"type":"transaction","id":"250"}`:   {"250", 250},
		`{"type":"cart","id":"0b3c-5d"}`:      {"0b3c-5d", 0},
		`{"type":"store"}`:                    {"", 0},
		`{"id":null}`:                         {"null", 0},
		`{"id":{"a":1}}`:                      {`{"a":1}`, 0},
		`[{"id":1}]`:                          {"", 0},
		`{"id":92233720368547758070}`:         {"92233720368547758070", math.MaxInt64},
		`{"order_id":1}`:                      {"", 0},
		`{"id":-3}`:                           {"-3", -3},
		`{"type":"sku","ID":7,"sku":{"x":1}}`: {"7", 7},
	} {
		delivered := told{Data: data}
		if wanted.subject == "null" || strings.HasPrefix(wanted.subject, "{") || wanted.number == math.MaxInt64 {
			assert.NotPanics(t, func() { delivered.number() }, data)
			continue
		}
		assert.Equal(t, wanted.subject, delivered.subject(), data)
		assert.Equal(t, wanted.number, delivered.number(), data)
	}
}

func TestNumbersOfDeliveriesAreDistinctAndDatedByTheLast(t *testing.T) {
	t.Parallel()
	tell := func(id string, at int64) told {
		return told{CreatedAt: at, Data: `{"id":` + id + `}`}
	}
	deliveries := []told{tell("5", 20), tell("3", 10), tell("5", 10), tell("-1", 1), tell(`"x"`, 1), tell("3", 30), tell("5", 20)}
	assert.Equal(t, []int64{5, 3}, ids(deliveries))
	last := latest(deliveries, told.number)
	assert.Len(t, last, 2)
	assert.Equal(t, int64(20), last[5].CreatedAt)
	assert.Equal(t, int64(30), last[3].CreatedAt)
	assert.Nil(t, ids(nil))
}

// The names that BigCommerce documents, as its list of events has them; {…} stands for each of what is between.
const documentedEvents = `
store/order/{*,created,updated,archived,statusUpdated,message/created,refund/created,transaction/created,transaction/updated}
store/order/metafield/{created,updated,deleted}
store/customer/{*,created,updated,deleted,address/*,address/created,address/updated,address/deleted}
store/customer/{payment/instrument/default/updated,channel/login/access/updated}
store/product/{*,created,updated,deleted,inventory/updated,inventory/order/updated}
store/product/metafield/{*,created,updated,deleted}
store/product/variant/metafield/{*,created,updated,deleted}
store/sku/{*,created,updated,deleted,inventory/updated,inventory/order/updated}
store/shipment/{*,created,updated,deleted}
store/subscriber/{*,created,updated,deleted}
store/category/{*,created,updated,deleted,metafield/created,metafield/updated,metafield/deleted}
store/brand/metafield/{*,created,updated,deleted}
store/cart/{*,created,updated,deleted,couponApplied,abandoned,converted}
store/cart/lineItem/{*,created,updated,deleted}
store/cart/metafield/{created,updated,deleted}
store/inventory/location/{created,updated}
store/inventory/location/metafield/{*,created,updated,deleted}
store/channel/*/inventory/product/{stock_changed,low_stock_reached,out_of_stock_reached,settings_changed}
store/channel/{*,created,updated,metafield/created,metafield/updated,metafield/deleted}
CHANNEL/order/{*,created,updated,archived,statusUpdated,message/created,refund/created}
CHANNEL/cart/{*,created,updated,deleted,abandoned,converted,couponApplied}
CHANNEL/cart/lineItem/{*,created,updated,deleted}
CHANNEL/category/{*,created,updated,deleted}
CHANNEL/category/product/{assigned,unassigned}
CHANNEL/{categoryTree/updated,product/assigned,product/unassigned,page/created,page/updated,script/created,script/updated}
CHANNEL/{theme/configuration/created,theme/configuration/activated,email/templates/updated,email/templates/deleted}
CHANNEL/{notifications/abandonedCart/updated,notifications/inventory/updated,socialMediaLinks/updated,settings/*}
CHANNEL/settings/{SEO/updated,catalog/updated,category/updated,checkout/updated,currency/updated,customerPrivacy/updated}
CHANNEL/settings/{defaultCustomerGroup/updated,favicon/image/updated,logo/updated,logo/image/updated,product/updated}
CHANNEL/settings/{profile/updated,robots/updated,route/updated,searchContextFilters/updated,security/updated,site/updated}
CHANNEL/settings/{emailStatus/updated,emailStatus/deleted,locale/added,locale/updated,locale/deleted}
CHANNEL/settings/site/checkoutUrl/{updated,deleted}
store/priceList/{created,updated,activated,deactivated,deleted,record/created,record/updated,record/deleted}
store/priceList/{records/*,records/created,records/updated,records/deleted,assignment/updated,assignment/deleted}
store/{priceLists/deleted,store/metafield/*,option/updated,modifier/updated,information/updated,redirects/updated}
store/metafield/{*,created,updated,deleted}
store/{app/uninstalled,hook/deliveryException}
store/company/{created,updated,deleted,statusUpdated,address/created,address/updated,address/deleted}
store/company/{user/created,user/updated,user/deleted,superadmin/assignmentUpdated}
store/superadmin/{created,updated,deleted,assignmentUpdated}
store/quote/{created,updated,deleted,statusUpdated}
`

func TestEveryDocumentedEventCanBeChosenOnce(t *testing.T) {
	t.Parallel()
	var documented, offered []string
	for line := range strings.Lines(strings.TrimSpace(strings.ReplaceAll(documentedEvents, "CHANNEL", "store/channel/"+channelPlace))) {
		line = strings.TrimSpace(line)
		at := strings.LastIndex(line, "{")
		for ending := range strings.SplitSeq(strings.TrimSuffix(line[at+1:], "}"), ",") {
			documented = append(documented, line[:at]+ending)
		}
	}
	for _, choice := range StoreScope("").Choices() {
		offered = append(offered, choice.Value.(string))
		assert.Equal(t, choice.Value, choice.Label)
	}
	assert.ElementsMatch(t, documented, offered)
	slices.Sort(offered)
	assert.Equal(t, slices.Compact(slices.Clone(offered)), offered, "none comes twice")
	assert.Greater(t, len(offered), 180)
}

func TestAScopeOfAChannelTakesItsNumber(t *testing.T) {
	t.Parallel()
	scope := StoreScope("store/channel/{channel_id}/order/created")
	assert.True(t, scope.ofChannel())
	assert.Equal(t, "store/channel/12/order/created", scope.forChannel(12))
	for _, other := range []StoreScope{"store/order/created", "store/channel/*", "store/channel/*/inventory/product/stock_changed"} {
		assert.False(t, other.ofChannel(), other)
		assert.Equal(t, string(other), other.forChannel(12))
	}
}

func TestNumbersComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	for _, list := range []numbers{
		{}, {1}, {0, 0}, {1, 2, 3, 250}, {100_000_001, 100_000_002}, {-1, 5, -9}, {math.MaxInt64}, {math.MinInt64, math.MaxInt64}, {math.MaxInt64, math.MinInt64},
	} {
		encoded, err := json.Marshal(list)
		require.NoError(t, err)
		assert.Regexp(t, `^"[A-Za-z0-9_-]*"$`, string(encoded))
		var read numbers
		require.NoError(t, json.Unmarshal(encoded, &read))
		assert.Equal(t, list, read)
	}
	ascending := make(numbers, 250)
	for i := range ascending {
		ascending[i] = int64(18_000_000 + 3*i)
	}
	encoded, err := json.Marshal(ascending)
	require.NoError(t, err)
	assert.Less(t, len(encoded), 400, "a number takes little more than a character")
}

func TestDamagedNumbersAreRefused(t *testing.T) {
	t.Parallel()
	endless := `"` + strings.Repeat("AA", mostNumbers) + `"`
	for _, text := range []string{`1`, `[1]`, `{}`, `true`, `"!"`, `"A"`, `"AB"`, `"AA=="`, `"gA"`, `"____________________"`, `"_w"`, "\"AA\\nAA\"", endless} {
		read := numbers{7}
		require.Error(t, json.Unmarshal([]byte(text), &read), "%.40s", text)
		assert.Equal(t, numbers{7}, read, "%.40s", text)
	}
}

func TestNumbersAreKeptInOrder(t *testing.T) {
	t.Parallel()
	var list numbers
	for _, number := range []int64{5, 1, 9, 5, 1} {
		list = list.with(number)
	}
	assert.Equal(t, numbers{1, 5, 9}, list)
	assert.True(t, list.has(5))
	assert.False(t, list.has(4))
	assert.True(t, list.areIDs())
	for _, wrong := range []numbers{{0}, {-1, 2}, {2, 2}, {3, 2}} {
		assert.False(t, wrong.areIDs(), "%v", wrong)
	}
	assert.True(t, numbers(nil).areIDs())
}

// Whatever comes as numbers, reading it ends without a panic; what is read is written the same again.
func FuzzNumbers(f *testing.F) {
	for _, seed := range []string{`""`, `"Ag"`, `"AgQG"`, `"____________________"`, `"gAA"`, `1`, `null`, "\"AA\\r\\n\""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var read numbers
		if json.Unmarshal([]byte(text), &read) != nil {
			return
		}
		written, err := json.Marshal(read)
		require.NoError(t, err)
		var again numbers
		require.NoError(t, json.Unmarshal(written, &again))
		require.Equal(t, read, again)
		var given string
		if json.Unmarshal([]byte(text), &given) == nil && strings.TrimSpace(text) != "null" {
			quoted, err := json.Marshal(given)
			require.NoError(t, err)
			require.Equal(t, string(written), string(quoted), "there is one text for a list")
		}
	})
}

func TestEventsAreNamedByWhatIsTold(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 31, 9, 30, 0, 0, time.UTC)
	dated := told{CreatedAt: at.Unix(), Hash: "abc"}.event("cart", "u-1", "abandoned")
	assert.Equal(t, "cart:u-1:abandoned:2026-01-31T09:30:00Z", dated.ID)
	assert.Equal(t, at, dated.Time)
	undated := told{Hash: "abc"}.event("cart", "u-1", "abandoned")
	assert.Equal(t, "cart:u-1:abandoned:abc", undated.ID)
	assert.Equal(t, "order:250:created", creation("order", 250, at).ID)
	assert.Equal(t, "order:250:updated:2026-01-31T09:30:00Z", change("order", "250", "updated", at.In(time.FixedZone("", 7200))).ID)
}

func TestARecordWithoutItsDateIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`{"id":1}`, `{"date_created":"2026-01-31T09:30:00Z"}`, `{"id":0,"date_created":"2026-01-31T09:30:00Z"}`, `{"id":1,"date_created":"soon"}`, `{"id":"x","date_created":1}`, `[]`, `{"id":1,"date_modified":"2026-01-31T09:30:00Z"}`} {
		_, err := rowsOf([]bigcommerce.Record[bigcommerce.Order]{bigcommerce.NewRecord[bigcommerce.Order](json.RawMessage(text))}, dateCreated)
		assert.ErrorContains(t, err, "date_created", text)
	}
	for _, date := range []string{"2026-01-31T09:30:00Z", "2026-01-31T10:30:00+01:00", "Sat, 31 Jan 2026 09:30:00 +0000"} {
		one, err := rowOf(bigcommerce.NewRecord[bigcommerce.Order](json.RawMessage(fmt.Sprintf(`{"id":7,"date_created":%q}`, date))), dateCreated)
		require.NoError(t, err)
		assert.Equal(t, time.Date(2026, 1, 31, 9, 30, 0, 0, time.UTC), one.time())
		assert.Equal(t, int64(7), one.id)
	}
}
