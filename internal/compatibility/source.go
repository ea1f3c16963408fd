package compatibility

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// module is the path of this module.
const module = "github.com/appseconnect/bigcommerce-connector"

// source is the module's Go code with its types.
type source struct {
	fileSet  *token.FileSet
	packages []*sourcePackage
}

type sourcePackage struct {
	path  string
	files []*ast.File
	types *types.Package
	info  *types.Info
}

// listed is what the go command tells of a package.
type listed struct {
	ImportPath string   `json:"ImportPath"`
	Dir        string   `json:"Dir"`
	Export     string   `json:"Export"`
	GoFiles    []string `json:"GoFiles"`
}

// load reads the packages that can be imported from outside, and those that they are made of.
func load(root string) (*source, error) {
	command := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles", "./...")
	command.Dir, command.Env = root, append(os.Environ(), "GOWORK=off")
	var complaints bytes.Buffer
	command.Stderr = &complaints
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("the packages can't be listed: %w\n%s", err, complaints.Bytes())
	}
	exports := map[string]string{}
	var own []listed
	for decoder := json.NewDecoder(bytes.NewReader(output)); ; {
		var found listed
		if err := decoder.Decode(&found); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		exports[found.ImportPath] = found.Export
		if below, ok := strings.CutPrefix(found.ImportPath, module); ok && !strings.HasPrefix(below, "/internal/") && !strings.HasPrefix(below, "/cmd/") {
			own = append(own, found)
		}
	}
	s := &source{fileSet: token.NewFileSet()}
	imports := importer.ForCompiler(s.fileSet, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	for _, found := range own {
		checked, err := s.check(found, imports)
		if err != nil {
			return nil, err
		}
		s.packages = append(s.packages, checked)
	}
	return s, nil
}

// check reads a package and finds out its types.
func (s *source) check(found listed, imports types.Importer) (*sourcePackage, error) {
	var files []*ast.File
	for _, name := range found.GoFiles {
		file, err := parser.ParseFile(s.fileSet, filepath.Join(found.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return s.typed(found.ImportPath, files, imports)
}

// typed returns the package of the files.
func (s *source) typed(path string, files []*ast.File, imports types.Importer) (*sourcePackage, error) {
	p := &sourcePackage{path: path, files: files, info: &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{},
		Instances: map[*ast.Ident]types.Instance{},
	}}
	config := types.Config{Importer: imports}
	var err error
	p.types, err = config.Check(path, s.fileSet, files, p.info)
	return p, err
}

// name returns the package's path within the module, "connector" for the root.
func (p *sourcePackage) name() string {
	if p.path == module {
		return "connector"
	}
	return strings.TrimPrefix(p.path, module+"/")
}
