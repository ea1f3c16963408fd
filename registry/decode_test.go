package registry_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

func TestInputIsConvertedToWhatTheFormWants(t *testing.T) {
	t.Parallel()
	const name = `"latin_name":"Bellis"`
	plants, queries := echo[plantInput](planted()), echo[plantQuery](specOf("find", registry.Read))
	for title, test := range map[string]struct {
		action      registry.Action[*shop]
		input, want string
	}{
		"text stays as it is":             {plants, `{"latin_name":" Bellis <b>&\u00e9 "}`, `{"latin_name":" Bellis <b>&é "}`},
		"number as text":                  {plants, `{"latin_name":12345678901234567890}`, `{"latin_name":"12345678901234567890"}`},
		"text as integer":                 {queries, `{"limit":" 25 "}`, `{"limit":25}`},
		"integer with a point":            {queries, `{"limit":25.0}`, `{"limit":25}`},
		"integer with an exponent":        {queries, `{"limit":"1e2"}`, `{"limit":100}`},
		"money keeps its digits":          {plants, `{` + name + `,"price":"1.10"}`, `{` + name + `,"price":1.10}`},
		"long money keeps its digits":     {plants, `{` + name + `,"price":12345678901234567890.10}`, `{` + name + `,"price":12345678901234567890.10}`},
		"text as number":                  {plants, `{` + name + `,"height":"1.5"}`, `{` + name + `,"height":1.5}`},
		"text as boolean":                 {plants, `{` + name + `,"perennial":"TRUE"}`, `{` + name + `,"perennial":true}`},
		"text as false":                   {plants, `{` + name + `,"perennial":"false"}`, `{` + name + `,"perennial":false}`},
		"label of a choice":               {plants, `{` + name + `,"light":" full SUN "}`, `{` + name + `,"light":"full_sun"}`},
		"value of a choice":               {plants, `{` + name + `,"light":"shade"}`, `{` + name + `,"light":"shade"}`},
		"label of a numbered choice":      {plants, `{` + name + `,"hardiness":"hardy"}`, `{` + name + `,"hardiness":5}`},
		"number of a choice as text":      {plants, `{` + name + `,"hardiness":"1.0"}`, `{` + name + `,"hardiness":1}`},
		"date with an offset":             {plants, `{` + name + `,"sown_on":"2026-01-31T11:30:00+02:00"}`, `{` + name + `,"sown_on":"2026-01-31T09:30:00Z"}`},
		"date of a form":                  {plants, `{` + name + `,"sown_on":"31/01/2026 09:30"}`, `{` + name + `,"sown_on":"2026-01-31T09:30:00Z"}`},
		"blank fields are dropped":        {plants, `{` + name + `,"price":"","light":" ","sown_on":"","pots":[],"label":{},"colors":[""],"perennial":""}`, `{` + name + `}`},
		"blank nested fields":             {plants, `{` + name + `,"label":{"text":"x","back":{"notes":" "}}}`, `{` + name + `,"label":{"text":"x"}}`},
		"nested objects of blanks":        {plants, `{` + name + `,"label":{"text":"","back":{"notes":""}}}`, `{` + name + `}`},
		"blank rows of a list":            {plants, `{` + name + `,"pots":[{"size":""},{"size":3,"glaze":""}]}`, `{` + name + `,"pots":[{"size":3}]}`},
		"struct by pointer":               {plants, `{` + name + `,"label":{"back":{"notes":"n"}}}`, `{` + name + `,"label":{"back":{"notes":"n"}}}`},
		"null clears as text":             {plants, `{` + name + `,"common_name":null}`, `{` + name + `,"common_name":""}`},
		"null clears as null":             {plants, `{` + name + `,"price":null}`, `{` + name + `,"price":null}`},
		"null clears as list":             {plants, `{` + name + `,"colors":null}`, `{` + name + `,"colors":[]}`},
		"list of text with commas":        {plants, `{` + name + `,"colors":["a,b","c"]}`, `{` + name + `,"colors":["a,b","c"]}`},
		"one value for a list":            {plants, `{` + name + `,"colors":"a,b"}`, `{` + name + `,"colors":["a,b"]}`},
		"numbers with commas":             {plants, `{` + name + `,"neighbors":"1, 2,3"}`, `{` + name + `,"neighbors":[1,2,3]}`},
		"list as JSON text":               {plants, `{` + name + `,"neighbors":"[1,\"2\"]"}`, `{` + name + `,"neighbors":[1,2]}`},
		"objects as JSON text":            {plants, `{` + name + `,"pots":"[{\"size\":\"4\"}]","label":"{\"text\":\"x\"}"}`, `{` + name + `,"pots":[{"size":4}],"label":{"text":"x"}}`},
		"map":                             {plants, `{` + name + `,"translations":{"de":"Gänseblümchen"}}`, `{` + name + `,"translations":{"de":"Gänseblümchen"}}`},
		"additional fields are untouched": {plants, `{` + name + `,"additional_fields":{"x":{"b":1.10,"a":""},"y":null}}`, `{` + name + `,"additional_fields":{"x":{"b":1.10,"a":""},"y":null}}`},
		"free JSON is untouched":          {plants, `{` + name + `,"extra":[1.10,{"b":null}]}`, `{` + name + `,"extra":[1.10,{"b":null}]}`},
		"escaped name":                    {plants, `{"latin\u005fname":"Bellis"}`, `{` + name + `}`},
		"filter as a list":                {queries, `{"id_in":[1,"2",""]}`, `{"id_in":[1,2]}`},
		"filter as one value":             {queries, `{"id_in":7,"name_in":"ivy"}`, `{"id_in":[7],"name_in":["ivy"]}`},
		"filter as text with commas":      {queries, `{"name_in":"ivy, oak ,","light_in":"Full sun,shade"}`, `{"name_in":["ivy","oak"],"light_in":["full_sun","shade"]}`},
		"no input":                        {queries, ``, `{}`},
		"null input":                      {queries, ` null `, `{}`},
		"blank input":                     {queries, `""`, `{}`},
		"input as JSON text":              {queries, `"{\"limit\":1}"`, `{"limit":1}`},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			got, err := decoded(t, test.action, test.input)
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
		})
	}
}

