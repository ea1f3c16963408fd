package sandbox_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func customerJSON(email string) string {
	return fmt.Sprintf(`{"email":%q,"first_name":"Jane","last_name":"Doe"}`, email)
}

func TestCreatedCustomersAnswer200WithEveryField(t *testing.T) {
	t.Parallel()
	store := sandbox.New(sandbox.WithEmptyStore())
	got := send(t, store, http.MethodPost, "/v3/customers", "["+customerJSON("a@example.com")+","+customerJSON("b@example.com")+"]")
	require.Equal(t, http.StatusOK, got.status, got.text)
	assert.Equal(t, []any{101.0, 102.0}, got.column(t, "id"))
	assert.Equal(t, []any{"", ""}, got.column(t, "company"), "text that is unset is empty, not null")
	assert.Empty(t, got.at(t, "meta"))
	assert.Regexp(t, `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`, got.at(t, "data", 0, "date_created"))
}

func TestPasswordIsNeverGivenOut(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	got := send(t, store, http.MethodPost, "/v3/customers", `[{"email":"a@example.com","first_name":"A","last_name":"B",
		"authentication":{"force_password_reset":true,"new_password":"s3cret-pass"}}]`)
	assert.Equal(t, map[string]any{"force_password_reset": true}, got.at(t, "data", 0, "authentication"))
	assert.NotContains(t, get(t, store, "/v3/customers?email:in=a@example.com").text, "s3cret")
}

func TestDuplicateEmailRefusesTheWholeBatchWithoutAnID(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	taken := get(t, store, "/v3/customers?limit=1").at(t, "data", 0, "email").(string)
	for _, batch := range []string{
		customerJSON("new@example.com") + "," + customerJSON(strings.ToUpper(taken)),
		customerJSON("new@example.com") + "," + customerJSON("New@example.com"),
	} {
		got := send(t, store, http.MethodPost, "/v3/customers", "["+batch+"]")
		assert.Equal(t, http.StatusUnprocessableEntity, got.status)
		assert.Equal(t, "Create customers failed.", got.at(t, "title"))
		assert.Contains(t, got.at(t, "errors"), ".customer_create")
		assert.NotContains(t, got.text, "101")
	}
	assert.Empty(t, get(t, store, "/v3/customers?email:in=new@example.com").rows(t))
}

func TestCustomerBatchesHoldTen(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	var batch []string
	for i := range 11 {
		batch = append(batch, customerJSON(fmt.Sprintf("c%d@example.com", i)))
	}
	for _, method := range []string{http.MethodPost, http.MethodPut} {
		assert.Equal(t, http.StatusRequestEntityTooLarge, send(t, store, method, "/v3/customers", "["+strings.Join(batch, ",")+"]").status)
	}
	assert.Equal(t, http.StatusOK, send(t, store, http.MethodPost, "/v3/customers", "["+strings.Join(batch[:10], ",")+"]").status)
}

func TestCustomerFaultsAreNamedTogether(t *testing.T) {
	t.Parallel()
	got := send(t, sandbox.New(), http.MethodPost, "/v3/customers", `[
		{"email":"no-address","first_name":""},
		{"email":"a@example.com","first_name":7,"last_name":"B","customer_group_id":99,"channel_ids":[],
		 "addresses":[{"first_name":"A","country_code":"USA"}],"attributes":[{"attribute_id":4711,"attribute_value":"x"}]}]`)
	assert.Equal(t, http.StatusUnprocessableEntity, got.status)
	var faults []string
	for name := range got.at(t, "errors").(map[string]any) {
		faults = append(faults, name)
	}
	assert.ElementsMatch(t, []string{
		"0.email", "0.first_name", "0.last_name", "1.first_name", "1.customer_group_id", "1.channel_ids", "1.attributes",
		"1.addresses.0.last_name", "1.addresses.0.address1", "1.addresses.0.city", "1.addresses.0.country_code",
	}, faults)

	got = send(t, sandbox.New(), http.MethodPost, "/v3/customers", `[{"email":"a@example.com"}]`)
	assert.Equal(t, "Missing Required Fields", got.at(t, "title"))
	assert.Equal(t, map[string]any{"0.first_name": "error.path.missing", "0.last_name": "error.path.missing"}, got.at(t, "errors"))
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, sandbox.New(), http.MethodPost, "/v3/customers", `{"email":"a@example.com"}`).status, "an object where an array belongs")
}

