package actions_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/actions"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// options looks a drop-down up. The requests must have been the expected ones, once each.
func (s *shop) options(source string, search registry.Search) (labels []string, after string, err error) {
	s.t.Helper()
	all := actions.Options()
	i := slices.IndexFunc(all, func(one registry.OptionSource[*bigcommerce.Client]) bool { return one.Name == source })
	require.GreaterOrEqual(s.t, i, 0, source)
	found, err := all[i].List(s.t.Context(), s.client, search)
	wanted := make([]string, 0, len(s.expected))
	for _, e := range s.expected {
		wanted = append(wanted, e.request)
	}
	assert.ElementsMatch(s.t, wanted, s.got, "the requests")
	for _, option := range found.Options {
		labels = append(labels, fmt.Sprintf("%v %s", option.Value, option.Label))
	}
	return labels, found.After, err
}

// groups is a page of customer groups of V2, numbered from the first on.
func groups(first, count int) string {
	page := make([]string, count)
	for i := range page {
		page[i] = fmt.Sprintf(`{"id":%d,"name":"Group %d"}`, first+i, first+i)
	}
	return "[" + strings.Join(page, ",") + "]"
}

func TestADropDownIsSearchedByBigCommerceWhereItCan(t *testing.T) {
	t.Parallel()
	shop := newShop(t, exchange{
		"GET /v3/catalog/trees/categories?limit=250&name:like=sho", "", 200,
		`{"data":[{"category_id":23,"name":"Shoes"},{"category_id":24,"name":"Shorts"},{"category_id":25,"name":"Shoes"},{"category_id":26,"name":"Boots"}],"meta":{}}`,
	})
	labels, after, err := shop.options("category", registry.Search{Query: "sho", Limit: 50})
	require.NoError(t, err)
	assert.Equal(t, []string{"23 Shoes (23)", "24 Shorts", "25 Shoes (25)"}, labels, "those of one name are told apart, and what doesn't match is left out")
	assert.Empty(t, after)
}

func TestADropDownGoesOnWhereThePageBeforeEnded(t *testing.T) {
	t.Parallel()
	first := exchange{"GET /v2/customer_groups?limit=250", "", 200, groups(1, 250)}
	labels, after, err := newShop(t, first).options("customer_group", registry.Search{Query: "GROUP 12", Limit: 10})
	require.NoError(t, err)
	assert.Len(t, labels, 10, "Group 12, and those from Group 120 on")
	assert.Equal(t, "1.128", after)

	shop := newShop(t, first, exchange{"GET /v2/customer_groups?limit=250&page=2", "", 204, ""})
	labels, after, err = shop.options("customer_group", registry.Search{Query: "GROUP 12", Limit: 10, After: after})
	require.NoError(t, err)
	assert.Equal(t, []string{"129 Group 129"}, labels)
	assert.Empty(t, after)
}

func TestALookUpReadsOnlySoMuchOfALongList(t *testing.T) {
	t.Parallel()
	shop := newShop(t,
		exchange{"GET /v2/customer_groups?limit=250", "", 200, groups(1, 250)},
		exchange{"GET /v2/customer_groups?limit=250&page=2", "", 200, groups(251, 250)},
		exchange{"GET /v2/customer_groups?limit=250&page=3", "", 200, groups(501, 250)},
		exchange{"GET /v2/customer_groups?limit=250&page=4", "", 200, groups(751, 250)},
	)
	labels, after, err := shop.options("customer_group", registry.Search{Query: "nobody", Limit: 50})
	require.NoError(t, err)
	assert.Empty(t, labels)
	assert.Equal(t, "5.0", after, "the next look-up goes on behind it")
}

func TestADropDownShowsTheMerchantsOwnLabels(t *testing.T) {
	t.Parallel()
	shop := newShop(t, exchange{"GET /v2/order_statuses", "", 200, `[{"id":2,"name":"Shipped","custom_label":"On its way"},{"id":5,"name":"Cancelled","custom_label":" "},{"id":12345678901234567890}]`})
	labels, _, err := shop.options("order_status", registry.Search{Limit: 50})
	require.NoError(t, err)
	assert.Equal(t, []string{"2 On its way", "5 Cancelled", "12345678901234567890 12345678901234567890"}, labels)
}

func TestADropDownThatIsNotAListFails(t *testing.T) {
	t.Parallel()
	for source, answer := range map[string]exchange{
		"brand":          {"GET /v3/catalog/brands?limit=250", "", 200, `{"data":{"id":1}}`},
		"customer_group": {"GET /v2/customer_groups?limit=250", "", 200, `{"id":1}`},
	} {
		_, _, err := newShop(t, answer).options(source, registry.Search{Limit: 50})
		assert.ErrorContains(t, err, "the answer is no list", source)
	}
	_, _, err := newShop(t, exchange{"GET /v3/channels?limit=250", "", 403, `{"status":403,"title":"No scope."}`}).options("channel", registry.Search{Limit: 50})
	require.ErrorIs(t, err, bigcommerce.ErrForbidden)
	assert.ErrorContains(t, err, "Channel settings")
}

func TestAPlaceThatIsNoneOfADropDownIsRefused(t *testing.T) {
	t.Parallel()
	for _, source := range []string{"brand", "shipping_provider"} {
		for _, after := range []string{"x", "1", "0.0", "1.-1", "1.x", "-1.0"} {
			_, _, err := newShop(t).options(source, registry.Search{Limit: 50, After: after})
			var failure *registry.Failure
			require.ErrorAs(t, err, &failure, "%s %s", source, after)
			assert.Equal(t, "options.after", failure.Code)
		}
	}
}

func TestShippingProvidersComeInPages(t *testing.T) {
	t.Parallel()
	labels, after, err := newShop(t).options("shipping_provider", registry.Search{Query: "ups", Limit: 2})
	require.NoError(t, err)
	assert.Equal(t, []string{"ups UPS", "upsonline UPS Online"}, labels)
	rest, after, err := newShop(t).options("shipping_provider", registry.Search{Query: "ups", Limit: 2, After: after})
	require.NoError(t, err)
	assert.Equal(t, []string{"upsready UPS Ready"}, rest)
	assert.Empty(t, after)
}