func TestFaultsNameTheFieldTheValueAndWhatIsAllowed(t *testing.T) {
	t.Parallel()
	const name = `"latin_name":"Bellis",`
	plants, queries, keys := echo[plantInput](planted()), echo[plantQuery](specOf("find", registry.Read)), echo[plantKey](specOf("get", registry.Read))
	for title, test := range map[string]struct {
		action registry.Action[*shop]
		input  string
		want   []registry.FieldFault
	}{
		"missing":               {plants, `{}`, faults("/latin_name", "Latin name is required.")},
		"blank though required": {plants, `{"latin_name":"  "}`, faults("/latin_name", "Latin name is required.")},
		"null though required":  {plants, `{"latin_name":null}`, faults("/latin_name", "Latin name is required.")},
		"blank key":             {keys, `{"plant_id":""}`, faults("/plant_id", "Plant ID is required.")},
		"zero key":              {keys, `{"plant_id":0}`, faults("/plant_id", "Plant ID must be at least 1, got 0.")},
		"fraction":              {keys, `{"plant_id":1.5}`, faults("/plant_id", "Plant ID must be a whole number, got 1.5.")},
		"words":                 {keys, `{"plant_id":"abc"}`, faults("/plant_id", `Plant ID must be a whole number, got "abc".`)},
		"leading zero":          {keys, `{"plant_id":"007"}`, faults("/plant_id", `Plant ID must be a whole number, got "007".`)},
		"too large":             {keys, `{"plant_id":9223372036854775808}`, faults("/plant_id", "Plant ID is out of range, got 9223372036854775808.")},
		"far too large":         {keys, `{"plant_id":1e999999999}`, faults("/plant_id", "Plant ID must be a whole number, got 1e999999999.")},
		"object as number":      {keys, `{"plant_id":{"a":1}}`, faults("/plant_id", "Plant ID must be a whole number, got an object.")},
		"unknown field":         {keys, `{"plant_id":1,"plantID":2}`, faults("/plantID", `There is no field "plantID" here. Did you mean plant_id?`)},
		"other case":            {keys, `{"Plant_ID":1}`, faults("/Plant_ID", `There is no field "Plant_ID" here. Did you mean plant_id?`, "/plant_id", "Plant ID is required.")},
		"far from any field":    {plants, `{` + name + `"zzzzzz":2}`, faults("/zzzzzz", `There is no field "zzzzzz" here. If the API has it, pass it in additional_fields.`)},
		"left out on purpose":   {plants, `{` + name + `"id":2}`, faults("/id", `id can't be set here.`)},
		"read-only":             {plants, `{` + name + `"seeds":2}`, faults("/seeds", "seeds can't be set. They follow from the harvest: set flowers.")},
		"read-only additional":  {plants, `{` + name + `"additional_fields":{"seeds":2}}`, faults("/additional_fields/seeds", "seeds can't be set. They follow from the harvest: set flowers.")},
		"given twice":           {keys, `{"plant_id":1,"plant_id":2}`, faults("/plant_id", "Plant ID is given twice.")},
		"null without clear":    {plants, `{` + name + `"light":null}`, faults("/light", "Light can't be cleared with null: leave it out.")},
		"boolean":               {plants, `{` + name + `"perennial":1}`, faults("/perennial", "Perennial must be true or false, got 1.")},
		"text":                  {plants, `{` + name + `"common_name":true}`, faults("/common_name", "Common name must be text, got true.")},
		"money":                 {plants, `{` + name + `"price":"4,50"}`, faults("/price", `Price must be a number such as 1234.5, got "4,50".`)},
		"negative money":        {plants, `{` + name + `"price":-0.01}`, faults("/price", `Price must be at least 0, got -0.01.`)},
		"exclusive minimum":     {plants, `{` + name + `"height":0.0}`, faults("/height", `Height must be more than 0, got 0.0.`)},
		"too long":              {plants, `{"latin_name":"abcdefghijklmnopqrstu"}`, faults("/latin_name", `Latin name must have at most 20 characters and has 21, got "abcdefghijklmnopqrstu".`)},
		"email":                 {plants, `{` + name + `"owner":"jane"}`, faults("/owner", `Owner must be an email address such as jane@example.com, got "jane".`)},
		"date":                  {plants, `{` + name + `"sown_on":"yesterday"}`, faults("/sown_on", `Sown on must be a date such as 2026-01-31T09:30:00Z or 31/01/2026 09:30 (UTC unless a zone is given), got "yesterday".`)},
		"choice":                {plants, `{` + name + `"light":"Ful sun"}`, faults("/light", `Light must be one of full_sun (Full sun), half (Half shade), shade (Full shade); got "Ful sun". Did you mean Full sun?`)},
		"far from any choice":   {plants, `{` + name + `"hardiness":3}`, faults("/hardiness", `Hardiness must be one of 1 (Tender), 5 (Hardy); got 3.`)},
		"too many":              {plants, `{` + name + `"colors":["a","b","c","d"]}`, faults("/colors", "Colors must have at most 3 entries and has 4.")},
		"not unique":            {plants, `{` + name + `"colors":["a","a"]}`, faults("/colors", "Colors has an entry twice.")},
		"null in a list":        {plants, `{` + name + `"colors":["a",null]}`, faults("/colors/1", "An entry of Colors is null: leave it out.")},
		"no list":               {plants, `{` + name + `"pots":5}`, faults("/pots", "Pots must be a list, got 5.")},
		"no object":             {plants, `{` + name + `"label":"x"}`, faults("/label", `Label must be an object, got "x".`)},
		"deep":                  {plants, `{` + name + `"pots":[{"size":1},{"glaze":"g","siz":3}]}`, faults("/pots/1/siz", `There is no field "siz" here. Did you mean size?`, "/pots/1/size", "Size is required.")},
		"escaped pointer":       {keys, `{"plant_id":1,"a/b~c":2}`, faults("/a~1b~0c", `There is no field "a/b~c" here.`)},
		"nameless field":        {keys, `{"plant_id":1,"":2}`, faults("/", `There is no field "" here.`)},
		"twice in free JSON":    {plants, `{` + name + `"additional_fields":{"x":[{"a":1,"a":2}]}}`, faults("/additional_fields/x/0/a", `"a" is given twice.`)},
		"typed additional field": {plants, `{` + name + `"additional_fields":{"light":"x","id":1}}`, faults(
			"/additional_fields/light", "light has a field of its own: set light instead.", "/additional_fields/id", "id can't be set here.")},
		"blank filter":            {queries, `{"id_in":""}`, faults("/id_in", "IDs is blank: leave it out to list everything, or give a value.")},
		"empty filter":            {queries, `{"id_in":[]}`, faults("/id_in", "IDs is blank: leave it out to list everything, or give a value.")},
		"filter of blanks":        {queries, `{"name_in":["",","]}`, faults("/name_in", "Names is blank: leave it out to list everything, or give a value.")},
		"filter of commas":        {queries, `{"name_in":" , "}`, faults("/name_in", "Names is blank: leave it out to list everything, or give a value.")},
		"blank text that matters": {queries, `{"keyword":" "}`, faults("/keyword", "Keyword is blank: leave it out, or give a value.")},
		"entry out of bounds":     {queries, `{"id_in":[5,0]}`, faults("/id_in/1", "IDs must be at least 1, got 0.")},
		"piece of text":           {queries, `{"id_in":"5,x"}`, faults("/id_in", `IDs must be a whole number, got "x".`)},
		"no object at all":        {queries, `[1]`, faults("", "The input must be an object, got a list.")},
		"secret is not shown":     {plants, `{` + name + `"pin":"123","code":"SESAME"}`, faults("/pin", "PIN must have at least 4 characters.", "/code", "Code must match the pattern ^[a-z]+$.")},
		"secret of another type":  {plants, `{` + name + `"pin":{"a":"123"},"code":["SESAME"]}`, faults("/pin", "PIN must be text.", "/code", "Code must be text.")},
		"all at once": {plants, `{"light":1,"price":"x","pots":[{}, {"size":"y"}]}`, faults(
			"/light", `Light must be one of full_sun (Full sun), half (Half shade), shade (Full shade); got 1.`,
			"/price", `Price must be a number such as 1234.5, got "x".`,
			"/pots/1/size", `Size must be a whole number, got "y".`,
			"/latin_name", "Latin name is required.")},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			_, err := decoded(t, test.action, test.input)
			failure := failureOf(t, err)
			assert.Equal(t, registry.InvalidInput, failure.Type)
			assert.Equal(t, "input.invalid", failure.Code)
			assert.Equal(t, test.action.Spec().Code, failure.Operation)
			assert.Equal(t, test.want, failure.Fields)
			for _, fault := range test.want {
				assert.Contains(t, failure.Message, fault.Message)
			}
		})
	}
}