func TestCustomerUpdateChangesWhatItNames(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := sandbox.New()
		before := get(t, store, "/v3/customers?id:in=101").rows(t)[0]
		time.Sleep(time.Minute)
		got := send(t, store, http.MethodPut, "/v3/customers", `[{"id":101,"company":"New Co","date_created":"1999-01-01T00:00:00Z","origin_channel_id":2}]`)
		require.Equal(t, http.StatusOK, got.status, got.text)
		after := get(t, store, "/v3/customers?id:in=101").rows(t)[0]
		for name := range before {
			switch name {
			case "company":
				assert.Equal(t, "New Co", after[name])
			case "date_modified":
				assert.Equal(t, time.Now().UTC().Format(time.RFC3339), after[name])
			default:
				assert.Equal(t, before[name], after[name], name)
			}
		}
	})
}

func TestCustomerUpdateRefusesWhatItCannotDo(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	taken := get(t, store, "/v3/customers?id:in=102").at(t, "data", 0, "email").(string)
	for name, body := range map[string]string{
		"unknown id": `[{"id":999999,"notes":"x"}]`, "no id": `[{"notes":"x"}]`, "addresses": `[{"id":101,"addresses":[]}]`,
		"attributes": `[{"id":101,"attributes":[]}]`, "e-mail of another": `[{"id":101,"email":"` + taken + `"}]`,
	} {
		assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPut, "/v3/customers", body).status, name)
	}
	assert.Equal(t, http.StatusOK, send(t, store, http.MethodPut, "/v3/customers", `[{"id":102,"email":"`+taken+`"}]`).status, "its own e-mail")
}

func TestCustomersAreDeletedByIDsOnly(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodDelete, "/v3/customers", "").status)
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodDelete, "/v3/customers?id:in=", "").status)
	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, "/v3/customers?id:in=101,999999", "").status)
	gone := get(t, store, "/v3/customers?id:in=101")
	assert.Equal(t, http.StatusOK, gone.status, "an unknown id is an empty list, never 404")
	assert.Empty(t, gone.rows(t))
}

func TestIncludesShowAtMostTen(t *testing.T) {
	t.Parallel()
	got := get(t, sandbox.New(), "/v3/customers?id:in=108&include=addresses,attributes,storecredit,formfields")
	assert.Len(t, got.at(t, "data", 0, "addresses"), 10)
	assert.Len(t, got.at(t, "data", 0, "attributes"), 10)
	assert.InDelta(t, 12, got.at(t, "data", 0, "address_count"), 0)
	assert.InDelta(t, 12, got.at(t, "data", 0, "attribute_count"), 0)
	assert.Contains(t, got.at(t, "data", 0), "store_credit_amounts")
	assert.Contains(t, got.at(t, "data", 0), "form_fields")
	plain := get(t, sandbox.New(), "/v3/customers?id:in=108").rows(t)[0]
	for _, name := range []string{"addresses", "attributes", "form_fields", "store_credit_amounts"} {
		assert.NotContains(t, plain, name)
	}
}

func TestCustomerFilters(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	all := get(t, store, "/v3/customers?limit=250").rows(t)
	some := all[17]
	for _, test := range []struct {
		query string
		want  func(row map[string]any) bool
	}{
		{"id:in=103,101,999999", func(row map[string]any) bool { return row["id"] == 101.0 || row["id"] == 103.0 }},
		{"email:in=" + strings.ToUpper(some["email"].(string)) + ",nobody@example.com", func(row map[string]any) bool { return row["email"] == some["email"] }},
		{"company:in=Lighthouse+Trust,Tern+%26+Sons", func(row map[string]any) bool {
			return row["company"] == "Lighthouse Trust" || row["company"] == "Tern & Sons"
		}},
		{"customer_group_id:in=1,2", func(row map[string]any) bool {
			return row["customer_group_id"] == 1.0 || row["customer_group_id"] == 2.0
		}},
		{"phone:in=" + some["phone"].(string), func(row map[string]any) bool { return row["phone"] == some["phone"] }},
		{"registration_ip_address:in=203.0.113.7", func(row map[string]any) bool { return row["registration_ip_address"] == "203.0.113.7" }},
		{"name:in=" + strings.ReplaceAll(name(some), " ", "+"), func(row map[string]any) bool { return name(row) == name(some) }},
		{"name:like=tre", func(row map[string]any) bool { return strings.Contains(strings.ToLower(name(row)), "tre") }},
		{"date_created:min=" + some["date_created"].(string), func(row map[string]any) bool { return row["date_created"].(string) > some["date_created"].(string) }},
		{"date_created:max=" + some["date_created"].(string), func(row map[string]any) bool { return row["date_created"].(string) < some["date_created"].(string) }},
		{"date_modified=" + some["date_modified"].(string)[:10], func(row map[string]any) bool {
			return row["date_modified"].(string)[:10] == some["date_modified"].(string)[:10]
		}},
		{"date_modified:min=2025-03-01&date_modified:max=2025-06-01T00:00:00", func(row map[string]any) bool {
			return row["date_modified"].(string) > "2025-03-01T00:00:00Z" && row["date_modified"].(string) < "2025-06-01T00:00:00Z"
		}},
		{"email:in=", func(map[string]any) bool { return true }}, // a blank key finds everything
	} {
		var want []any
		for _, row := range all {
			if test.want(row) {
				want = append(want, row["id"])
			}
		}
		got := get(t, store, "/v3/customers?limit=250&"+test.query)
		assert.Equal(t, want, got.column(t, "id"), test.query)
		assert.InDelta(t, len(want), got.at(t, "meta", "pagination", "total"), 0, test.query)
	}
}

