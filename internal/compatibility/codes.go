package compatibility

import (
	"errors"
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"
)

// failures are the types whose field Code tells a reason.
var failures = []string{module + "/registry.Failure", module + "/bigcommerce.Error"}

// codes returns the file with the code of every failure that the source can make. It follows each expression that is put into a field Code to the
// constants that it is made of, through parameters, enumerations and joined text; one that leads elsewhere is an error.
func (s *source) codes() (map[string][]byte, error) {
	finder := &codeFinder{source: s, calls: s.callsByFunction(), busy: map[string]bool{}}
	var faults []error
	for _, p := range s.packages {
		for _, file := range p.files {
			for _, declaration := range file.Decls {
				within, _ := declaration.(*ast.FuncDecl)
				ast.Inspect(declaration, func(node ast.Node) bool {
					for _, expression := range p.assigned(node) {
						found, err := finder.resolve(p, within, expression)
						finder.found = append(finder.found, found...)
						faults = append(faults, err)
					}
					return true
				})
			}
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	slices.Sort(finder.found)
	return map[string][]byte{"failure-codes.txt": []byte(strings.Join(slices.Compact(finder.found), "\n") + "\n")}, nil
}

// assigned returns the expressions that the node puts into a field Code of a failure.
func (p *sourcePackage) assigned(node ast.Node) []ast.Expr {
	switch node := node.(type) {
	case *ast.CompositeLit:
		if !isFailure(p.info.Types[node].Type) {
			return nil
		}
		for _, element := range node.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "Code" {
					return []ast.Expr{pair.Value}
				}
			}
		}
	case *ast.AssignStmt:
		var expressions []ast.Expr
		for i, target := range node.Lhs {
			if p.isCode(target) && len(node.Lhs) == len(node.Rhs) {
				expressions = append(expressions, node.Rhs[i])
			}
		}
		return expressions
	}
	return nil
}

// isCode reports whether the expression is the field Code of a failure.
func (p *sourcePackage) isCode(expression ast.Expr) bool {
	selector, ok := expression.(*ast.SelectorExpr)
	return ok && selector.Sel.Name == "Code" && isFailure(p.info.Types[selector.X].Type)
}

func isFailure(t types.Type) bool {
	if pointer, ok := t.(*types.Pointer); ok {
		t = pointer.Elem()
	}
	return t != nil && slices.Contains(failures, t.String())
}

// call is a call of a function with where it stands.
type call struct {
	in        *sourcePackage
	within    *ast.FuncDecl
	arguments []ast.Expr
}

// callsByFunction finds the calls of each function of the module.
func (s *source) callsByFunction() map[string][]call {
	calls := map[string][]call{}
	for _, p := range s.packages {
		for _, file := range p.files {
			for _, declaration := range file.Decls {
				within, _ := declaration.(*ast.FuncDecl)
				ast.Inspect(declaration, func(node ast.Node) bool {
					if found, ok := node.(*ast.CallExpr); ok {
						if name := p.called(found); strings.Contains(name, module) {
							calls[name] = append(calls[name], call{p, within, found.Args})
						}
					}
					return true
				})
			}
		}
	}
	return calls
}

// called returns the full name of the function that is called, "" when it is none with a name.
func (p *sourcePackage) called(expression *ast.CallExpr) string {
	var name *ast.Ident
	switch function := ast.Unparen(expression.Fun).(type) {
	case *ast.Ident:
		name = function
	case *ast.SelectorExpr:
		name = function.Sel
	default:
		return ""
	}
	if function, ok := p.info.Uses[name].(*types.Func); ok {
		return function.FullName()
	}
	return ""
}

// codeFinder follows expressions to the codes that they can be.
type codeFinder struct {
	source *source
	calls  map[string][]call
	found  []string
	// busy are the parameters that are being followed.
	busy map[string]bool
}