// faults pairs pointers with messages.
func faults(pairs ...string) []registry.FieldFault {
	var list []registry.FieldFault
	for pair := range slices.Chunk(pairs, 2) {
		list = append(list, registry.FieldFault{Path: pair[0], Message: pair[1]})
	}
	return list
}

func TestPlainGoTypes(t *testing.T) {
	t.Parallel()
	seeds := echo[seedInput](specOf("sow", registry.Create))
	for title, test := range map[string]struct {
		input, want string
		faults      []registry.FieldFault
	}{
		"numbers":               {`{"count":"249","depth":-128,"weight":"1.5","exact":"12345678901234567890.50"}`, `{"count":249,"depth":-128,"weight":1.5,"exact":12345678901234567890.50}`, nil},
		"date":                  {`{"picked":"31/01/2026 09:30"}`, `{"picked":"2026-01-31T09:30:00Z"}`, nil},
		"label of a boolean":    {`{"organic":"conventional"}`, `{"organic":false}`, nil},
		"boolean of a choice":   {`{"organic":true}`, `{"organic":true}`, nil},
		"anything":              {`{"notes":{"a":[1.10,12345678901234567890,null]}}`, `{"notes":{"a":[1.10,12345678901234567890,null]}}`, nil},
		"map of numbers":        {`{"amounts":"{\"a\":\"1\"}"}`, `{"amounts":{"a":1}}`, nil},
		"dates with commas":     {`{"dates":"2026-01-31, 2026-02-01"}`, `{"dates":["2026-01-31T00:00:00Z","2026-02-01T00:00:00Z"]}`, nil},
		"free pieces of text":   {`{"raw":"a,1"}`, `{"raw":["a","1"]}`, nil},
		"address":               {`{"page":"https://example.com/a?b=c&d"}`, `{"page":"https://example.com/a?b=c&d"}`, nil},
		"out of range":          {`{"count":256,"depth":-129,"weight":1e39}`, "", faults("/count", "Count must be less than 250, got 256.", "/depth", "Depth is out of range, got -129.", "/weight", "Weight must be at most 100, got 1e39.")},
		"below what it can be":  {`{"count":-1,"weight":-1e39}`, "", faults("/count", "Count is out of range, got -1.", "/weight", "Weight is out of range, got -1e39.")},
		"just above the limit":  {`{"exact":12345678901234567890.51}`, "", faults("/exact", "Exact must be at most 12345678901234567890.5, got 12345678901234567890.51.")},
		"number as address":     {`{"page":"example.com"}`, "", faults("/page", `Page must be an address such as https://example.com/page, got "example.com".`)},
		"too short":             {`{"code":"ab"}`, "", faults("/code", `Code must have at least 3 characters, got "ab".`)},
		"too few":               {`{"tags":["a",""]}`, "", faults("/tags", "Tags must have at least 2 entries.")},
		"map with null":         {`{"amounts":{"a":null}}`, "", faults("/amounts/a", `"a" in Amounts is null: leave it out.`)},
		"map with a name twice": {`{"amounts":{"a":1,"a":2}}`, "", faults("/amounts/a", `"a" is given twice in Amounts.`)},
		"no map":                {`{"amounts":[1]}`, "", faults("/amounts", `Amounts must be an object, got a list.`)},
		"no date": {`{"picked":"0001-01-01T00:00:00Z","dates":[5]}`, "", faults(
			"/picked", `Picked must be a date such as 2026-01-31T09:30:00Z or 31/01/2026 09:30 (UTC unless a zone is given), got "0001-01-01T00:00:00Z".`,
			"/dates/0", `Dates must be a date such as 2026-01-31T09:30:00Z or 31/01/2026 09:30 (UTC unless a zone is given), got 5.`)},
		"long values are cut": {`{"count":"` + strings.Repeat("ä", 100) + `"}`, "", faults("/count", `Count must be a whole number, got "`+strings.Repeat("ä", 30)+`…".`)},
		"long numbers":        {`{"exact":` + strings.Repeat("1", 500) + `}`, "", faults("/exact", `Exact must be a number such as 1234.5, got `+strings.Repeat("1", 60)+`….`)},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			got, err := decoded(t, seeds, test.input)
			if test.faults != nil {
				assert.Equal(t, test.faults, failureOf(t, err).Fields)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
		})
	}
}

