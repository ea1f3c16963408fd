// Package compatibility writes down what engines and scripts rely on: JSON shapes, operations, codes, the command line and Go's exported names. Its files
// lie in docs/compatibility, and a change of any of them shows in review as the difference of a file. docs/compatibility.md says which changes are allowed.
package compatibility

import (
	"bytes"
	"encoding/json"
	"maps"

	connector "github.com/appseconnect/bigcommerce-connector"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// Files returns the files by their path below docs/compatibility. root is the folder of the module: its source is read, and the command line is built
// and asked for its help.
func Files(root string) (map[string][]byte, error) {
	files := map[string][]byte{}
	source, err := load(root)
	if err != nil {
		return nil, err
	}
	for _, part := range []func() (map[string][]byte, error){
		operations,
		shapes,
		func() (map[string][]byte, error) { return commands(root) },
		func() (map[string][]byte, error) { return source.surfaces(), nil },
		func() (map[string][]byte, error) { return source.kept(), nil },
		source.codes,
	} {
		made, err := part()
		if err != nil {
			return nil, err
		}
		maps.Copy(files, made)
	}
	return files, nil
}

// operations returns a file for each operation, as the manifest describes it, and one for the connector itself.
func operations() (map[string][]byte, error) {
	engine, err := registry.New(connector.New())
	if err != nil {
		return nil, err
	}
	defer func() { _ = engine.Close() }()
	described := engine.Manifest().Connectors[0]
	files := map[string][]byte{}
	for _, operation := range described.Operations {
		if files["operations/"+operation.Code+".json"], err = indented(operation); err != nil {
			return nil, err
		}
	}
	described.Version = "" // it changes with every release
	described.Operations = []registry.Operation{}
	files["connector.json"], err = indented(described)
	return files, err
}

// indented returns v as JSON that reads well line by line, with <, > and & left as they are.
func indented(v any) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return buffer.Bytes(), nil
}
