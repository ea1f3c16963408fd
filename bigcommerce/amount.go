package bigcommerce

import (
	"math/big"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/value"
)

// longestAmount bounds the texts that are read as amounts.
const longestAmount = 40

// amountOf reads an amount exactly. What is none, or has an exponent, which no amount needs, is 0.
func amountOf(money value.Money) *big.Rat {
	amount := new(big.Rat)
	if len(money) > longestAmount || strings.ContainsAny(string(money), "eE") {
		return amount
	}
	if _, ok := amount.SetString(string(money)); !ok {
		return new(big.Rat)
	}
	return amount
}

// moneyOf writes an amount with two decimals, or with as many more, up to four, as it has.
func moneyOf(amount *big.Rat) value.Money {
	written := amount.FloatString(4)
	for range 2 {
		if cut, ok := strings.CutSuffix(written, "0"); ok {
			written = cut
		}
	}
	return value.Money(written)
}
