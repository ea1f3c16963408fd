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

// addOperations gives the command one subcommand for each operation that it takes, grouped as the manifest groups them. So operations
// complete in the shell, a misspelt one is answered with a suggestion, and each has its own help.
func (p *program) addOperations(parent *cobra.Command, takes func(registry.Operation) bool, newCommand func(registry.Operation) *cobra.Command) {
	for _, operation := range p.manifest().Operations {
		if !takes(operation) {
			continue
		}
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
	parent.Args = p.knownOperation
	parent.SuggestionsMinimumDistance = 3
}

// helped gives the command of an operation its help, which is written when somebody asks for it. flags are what the examples need besides the input.
func helped(command *cobra.Command, operation registry.Operation, flags string) *cobra.Command {
	command.SetHelpFunc(func(command *cobra.Command, args []string) {
		command.Long, command.Example = operationHelp(operation), operationExamples(operation, command.Parent().Name(), flags)
		command.Parent().HelpFunc()(command, args)
	})
	return command
}

// What the commands take.
func anyOperation(registry.Operation) bool       { return true }
func isAction(operation registry.Operation) bool { return operation.Trigger == nil }
func canPoll(operation registry.Operation) bool {
	return operation.Trigger != nil && operation.Trigger.Polling
}

func hasWebhook(operation registry.Operation) bool {
	return operation.Trigger != nil && len(operation.Trigger.Webhook) > 0
}

// knownOperation refuses arguments of a command whose subcommands are the operations that it takes: what gets here is none of them.
func (p *program) knownOperation(command *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	for _, operation := range p.manifest().Operations {
		if operation.Code == args[0] {
			return fmt.Errorf("%s takes no %s; use %s", command.Name(), named(operation), strings.Join(usesOf(operation), " or "))
		}
	}
	message := fmt.Sprintf("there is no operation %q", args[0])
	if near := command.SuggestionsFor(args[0]); len(near) > 0 {
		slices.Sort(near)
		message += "; did you mean " + strings.Join(near, " or ") + "?"
	}
	return errors.New(message)
}

// named says what kind of operation it is, in the words of whoever called the wrong command.
func named(operation registry.Operation) string {
	switch {
	case isAction(operation):
		return fmt.Sprintf("action, and %s is one", operation.Code)
	case canPoll(operation):
		return fmt.Sprintf("trigger, and %s is one", operation.Code)
	default:
		return fmt.Sprintf("trigger whose events come by webhook only, and %s is one", operation.Code)
	}
}

// usesOf returns the command lines that run the operation.
func usesOf(operation registry.Operation) []string {
	var uses []string
	for _, command := range []struct {
		name  string
		takes func(registry.Operation) bool
	}{{"invoke", isAction}, {"poll", canPoll}, {"listen", hasWebhook}} {
		if command.takes(operation) {
			uses = append(uses, fmt.Sprintf("bigcommerce %s %s", command.name, operation.Code))
		}
	}
	return uses
}

// shownScopes is how many events the help of a trigger lists; one of them may listen to any.
const shownScopes = 10

// operationHelp describes the operation with the first level of its input.
func operationHelp(operation registry.Operation) string {
	var help strings.Builder
	fmt.Fprintf(&help, "%s: %s\n", operation.Name, operation.Summary)
	if operation.Description != "" {
		fmt.Fprintf(&help, "\n%s\n", operation.Description)
	}
	fmt.Fprintf(&help, "\nCalls %s; the token needs the scope %s.\n", operation.API, strings.Join(operation.Scopes, " or "))
	if hasWebhook(operation) && len(operation.Trigger.Webhook) <= shownScopes {
		fmt.Fprintf(&help, "BigCommerce's events: %s.\n", strings.Join(operation.Trigger.Webhook, ", "))
	}
	help.WriteString("\nInput (* must be given):\n")
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

// operationExamples writes the examples of the manifest as command lines of a command; flags are what else it needs.
func operationExamples(operation registry.Operation, command, flags string) string {
	var lines []string
	for _, example := range operation.Examples {
		quoted := strings.ReplaceAll(string(oneLine(example.Input)), "'", `'\''`)
		lines = append(lines, "  # "+example.Title, fmt.Sprintf("  bigcommerce %s %s %s--input '%s'", command, operation.Code, flags, quoted))
	}
	return strings.Join(lines, "\n")
}