func TestInputThatIsNoProperJSONIsRefused(t *testing.T) {
	t.Parallel()
	plants := echo[plantInput](planted())
	for title, test := range map[string]struct{ input, code string }{
		"malformed":     {`{"latin_name":"sesame`, "input.malformed"},
		"two documents": {`{} {}`, "input.malformed"},
		"too deep":      {strings.Repeat("[", 65) + strings.Repeat("]", 65), "input.too_deep"},
		"too large":     {`{"latin_name":"` + strings.Repeat("x", 16<<20) + `"}`, "input.too_large"},
	} {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			_, err := decoded(t, plants, test.input)
			failure := failureOf(t, err)
			assert.Equal(t, registry.InvalidInput, failure.Type)
			assert.Equal(t, test.code, failure.Code)
			assert.NotContains(t, failure.Message, "sesame")
		})
	}
}

func TestManyFaultsAreSummedUp(t *testing.T) {
	t.Parallel()
	var input strings.Builder
	input.WriteString(`{"plant_id":1`)
	for i := range 150 {
		fmt.Fprintf(&input, `,"field %d":1`, i)
	}
	input.WriteString(`}`)
	_, err := decoded(t, echo[plantKey](specOf("get", registry.Read)), input.String())
	failure := failureOf(t, err)
	assert.Len(t, failure.Fields, 100)
	assert.Contains(t, failure.Message, "And 145 more.")
}

func TestDecodedInputKeepsNothingOfTheCallersBuffer(t *testing.T) {
	t.Parallel()
	action := echo[plantInput](planted())
	input := []byte(`{"latin_name":"Bellis","additional_fields":{"x":"kept"}}`)
	records := action.Run(t.Context(), nil, input)
	for record, err := range records {
		require.NoError(t, err)
		clear(input)
		assert.JSONEq(t, `{"latin_name":"Bellis","additional_fields":{"x":"kept"}}`, string(record))
	}
}
