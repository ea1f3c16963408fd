package compatibility

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sourceOf returns a module whose package bigcommerce is the code.
func sourceOf(t *testing.T, code string) *source {
	t.Helper()
	s := &source{fileSet: token.NewFileSet()}
	file, err := parser.ParseFile(s.fileSet, "code.go", "package bigcommerce\n"+code, parser.SkipObjectResolution)
	require.NoError(t, err)
	p, err := s.typed(module+"/bigcommerce", []*ast.File{file}, importer.ForCompiler(s.fileSet, "source", nil))
	require.NoError(t, err)
	s.packages = append(s.packages, p)
	return s
}

func TestACodeIsFoundHoweverItIsMade(t *testing.T) {
	t.Parallel()
	files, err := sourceOf(t, `
		import "fmt"

		type Error struct{ Code, Message string }
		type other struct{ Code string }
		type reason string

		const (
			lost   reason = "lost"
			broken reason = "broken"
			whole         = "constant.whole"
		)

		func literal() *Error                { return &Error{Code: "literal.one", Message: "not.this"} }
		func constant() Error                { return Error{Code: whole} }
		func joined(why reason) *Error       { return &Error{Code: "joined." + string(why)} }
		func formatted(status int) *Error    { return &Error{Code: fmt.Sprintf("formatted.%d", status)} }
		func made(code, text string) *Error  { return &Error{Code: code, Message: text} }
		func through(text, why string) *Error { return made("through." + why, text) }
		func assigned(e *Error)              { e.Message, e.Code = "not.that", "assigned.one" }
		func copied(e *Error) *Error         { return &Error{Code: e.Code} }
		func unrelated() other               { return other{Code: "other.one"} }
		var _, _, _ = made("made.one", "text"), through("text", "two"), through("text", "three")
	`).codes()
	require.NoError(t, err)
	assert.Equal(t, []string{
		"assigned.one", "constant.whole", "formatted.{status}", "joined.broken", "joined.lost", "literal.one", "made.one", "through.three", "through.two",
	}, strings.Fields(string(files["failure-codes.txt"])))
}

func TestACodeThatCannotBeFoundIsAnError(t *testing.T) {
	t.Parallel()
	_, err := sourceOf(t, `
		type Error struct{ Code string }

		var secret func() string

		func hidden() *Error { return &Error{Code: secret()} }
	`).codes()
	require.ErrorContains(t, err, "code.go:7:46: it can't be found out")
}

func TestTheExportedNamesOfAPackageAreListed(t *testing.T) {
	t.Parallel()
	lines := surface(sourceOf(t, `
		import "context"

		const Size int64 = 3
		const hidden = 4

		var ErrLost error

		type Text string
		type Alias = Text
		type Doer interface{ Do(ctx context.Context) error }
		type base struct{}
		type Box[T any] struct {
			base
			Content T `+"`json:\"content\"`"+`
			hidden  int
		}

		func (base) Promoted()             {}
		func (b *Box[T]) Put(content T) bool { return false }
		func Open[T any](box *Box[T], names ...string) (T, error) { panic("") }
		func closed()                      {}
	`).packages[0].types)
	assert.ElementsMatch(t, []string{
		"const Size int64 = 3",
		"var ErrLost error",
		"type Text string",
		"type Alias = Text",
		"type Doer interface",
		"type Doer interface, func (Doer).Do(ctx context.Context) error",
		"type Box[T any] struct",
		"type Box[T any] struct, Content T `json:\"content\"`",
		"method (*Box[T]).Put(content T) bool",
		"method (base).Promoted()",
		"func Open[T any](box *Box[T], names ...string) (T, error)",
	}, lines)
}

func TestOnlyWhatScriptsRelyOnIsKeptOfAHelpText(t *testing.T) {
	t.Parallel()
	const help = "Prose.\n\nUsage:\n  program [command]\n\nExamples:\n  program x\n\nAvailable Commands:\n  completion  Shells\n  run         Runs\n" +
		"  stop        Stops\n\nCustomers:\n  create_customer  Makes one\n\nFlags:\n  -h, --help   help\n\nGlobal Flags:\n  --debug  log\n\nUse it.\n"
	assert.Equal(t, []string{"run", "stop"}, commandNames(help))
	assert.Equal(t, "Usage:\n  program [command]\n\nFlags:\n  -h, --help   help\n\nGlobal Flags:\n  --debug  log\n", string(usage(help)))
}

func TestEveryOperationHasAFileOfItsOwn(t *testing.T) {
	t.Parallel()
	files, err := operations()
	require.NoError(t, err)
	assert.Contains(t, string(files["operations/create_customer.json"]), `"code": "create_customer"`)
	assert.NotContains(t, string(files["connector.json"]), "create_customer")
}

func TestTheShapesShowNoSecret(t *testing.T) {
	t.Parallel()
	files, err := shapes()
	require.NoError(t, err)
	for name, file := range files {
		assert.NotContains(t, string(file), `"secret"`, name)
	}
	assert.Contains(t, string(files["shapes/failure-empty.json"]), `"fields": []`)
}
