package registry

import (
	"fmt"
	"math/big"
	"net/mail"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/invopop/jsonschema"
)

// The formats that a text can be checked for.
const (
	formatDate  = "date-time"
	formatEmail = "email"
	formatURI   = "uri"
)

// limits are what a schema says about a value beyond its type, ready to be checked without allocating.
type limits struct {
	minLength, maxLength           *uint64
	minItems, maxItems             *uint64
	uniqueItems                    bool
	pattern                        *regexp.Regexp
	format                         string
	minimum, maximum, above, below *bound
}

// bound is a limit of a number.
type bound struct {
	text  string
	float float64
	rat   *big.Rat
}

// limitsOf returns the limits of a schema.
func limitsOf(schema *jsonschema.Schema) (limits, error) {
	l := limits{
		minLength: schema.MinLength, maxLength: schema.MaxLength,
		minItems: schema.MinItems, maxItems: schema.MaxItems, uniqueItems: schema.UniqueItems,
		format:  schema.Format,
		minimum: boundOf(string(schema.Minimum)), maximum: boundOf(string(schema.Maximum)),
		above: boundOf(string(schema.ExclusiveMinimum)), below: boundOf(string(schema.ExclusiveMaximum)),
	}
	switch l.format {
	case "", formatDate, formatEmail, formatURI:
	default:
		return l, fmt.Errorf("the format %q is not known here: use %s, %s or %s", l.format, formatDate, formatEmail, formatURI)
	}
	if schema.Pattern != "" {
		pattern, err := regexp.Compile(schema.Pattern)
		if err != nil {
			return l, fmt.Errorf("the pattern can't be used: %w", err)
		}
		l.pattern = pattern
	}
	return l, nil
}

// boundOf returns the number as a bound, nil when it is none.
func boundOf(number string) *bound {
	if !isNumber(number) {
		return nil
	}
	float, _ := strconv.ParseFloat(number, 64)
	rat, _ := new(big.Rat).SetString(number)
	return &bound{text: number, float: float, rat: rat}
}

// compare returns -1, 0 or 1 as the number is below, at or above the bound. It is exact.
func (b *bound) compare(number string) int {
	// Up to 15 digits a float tells any two decimals apart.
	if len(number) <= 15 && len(b.text) <= 15 {
		if float, err := strconv.ParseFloat(number, 64); err == nil {
			switch {
			case float < b.float:
				return -1
			case float > b.float:
				return 1
			}
			return 0
		}
	}
	rat, _ := new(big.Rat).SetString(number)
	return rat.Cmp(b.rat)
}

// checkText returns what is wrong with a text, as the end of a sentence, "" when nothing is.
func (l *limits) checkText(text string) string {
	if l.minLength != nil || l.maxLength != nil {
		length := uint64(utf8.RuneCountInString(text)) //nolint:gosec // a count is not negative
		if l.minLength != nil && length < *l.minLength {
			return fmt.Sprintf("must have at least %d characters", *l.minLength)
		}
		if l.maxLength != nil && length > *l.maxLength {
			return fmt.Sprintf("must have at most %d characters and has %d", *l.maxLength, length)
		}
	}
	switch {
	case l.pattern != nil && !l.pattern.MatchString(text):
		return "must match the pattern " + l.pattern.String()
	case l.format == formatEmail && !isEmail(text):
		return "must be an email address such as jane@example.com"
	case l.format == formatURI && !isURI(text):
		return "must be an address such as https://example.com/page"
	}
	return ""
}

// checkNumber returns what is wrong with a number, as the end of a sentence, "" when nothing is.
func (l *limits) checkNumber(number string) string {
	switch {
	case l.minimum != nil && l.minimum.compare(number) < 0:
		return "must be at least " + l.minimum.text
	case l.maximum != nil && l.maximum.compare(number) > 0:
		return "must be at most " + l.maximum.text
	case l.above != nil && l.above.compare(number) <= 0:
		return "must be more than " + l.above.text
	case l.below != nil && l.below.compare(number) >= 0:
		return "must be less than " + l.below.text
	}
	return ""
}

// checkCount returns what is wrong with the number of elements of a list, as the end of a sentence, "" when nothing is.
func (l *limits) checkCount(count int) string {
	switch {
	case l.minItems != nil && uint64(count) < *l.minItems: //nolint:gosec // a count is not negative
		return fmt.Sprintf("must have at least %d entries", *l.minItems)
	case l.maxItems != nil && uint64(count) > *l.maxItems: //nolint:gosec // a count is not negative
		return fmt.Sprintf("must have at most %d entries and has %d", *l.maxItems, count)
	}
	return ""
}

// isEmail reports whether the text is one bare address.
func isEmail(text string) bool {
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text
}

// isURI reports whether the text is an absolute address.
func isURI(text string) bool {
	address, err := url.Parse(text)
	return err == nil && address.Scheme != "" && (address.Host != "" || address.Opaque != "") && !strings.ContainsAny(text, " \t\n")
}
