package bigcommerce

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// variantsOf returns changes of so many variants; the price of the third is refused, by the stores of the tests.
func variantsOf(count int) []ProductVariantChange {
	changes := make([]ProductVariantChange, count)
	for i := range changes {
		changes[i].ID = int64(i + 1)
		changes[i].Price = value.Of(value.Money("5"))
	}
	return changes
}

// variantStore answers with the variants that were sent, unless refuse says otherwise. It keeps the sizes of the requests.
func variantStore(t *testing.T, sizes *[]int, refuse func(ids []int64) (status int, body string)) *Client {
	t.Helper()
	return newClientOn(t, roundTrip(func(req *http.Request) (*http.Response, error) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		var sent []struct {
			ID int64 `json:"id"`
		}
		if err := json.Unmarshal(body, &sent); err != nil {
			return nil, err
		}
		*sizes = append(*sizes, len(sent))
		ids := make([]int64, len(sent))
		records := make([]string, len(sent))
		for i, one := range sent {
			ids[i], records[i] = one.ID, fmt.Sprintf(`{"id":%d}`, one.ID)
		}
		if status, text := refuse(ids); status != 0 {
			return answer(status, text)(req)
		}
		return answer(200, `{"data":[`+strings.Join(records, ",")+`]}`)(req)
	}))
}

func TestVariantsAreUpdatedFiftyARequest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var sizes []int
		client := variantStore(t, &sizes, func([]int64) (int, string) { return 0, "" })
		saved, err := client.Variants.Update(t.Context(), variantsOf(120))
		require.NoError(t, err)
		require.Len(t, saved, 120)
		assert.JSONEq(t, `{"id":120}`, string(saved[119].JSON()))
		assert.Equal(t, []int{50, 50, 20}, sizes)
	})
}

func TestVariantThatIsRefusedWithoutANameIsFoundByHalving(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var sizes []int
		client := variantStore(t, &sizes, func(ids []int64) (int, string) {
			if slices.Contains(ids, 3) {
				return 422, `{"batch_errors":[{"status":422,"title":"A price is not valid."}]}`
			}
			return 0, ""
		})
		saved, err := client.Variants.Update(t.Context(), variantsOf(60))
		var failure *Error
		require.ErrorAs(t, err, &failure)
		assert.Equal(t, KindPartial, failure.Kind)
		assert.Contains(t, failure.Message, "59 of 60 variants were saved; not those with variant_id 3.")
		assert.Contains(t, failure.Message, "A price is not valid")
		require.Len(t, failure.Fields, 1)
		assert.Equal(t, "/2", failure.Fields[0].Path)
		assert.Len(t, saved, 59)
		assert.LessOrEqual(t, len(sizes), 14)
	})
}

func TestListsOfVariantsShareRequestsAndKeepTheirOwnFailures(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var sizes []int
		client := variantStore(t, &sizes, func(ids []int64) (int, string) {
			if ids[0] == 51 {
				return 403, `{"status":403,"title":"No scope."}`
			}
			return 0, ""
		})
		all := variantsOf(60)
		saved, failures := client.Variants.UpdateLists(t.Context(), [][]ProductVariantChange{all[:30], nil, all[30:50], all[50:55], all[55:]})
		assert.Equal(t, []int{50, 10}, sizes)
		require.NoError(t, failures[0])
		require.ErrorIs(t, failures[1], ErrInvalid)
		require.NoError(t, failures[2])
		require.ErrorIs(t, failures[3], ErrForbidden)
		require.ErrorIs(t, failures[4], ErrForbidden)
		assert.Equal(t, []int{30, 0, 20, 0, 0}, []int{len(saved[0]), len(saved[1]), len(saved[2]), len(saved[3]), len(saved[4])})

		sizes = nil
		client = variantStore(t, &sizes, func([]int64) (int, string) { return 403, `{"status":403,"title":"No scope."}` })
		_, failures = client.Variants.UpdateLists(t.Context(), [][]ProductVariantChange{all[:50], all[50:]})
		require.ErrorIs(t, failures[1], ErrForbidden, "a list that was not tried has not succeeded")
		assert.Equal(t, []int{50}, sizes)
	})
}

func TestVariantsBehindAFailureThatIsNoRefusalAreNotTried(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var sizes []int
		client := variantStore(t, &sizes, func(ids []int64) (int, string) {
			if ids[0] == 51 {
				return 403, `{"status":403,"title":"No scope."}`
			}
			return 0, ""
		})
		saved, err := client.Variants.Update(t.Context(), variantsOf(120))
		var failure *Error
		require.ErrorAs(t, err, &failure)
		assert.Equal(t, KindPartial, failure.Kind)
		assert.Len(t, saved, 50)
		assert.Equal(t, []int{50, 50}, sizes)
		assert.Contains(t, failure.Fields[len(failure.Fields)-1].Message, "not tried")

		sizes = nil
		client = variantStore(t, &sizes, func([]int64) (int, string) { return 403, `{"status":403,"title":"No scope."}` })
		saved, err = client.Variants.Update(t.Context(), variantsOf(120))
		require.ErrorIs(t, err, ErrForbidden, "nothing was saved: the failure is what it is")
		assert.Empty(t, saved)
		assert.Equal(t, []int{50}, sizes)
	})
}
