package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

// addOperations gives the command one subcommand for each operation, grouped as the manifest groups them. So operations complete in the
// shell, a misspelt one is answered with a suggestion, and each has its own help.
func (p *program) addOperations(parent *cobra.Command, newCommand func(registry.Operation) *cobra.Command) {
	for _, connector := range p.registry.Manifest().Connectors {
		for _, operation := range connector.Operations {
			command := newCommand(operation)
			command.Use = operation.Code
			command.Short = operation.Summary
			command.Args = cobra.NoArgs
			command.GroupID = operation.Group
			if !parent.ContainsGroup(operation.Group) {
				parent.AddGroup(&cobra.Group{ID: operation.Group, Title: operation.Group + ":"})
			}
			parent.AddCommand(command)
		}
	}
	parent.Args = knownOperation
	parent.SuggestionsMinimumDistance = 3
}

// knownOperation refuses arguments of a command whose subcommands are the operations: what gets here is none of them.
func knownOperation(command *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	message := fmt.Sprintf("there is no operation %q", args[0])
	if near := command.SuggestionsFor(args[0]); len(near) > 0 {
		slices.Sort(near)
		message += "; did you mean " + strings.Join(near, " or ") + "?"
	}
	return errors.New(message)
}

// operationHelp describes the operation with the first level of its input.
func operationHelp(operation registry.Operation) string {
	var help strings.Builder
	fmt.Fprintf(&help, "%s: %s\n", operation.Name, operation.Summary)
	if operation.Description != "" {
		fmt.Fprintf(&help, "\n%s\n", operation.Description)
	}
	fmt.Fprintf(&help, "\nCalls %s; the token needs the scope %s.\n\nInput (* must be given):\n", operation.API, strings.Join(operation.Scopes, " or "))
	var schema struct {
		Order      []string `json:"x-order"`
		Required   []string `json:"required"`
		Properties map[string]struct {
			Description string `json:"description"`
		} `json:"properties"`
	}
	if err := json.Unmarshal(operation.Input, &schema); err != nil {
		return help.String()
	}
	table := tabwriter.NewWriter(&help, 0, 0, 2, ' ', 0)
	for _, name := range schema.Order {
		mark := " "
		if slices.Contains(schema.Required, name) {
			mark = "*"
		}
		fmt.Fprintf(table, "  %s%s\t%s\n", mark, name, schema.Properties[name].Description)
	}
	_ = table.Flush()
	fmt.Fprintf(&help, "\nAll of it, nested fields too: bigcommerce describe %s", operation.Code)
	return help.String()
}

// operationExamples writes the examples of the manifest as command lines.
func operationExamples(operation registry.Operation) string {
	var lines []string
	for _, example := range operation.Examples {
		quoted := strings.ReplaceAll(string(oneLine(example.Input)), "'", `'\''`)
		lines = append(lines, "  # "+example.Title, fmt.Sprintf("  bigcommerce invoke %s --input '%s'", operation.Code, quoted))
	}
	return strings.Join(lines, "\n")
}
