package value

import (
	"net/url"
	"strings"

	"github.com/google/go-querystring/query"
)

// List is a filter that takes several values, such as id:in. An input may write it as an array, as one value, or as
// comma-separated text; the query carries it comma-joined, as the API wants it.
type List[T any] []T

// IsZero reports whether the list has no values; an empty filter is not sent.
func (l List[T]) IsZero() bool { return len(l) == 0 }

// EncodeValues writes the values as one comma-joined query parameter.
func (l List[T]) EncodeValues(key string, values *url.Values) error {
	if len(l) == 0 {
		return nil
	}
	texts := make([]string, len(l))
	for i, element := range l {
		encoded, err := query.Values(struct {
			Value T `url:"value"`
		}{element})
		if err != nil {
			return err
		}
		texts[i] = encoded.Get("value")
	}
	values.Set(key, strings.Join(texts, ","))
	return nil
}

// AcceptsText marks the list as one that an input may write as comma-separated text.
func (List[T]) AcceptsText() {}
