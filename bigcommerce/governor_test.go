package bigcommerce_test

import (
	"testing"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/bigcommerce/governortest"
)

func TestWindowGovernor(t *testing.T) {
	t.Parallel()
	governortest.Run(t, bigcommerce.NewGovernor)
}
