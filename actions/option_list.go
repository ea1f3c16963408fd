package actions

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// optionPages is how many pages of a list one look-up reads at most; the next one goes on behind them.
const optionPages = 4

// optionPage is how many records are asked for at once.
const optionPage = 250

// optionList is a list of BigCommerce's whose records are the options of a drop-down.
type optionList struct {
	path string
	// search is the filter that finds names by a part of them; without one the list is read and searched here.
	search string
	// value is the field that the input takes, labels are those that people know it by: the first one that is not blank counts.
	value  string
	labels []string
	// whole tells that BigCommerce gives the list in one piece.
	whole bool
}

// page looks a page of options up.
func (l optionList) page(ctx context.Context, store *bigcommerce.Client, search registry.Search) (registry.Choices, error) {
	found := registry.Choices{Options: []registry.Choice{}}
	number, from, err := readAfter(search.After)
	if err != nil {
		return found, err
	}
	for range optionPages {
		records, err := l.read(ctx, store, search.Query, number)
		if err != nil {
			return found, err
		}
		choices := make([]registry.Choice, len(records))
		for i, record := range records {
			choices[i] = l.choice(record)
		}
		tellApart(choices)
		if full := pick(&found, choices, search, number, from); full || l.whole || len(records) < optionPage {
			return found, nil
		}
		number, from = number+1, 0
	}
	found.After = fmt.Sprintf("%d.0", number)
	return found, nil
}

// tellApart puts the value behind the labels that several choices of a page have, such as those of categories below different ones.
func tellApart(choices []registry.Choice) {
	count := map[string]int{}
	for _, choice := range choices {
		count[choice.Label]++
	}
	for i, choice := range choices {
		if count[choice.Label] > 1 {
			choices[i].Label = fmt.Sprintf("%s (%v)", choice.Label, choice.Value)
		}
	}
}

// pick adds those of the page of this number, from a place in it on, whose label contains what is searched for. It reports whether there are more than are
// wanted, and notes where they go on.
func pick(found *registry.Choices, choices []registry.Choice, search registry.Search, number, from int) (full bool) {
	for i := from; i < len(choices); i++ {
		switch {
		case !strings.Contains(strings.ToLower(choices[i].Label), strings.ToLower(search.Query)):
		case len(found.Options) == search.Limit:
			found.After = fmt.Sprintf("%d.%d", number, i)
			return true
		default:
			found.Options = append(found.Options, choices[i])
		}
	}
	return false
}

// readAfter reads where a page begins: the number of BigCommerce's page, and the place in it.
func readAfter(after string) (number, from int, err error) {
	if after == "" {
		return 1, 0, nil
	}
	page, place, _ := strings.Cut(after, ".")
	number, err = strconv.Atoi(page)
	if err == nil {
		from, err = strconv.Atoi(place)
	}
	if err != nil || number < 1 || from < 0 {
		return 0, 0, registry.NewFailure(registry.InvalidInput, "options.after", "This is no place in a drop-down. Give the after of the page before, or none.", err)
	}
	return number, from, nil
}

// read reads a page of the list: an array, or the data of an object, or nothing.
func (l optionList) read(ctx context.Context, store *bigcommerce.Client, text string, number int) ([]map[string]any, error) {
	query := url.Values{}
	if !l.whole {
		query.Set("limit", strconv.Itoa(optionPage))
	}
	if !l.whole && number > 1 { // not every list documents page
		query.Set("page", strconv.Itoa(number))
	}
	if l.search != "" && text != "" {
		query.Set(l.search, text)
	}
	answer, err := store.Do(ctx, bigcommerce.Request{Method: http.MethodGet, Path: l.path, Query: query})
	if err != nil || len(answer.Body) == 0 {
		return nil, err
	}
	body := answer.Body
	if strings.HasPrefix(l.path, "/v3/") {
		var envelope struct {
			Data json.RawMessage `json:"data"`
		}
		if err := json.Unmarshal(body, &envelope); err != nil {
			return nil, fmt.Errorf("the answer is no list: %w", err)
		}
		body = envelope.Data
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var records []map[string]any
	if err := decoder.Decode(&records); err != nil {
		return nil, fmt.Errorf("the answer is no list: %w", err)
	}
	return records, nil
}

// choice makes an option of a record. One without a name goes by its number.
func (l optionList) choice(record map[string]any) registry.Choice {
	choice := registry.Choice{Value: record[l.value], Label: fmt.Sprint(record[l.value])}
	for _, name := range l.labels {
		if label, ok := record[name].(string); ok && strings.TrimSpace(label) != "" {
			choice.Label = label
			break
		}
	}
	return choice
}
