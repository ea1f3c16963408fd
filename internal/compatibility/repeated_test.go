package compatibility

import (
	"cmp"
	"fmt"
	"go/types"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fewest is how many fields two structs declare alike before they are a list that one of them repeats. Two, such as a name and an id, are alike
// by accident as often as not.
const fewest = 3

// accidents are pairs of which the fields are called alike and mean different things, with the reason.
var accidents = map[string]string{
	"bigcommerce.CartGiftCertificate and bigcommerce.CartGiftWrapping both declare amount, message, name": "the worth and the name of what is bought, against the price and the name of how something else is wrapped",
}

func TestNoStructRepeatsTheFieldsOfAnother(t *testing.T) {
	t.Parallel()
	source, err := load("../..")
	require.NoError(t, err)
	repeated := source.repeated("bigcommerce", "actions", "triggers")
	for pair := range accidents {
		assert.Contains(t, repeated, pair, "an exception that is none any more")
	}
	repeated = slices.DeleteFunc(repeated, func(pair string) bool { return accidents[pair] != "" })
	assert.Empty(t, repeated, "put the fields in a struct of their own, named by its idea, and embed it in both")
}

func TestARepeatedListOfFieldsIsFound(t *testing.T) {
	t.Parallel()
	const fields = "\tID int64 `json:\"id\" url:\"id\" jsonschema:\"title=ID\"`\n\tName string `json:\"name,omitzero\" jsonschema:\"title=Name,maxLength=10\"`\n"
	source := sourceOf(t, `
		type Brand struct {`+"\n"+fields+"\tSort int `json:\"sort\"`\n"+`}
		type Shelf struct {`+"\n"+fields+"\tSort int `json:\"sort\" jsonschema_description:\"Place.\"`\n"+`}
		type otherType struct {`+"\n"+fields+"\tSort int64 `json:\"sort\"`\n"+`}
		type otherRange struct {`+"\n"+fields+"\tSort int `json:\"sort\" jsonschema:\"minimum=1\"`\n"+`}
		type embedding struct {
			Brand
			Color string `+"`json:\"color\"`"+`
		}
	`)
	assert.Equal(t, []string{"bigcommerce.Brand and bigcommerce.Shelf both declare id, name, sort"}, source.repeated("bigcommerce"))
}

// repeated names the pairs of structs in the packages that declare fields which are alike: of one name in JSON, type, title and rules.
func (s *source) repeated(packages ...string) []string {
	declared := map[string]map[string]string{}
	for _, p := range s.packages {
		if !slices.Contains(packages, p.name()) {
			continue
		}
		for _, name := range p.types.Scope().Names() {
			object, ok := p.types.Scope().Lookup(name).(*types.TypeName)
			if !ok || object.IsAlias() {
				continue
			}
			if fields, ok := object.Type().Underlying().(*types.Struct); ok {
				declared[p.name()+"."+name] = alikeBy(fields)
			}
		}
	}
	var found []string
	names := slices.Sorted(maps.Keys(declared))
	for i, one := range names {
		for _, other := range names[i+1:] {
			var both []string
			for name, alike := range declared[one] {
				if declared[other][name] == alike {
					both = append(both, name)
				}
			}
			if slices.Sort(both); len(both) >= fewest {
				found = append(found, fmt.Sprintf("%s and %s both declare %s", one, other, strings.Join(both, ", ")))
			}
		}
	}
	return found
}

// alikeBy returns, for each field that the struct itself declares, what must be the same for a field to be alike. Descriptions may differ, and
// whether the field is required, which is said where a struct is embedded.
func alikeBy(fields *types.Struct) map[string]string {
	found := map[string]string{}
	for i := range fields.NumFields() {
		tag := reflect.StructTag(fields.Tag(i))
		name, _, _ := strings.Cut(tag.Get("json"), ",")
		if fields.Field(i).Embedded() || name == "" || name == "-" {
			continue
		}
		rules := []string{types.TypeString(fields.Field(i).Type(), nil)}
		for _, key := range []string{"jsonschema", "clear", "blank", "options", "depends_on", "secret"} {
			rules = append(rules, cmp.Or(tag.Get(key), "-"))
		}
		found[name] = strings.Join(rules, " ")
	}
	return found
}