func name(row map[string]any) string {
	return row["first_name"].(string) + " " + row["last_name"].(string)
}

func TestDuplicateAddressIsLeftOutOfTheAnswer(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	address := func(city string) string {
		return fmt.Sprintf(`{"customer_id":101,"first_name":"A","last_name":"B","address1":"1 Quay","city":%q,"country_code":"NO","state_or_province":"Oslo","postal_code":"1"}`, city)
	}
	first := send(t, store, http.MethodPost, "/v3/customers/addresses", "["+address("Oslo")+"]")
	require.Equal(t, http.StatusOK, first.status, first.text)
	assert.Equal(t, "Norway", first.at(t, "data", 0, "country"))

	again := send(t, store, http.MethodPost, "/v3/customers/addresses", "["+address("Oslo")+","+address("Bergen")+"]")
	assert.Equal(t, http.StatusOK, again.status)
	assert.Equal(t, []any{"Bergen"}, again.column(t, "city"))

	bergen := again.id(t, "data", 0, "id")
	same := send(t, store, http.MethodPut, "/v3/customers/addresses", fmt.Sprintf(`[{"id":%d,"city":"Oslo"}]`, bergen))
	assert.Equal(t, http.StatusOK, same.status)
	assert.Empty(t, same.rows(t), "two equal addresses: nothing changes")

	moved := send(t, store, http.MethodPut, "/v3/customers/addresses", fmt.Sprintf(`[{"id":%d,"city":"Tromsø"}]`, bergen))
	assert.Equal(t, "Tromsø", moved.at(t, "data", 0, "city"))
	path := fmt.Sprintf("/v3/customers/addresses?id:in=%d", bergen)
	assert.Equal(t, http.StatusNoContent, send(t, store, http.MethodDelete, path, "").status)
	assert.Empty(t, get(t, store, path).rows(t))
	assert.Equal(t, http.StatusUnprocessableEntity, send(t, store, http.MethodPost, "/v3/customers/addresses", strings.Replace("["+address("Oslo")+"]", "101", "9999", 1)).status)
}

func TestAddressesDoNotTouchTheCustomersDate(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	before := get(t, store, "/v3/customers?id:in=101").rows(t)[0]
	id := get(t, store, "/v3/customers/addresses?customer_id:in=101").id(t, "data", 0, "id")
	send(t, store, http.MethodDelete, fmt.Sprintf("/v3/customers/addresses?id:in=%d", id), "")
	after := get(t, store, "/v3/customers?id:in=101").rows(t)[0]
	assert.Equal(t, before["date_modified"], after["date_modified"])
	assert.InDelta(t, before["address_count"].(float64)-1, after["address_count"], 0)
}

func TestAddressesAndAttributesAreListed(t *testing.T) {
	t.Parallel()
	store := sandbox.New()
	addresses := get(t, store, "/v3/customers/addresses?limit=250")
	assert.Greater(t, len(addresses.rows(t)), 200)
	one := addresses.rows(t)[3]
	assert.Equal(t, []any{one["id"]}, get(t, store, fmt.Sprintf("/v3/customers/addresses?id:in=%v", one["id"])).column(t, "id"))
	for _, row := range get(t, store, "/v3/customers/addresses?customer_id:in=101,105").rows(t) {
		assert.Contains(t, []any{101.0, 105.0}, row["customer_id"])
	}
	assert.Len(t, get(t, store, "/v3/customers/attributes?name:like=boat").rows(t), 2)
	values := get(t, store, "/v3/customers/attribute-values?name=Home+harbour&limit=250").rows(t)
	assert.NotEmpty(t, values)
	for _, row := range values {
		assert.InDelta(t, 1, row["attribute_id"], 0)
	}
}
