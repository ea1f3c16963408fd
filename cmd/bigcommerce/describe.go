package main

import (
	"github.com/spf13/cobra"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

func (p *program) describeCommand() *cobra.Command {
	describe := &cobra.Command{
		Use:   "describe [operation]",
		Short: "Print what the operations take and give",
		Long: `Print the manifest of the connector: its credential, and every operation (action or trigger) with its input and output as JSON Schema, its
scopes and its effect. With the code of an operation, print that operation alone, for reading. No account is needed.`,
		Example: `  bigcommerce describe
  bigcommerce describe create_customer
  bigcommerce describe | jq -r '.operations[] | .code + "  " + .summary'
  bigcommerce describe | jq -r '.operations[] | select(.kind == "trigger") | .code'`,
		RunE: func(*cobra.Command, []string) error {
			return writeManifest(p.out, p.manifest())
		},
	}
	p.addOperations(describe, anyOperation, func(operation registry.Operation) *cobra.Command {
		return &cobra.Command{
			RunE: func(*cobra.Command, []string) error { return writeIndentedJSON(p.out, operation) },
		}
	})
	return describe
}
