package compatibility

import (
	"fmt"
	"go/types"
	"reflect"
	"slices"
	"strings"
)

// keepers are the generic functions and types of the registry whose third type argument engines keep between calls, as JSON that they don't look into.
var keepers = []string{"PollBy", "Receiving"}

// kept returns a file for each type of a cursor or a subscription: another release reads what an earlier one made.
func (s *source) kept() map[string][]byte {
	files := map[string][]byte{}
	for _, p := range s.packages {
		for name, instance := range p.info.Instances {
			object := p.info.Uses[name]
			if object == nil || object.Pkg() == nil || object.Pkg().Path() != module+"/registry" || !slices.Contains(keepers, name.Name) {
				continue
			}
			if state, ok := instance.TypeArgs.At(2).(*types.Named); ok {
				files["kept/"+state.Obj().Name()+".txt"] = []byte(strings.Join(members(state, "", nil), "\n") + "\n")
			}
		}
	}
	return files
}

// members lists the JSON members of a struct in their order, those of structs within it by path.
func members(t types.Type, path string, above []types.Type) []string {
	if writesItself(t) {
		return []string{path + " " + t.(*types.Named).Obj().Name() + " in its own form"}
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		return members(u.Elem(), path, above)
	case *types.Slice:
		if !isBytes(u) {
			return members(u.Elem(), path+"/*", above)
		}
	case *types.Map:
		return members(u.Elem(), path+"/{key}", above)
	case *types.Struct:
		if slices.ContainsFunc(above, func(a types.Type) bool { return types.Identical(a, t) }) {
			return []string{path + " as above"}
		}
		var lines []string
		for i := range u.NumFields() {
			name, _, _ := strings.Cut(reflect.StructTag(u.Tag(i)).Get("json"), ",")
			lines = append(lines, members(u.Field(i).Type(), path+"/"+name, append(above, t))...)
		}
		return lines
	}
	kind := t.Underlying().String()
	if named, ok := t.(*types.Named); ok {
		kind = fmt.Sprintf("%s (%s)", named.Obj().Name(), kind)
	}
	return []string{path + " " + kind}
}

// writesItself reports whether the type has a JSON form of its own.
func writesItself(t types.Type) bool {
	if _, ok := t.(*types.Named); !ok {
		return false
	}
	methods := types.NewMethodSet(t)
	return methods.Lookup(nil, "MarshalJSON") != nil || methods.Lookup(nil, "MarshalText") != nil
}

// isBytes reports whether the slice is one of bytes, which JSON has no list for.
func isBytes(slice *types.Slice) bool {
	basic, ok := slice.Elem().Underlying().(*types.Basic)
	return ok && basic.Kind() == types.Byte
}
