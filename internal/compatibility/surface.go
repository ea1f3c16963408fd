package compatibility

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// promised are the packages whose exported names engines rely on.
var promised = []string{"connector", "registry", "bigcommerce", "bigcommerce/governortest", "value", "sandbox"}

// surfaces returns a file for each promised package, with a line for each exported name, field and method.
func (s *source) surfaces() map[string][]byte {
	files := map[string][]byte{}
	for _, p := range s.packages {
		if slices.Contains(promised, p.name()) {
			lines := surface(p.types)
			slices.Sort(lines)
			files["go/"+strings.ReplaceAll(p.name(), "/", ".")+".txt"] = []byte(strings.Join(slices.Compact(lines), "\n") + "\n")
		}
	}
	return files
}

// surface lists what a package exports.
func surface(p *types.Package) []string {
	qualified := func(other *types.Package) string {
		if other == p {
			return ""
		}
		return other.Name()
	}
	var lines []string
	for _, name := range p.Scope().Names() {
		object := p.Scope().Lookup(name)
		if !object.Exported() {
			continue
		}
		switch object := object.(type) {
		case *types.Const:
			lines = append(lines, fmt.Sprintf("const %s %s = %s", name, types.TypeString(object.Type(), qualified), object.Val().ExactString()))
		case *types.TypeName:
			lines = append(lines, typeLines(object, qualified)...)
		default:
			lines = append(lines, types.ObjectString(object, qualified))
		}
	}
	return lines
}

// typeLines lists a type with its exported fields and methods.
func typeLines(name *types.TypeName, qualified types.Qualifier) []string {
	full := "type " + types.TypeString(name.Type(), qualified)
	if name.IsAlias() {
		return []string{full + " = " + types.TypeString(types.Unalias(name.Type()), qualified)}
	}
	var lines []string
	switch underlying := name.Type().Underlying().(type) {
	case *types.Struct:
		lines = append(lines, full+" struct")
		for i := range underlying.NumFields() {
			field := underlying.Field(i)
			if !field.Exported() {
				continue
			}
			line := fmt.Sprintf("%s struct, %s %s", full, field.Name(), types.TypeString(field.Type(), qualified))
			if tag := underlying.Tag(i); tag != "" {
				line += " `" + tag + "`"
			}
			lines = append(lines, line)
		}
	case *types.Interface:
		lines = append(lines, full+" interface")
		for method := range underlying.Methods() {
			lines = append(lines, fmt.Sprintf("%s interface, %s", full, types.ObjectString(method, qualified)))
		}
	default:
		lines = append(lines, full+" "+types.TypeString(underlying, qualified))
	}
	if _, ok := name.Type().Underlying().(*types.Interface); ok {
		return lines
	}
	methods := types.NewMethodSet(types.NewPointer(name.Type()))
	for selection := range methods.Methods() {
		if method := selection.Obj(); method.Exported() {
			lines = append(lines, strings.Replace(types.ObjectString(method, qualified), "func ", "method ", 1))
		}
	}
	return lines
}
