package sandbox

import (
	"fmt"
	"hash/fnv"
	"strings"
	"time"
)

// dateV3 is a time as V3 writes it, as JSON text.
func dateV3(t time.Time) string { return `"` + t.UTC().Format(time.RFC3339) + `"` }

// dateV2 is a time as V2 writes it, as JSON text.
func dateV2(t time.Time) string { return `"` + t.UTC().Format(time.RFC1123Z) + `"` }

// moneyV2 is an amount of cents as V2 writes it: text with four decimals.
func moneyV2(cents int64) string { return fmt.Sprintf(`"%d.%02d00"`, cents/100, cents%100) }

// moneyV3 is an amount of cents as V3 writes it: a number.
func moneyV3(cents int64) string {
	amount := fmt.Sprintf("%d.%02d", cents/100, cents%100)
	return strings.TrimSuffix(strings.TrimRight(amount, "0"), ".")
}

// uuid is an identifier that is always the same for a kind of thing and its number.
func uuid(kind string, id int64) string {
	hash := fnv.New128a()
	_, _ = fmt.Fprintf(hash, "%s/%d", kind, id) // a hash never fails to write
	sum := hash.Sum(nil)
	sum[6], sum[8] = sum[6]&0x0f|0x40, sum[8]&0x3f|0x80 // version 4, RFC 4122
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:])
}

// isUUID reports whether a text has the form of a UUID.
func isUUID(text string) bool {
	groups := strings.Split(text, "-")
	if len(groups) != 5 {
		return false
	}
	for i, length := range []int{8, 4, 4, 4, 12} {
		if len(groups[i]) != length || strings.Trim(strings.ToLower(groups[i]), "0123456789abcdef") != "" {
			return false
		}
	}
	return true
}

// slug is a name as it stands in a URL.
func slug(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return "/" + strings.Join(words, "-") + "/"
}

// countries are those that the seeded shop and its customers know; others are named by their code.
var countries = map[string]string{
	"US": "United States", "CA": "Canada", "GB": "United Kingdom", "IE": "Ireland", "AU": "Australia", "NZ": "New Zealand",
	"NO": "Norway", "DK": "Denmark", "SE": "Sweden", "DE": "Germany", "NL": "Netherlands", "PT": "Portugal", "IN": "India",
}

func countryName(code string) string {
	if name, ok := countries[code]; ok {
		return name
	}
	return code
}
