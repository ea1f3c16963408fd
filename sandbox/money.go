package sandbox

import (
	"fmt"
	"math"
	"strconv"
)

// unit is the smallest part of an amount that V2 keeps: a ten-thousandth.
const unit = 10_000

// unitsOf reads an amount, a JSON number or numeric text, in units; what is none is 0.
func unitsOf(value string) int64 {
	amount, _ := strconv.ParseFloat(unquote(value), 64)
	return int64(math.Round(amount * unit))
}

// money is an amount of units as V2 writes it: text with four decimals.
func money(units int64) string {
	sign := ""
	if units < 0 {
		sign, units = "-", -units
	}
	return fmt.Sprintf(`"%s%d.%04d"`, sign, units/unit, units%unit)
}

// rounded is an amount of units in whole cents, as V3 writes the money of payments: a number.
func rounded(units int64) string {
	const cent = unit / 100
	return strconv.FormatFloat(math.Round(float64(units)/cent)/100, 'f', -1, 64)
}