// resolve returns what the expression, which stands within the function, can be.
func (f *codeFinder) resolve(p *sourcePackage, within *ast.FuncDecl, expression ast.Expr) ([]string, error) {
	expression = ast.Unparen(expression)
	of := p.info.Types[expression]
	if of.Value != nil && of.Value.Kind() == constant.String {
		return []string{constant.StringVal(of.Value)}, nil
	}
	if values := f.enumerated(of.Type); len(values) > 0 {
		return values, nil
	}
	switch e := expression.(type) {
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return f.joined(p, within, e)
		}
	case *ast.Ident:
		if i, ok := parameter(p, within, e); ok {
			return f.passed(p.info.Defs[within.Name].(*types.Func).FullName(), i)
		}
	case *ast.CallExpr:
		if p.info.Types[e.Fun].IsType() { // a conversion
			return f.resolve(p, within, e.Args[0])
		}
		if p.called(e) == "fmt.Sprintf" {
			return formatted(p, e)
		}
		if slices.ContainsFunc(e.Args, p.isCode) {
			return nil, nil // a code that was found elsewhere, without its secrets
		}
	}
	if selector, ok := expression.(*ast.SelectorExpr); ok && selector.Sel.Name == "Code" {
		return nil, nil // it was found where it was made, or was read from JSON that was written there
	}
	return nil, fmt.Errorf("%s: it can't be found out which codes this can be; write them where the failure is made", f.source.fileSet.Position(expression.Pos()))
}

// joined returns every left side with every right one.
func (f *codeFinder) joined(p *sourcePackage, within *ast.FuncDecl, e *ast.BinaryExpr) ([]string, error) {
	left, err := f.resolve(p, within, e.X)
	if err != nil {
		return nil, err
	}
	right, err := f.resolve(p, within, e.Y)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, l := range left {
		for _, r := range right {
			all = append(all, l+r)
		}
	}
	return all, nil
}

// parameter returns which parameter of the function the name is.
func parameter(p *sourcePackage, within *ast.FuncDecl, name *ast.Ident) (int, bool) {
	if within == nil {
		return 0, false
	}
	i := 0
	for _, field := range within.Type.Params.List {
		for _, declared := range field.Names {
			if p.info.Defs[declared] == p.info.Uses[name] {
				return i, true
			}
			i++
		}
	}
	return 0, false
}

// passed returns what all calls of the function pass as its argument.
func (f *codeFinder) passed(function string, argument int) ([]string, error) {
	key := fmt.Sprint(function, argument)
	if f.busy[key] {
		return nil, nil
	}
	f.busy[key] = true
	defer delete(f.busy, key)
	var all []string
	for _, call := range f.calls[function] {
		if argument >= len(call.arguments) {
			continue
		}
		found, err := f.resolve(call.in, call.within, call.arguments[argument])
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

var verb = regexp.MustCompile(`%[a-z]`)

// formatted returns the format with {…} in place of what is filled in.
func formatted(p *sourcePackage, e *ast.CallExpr) ([]string, error) {
	format := p.info.Types[e.Args[0]].Value
	if format == nil {
		return nil, errors.New("a code has a format that is not constant")
	}
	i := 0
	return []string{verb.ReplaceAllStringFunc(constant.StringVal(format), func(string) string {
		i++
		return "{" + types.ExprString(e.Args[i]) + "}"
	})}, nil
}

// enumerated returns the constants of the type, none when it is a plain one.
func (f *codeFinder) enumerated(t types.Type) []string {
	named, ok := t.(*types.Named)
	if !ok {
		return nil
	}
	var values []string
	for _, p := range f.source.packages {
		if named.Obj().Pkg() == nil || p.path != named.Obj().Pkg().Path() {
			continue
		}
		for _, name := range p.types.Scope().Names() {
			if value, ok := p.types.Scope().Lookup(name).(*types.Const); ok && value.Type().String() == t.String() {
				values = append(values, constant.StringVal(value.Val()))
			}
		}
	}
	return values
}
