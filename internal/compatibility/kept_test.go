package compatibility

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTheMembersOfWhatEnginesKeepAreListed(t *testing.T) {
	t.Parallel()
	p := sourceOf(t, `
		import "encoding/json"

		type number int64
		type numbers []number
		func (numbers) MarshalText() ([]byte, error) { return nil, nil }

		type place struct { Page int64 `+"`json:\"page\"`"+` }
		type state struct {
			At    number          `+"`json:\"at\"`"+`
			Done  numbers         `+"`json:\"done,omitempty\"`"+`
			List  []int64         `+"`json:\"list\"`"+`
			Raw   json.RawMessage `+"`json:\"raw\"`"+`
			Place *place          `+"`json:\"place\"`"+`
			Inner *state          `+"`json:\"inner\"`"+`
		}
	`).packages[0].types
	assert.Equal(t, []string{
		"/at number (int64)",
		"/done numbers in its own form",
		"/list/* int64",
		"/raw RawMessage in its own form",
		"/place/page int64",
		"/inner as above",
	}, members(p.Scope().Lookup("state").Type(), "", nil))
}
