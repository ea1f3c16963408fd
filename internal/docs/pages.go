package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"slices"
	"strings"
	"text/template"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// indexName is the page that lists the others; the forges show it for the folder.
const indexName = "README.md"

//go:embed *.md.tmpl
var templates embed.FS

// newPages returns the pages by file name.
func newPages(manifest registry.Manifest) (map[string][]byte, error) {
	parsed, err := template.New("").Funcs(template.FuncMap{
		"actions":    actions,
		"cell":       cell,
		"code":       func(text string) string { return "`" + text + "`" },
		"eventID":    eventID,
		"eventTime":  eventTime,
		"failures":   failures,
		"few":        few,
		"fields":     fields,
		"groups":     groups,
		"indent":     indent,
		"join":       strings.Join,
		"polled":     polled,
		"recordNote": recordNote,
		"triggers":   triggers,
	}).ParseFS(templates, "*.md.tmpl")
	if err != nil {
		return nil, err
	}
	pages := map[string][]byte{}
	render := func(name, template string, data any) error {
		var page bytes.Buffer
		if err := parsed.ExecuteTemplate(&page, template, data); err != nil {
			return err
		}
		pages[name] = page.Bytes()
		return nil
	}
	for _, connector := range manifest.Connectors {
		if err := render(indexName, "index.md.tmpl", connector); err != nil {
			return nil, err
		}
		for _, operation := range connector.Operations {
			template := "operation.md.tmpl"
			if operation.Kind == registry.KindTrigger {
				template = "trigger.md.tmpl"
			}
			if err := render(operation.Code+".md", template, operation); err != nil {
				return nil, err
			}
		}
	}
	return pages, nil
}

// actions returns the operations that are invoked, triggers those that start a workflow.
func actions(operations []registry.Operation) []registry.Operation {
	return ofKind(operations, registry.KindAction)
}

func triggers(operations []registry.Operation) []registry.Operation {
	return ofKind(operations, registry.KindTrigger)
}

func ofKind(operations []registry.Operation, kind registry.Kind) []registry.Operation {
	return slices.DeleteFunc(slices.Clone(operations), func(operation registry.Operation) bool { return operation.Kind != kind })
}

// group is a heading of the index with its operations.
type group struct {
	Name       string
	Operations []registry.Operation
}

// groups puts the operations under their groups, both in the order of the manifest.
func groups(operations []registry.Operation) []*group {
	var listed []*group
	byName := map[string]*group{}
	for _, operation := range operations {
		g, ok := byName[operation.Group]
		if !ok {
			g = &group{Name: operation.Group}
			byName[operation.Group], listed = g, append(listed, g)
		}
		g.Operations = append(g.Operations, operation)
	}
	return listed
}

// failures lists the types of failure that the operation can end with.
func failures(operation registry.Operation) []registry.FailureType {
	types := []registry.FailureType{registry.InvalidInput, registry.Unauthorized, registry.Forbidden}
	if trigger := operation.Trigger; trigger != nil {
		types = append(types, registry.RateLimited, registry.Unavailable)
		if len(trigger.Webhook) > 0 { // subscribing changes webhooks
			types = append(types, registry.OutcomeUnknown, registry.DeliveryRefused)
		}
		return append(types, registry.Canceled, registry.Internal)
	}
	if strings.Contains(operation.API, "{") || operation.Effect == registry.Update || operation.Effect == registry.Delete {
		types = append(types, registry.NotFound)
	}
	if operation.Effect == registry.Create || operation.Effect == registry.Update {
		types = append(types, registry.Conflict)
	}
	types = append(types, registry.RateLimited, registry.Unavailable)
	if operation.Effect != registry.Read {
		types = append(types, registry.OutcomeUnknown, registry.Partial)
	}
	return append(types, registry.Canceled, registry.Internal)
}

// cell returns the text as it can stand in a cell of a table.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;").Replace(text)
}

// indent writes JSON for reading.
func indent(raw json.RawMessage) (string, error) {
	var indented bytes.Buffer
	err := json.Indent(&indented, raw, "", "  ")
	return indented.String(), err
}
