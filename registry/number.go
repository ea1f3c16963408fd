package registry

import (
	"math/big"
	"strconv"
	"strings"
)

// maxNumberLength and maxExponent bound what a number may cost to work with.
const (
	maxNumberLength = 400
	maxExponent     = 400
)

// isNumber reports whether the text is a number in JSON's notation with an exponent that can be handled.
func isNumber(text string) bool {
	if len(text) > maxNumberLength {
		return false
	}
	rest := strings.TrimPrefix(text, "-")
	whole := digits(rest)
	if whole == 0 || whole > 1 && rest[0] == '0' {
		return false
	}
	if rest = rest[whole:]; strings.HasPrefix(rest, ".") {
		fraction := digits(rest[1:])
		if fraction == 0 {
			return false
		}
		rest = rest[1+fraction:]
	}
	if rest == "" {
		return true
	}
	if rest[0] != 'e' && rest[0] != 'E' {
		return false
	}
	rest = rest[1:]
	if rest != "" && (rest[0] == '+' || rest[0] == '-') {
		rest = rest[1:]
	}
	if rest == "" || digits(rest) != len(rest) {
		return false
	}
	exponent, err := strconv.Atoi(rest)
	return err == nil && exponent <= maxExponent
}

// digits returns how many digits the text starts with.
func digits(text string) int {
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	return n
}

// asInteger returns the digits of the number as an integer, whichever way it is written, and false when that would lose
// something.
func asInteger(number string) (string, bool) {
	if !isNumber(number) {
		return "", false
	}
	if !strings.ContainsAny(number, ".eE") {
		return number, true
	}
	rat, ok := new(big.Rat).SetString(number)
	if !ok || !rat.IsInt() {
		return "", false
	}
	return rat.Num().String(), true
}
