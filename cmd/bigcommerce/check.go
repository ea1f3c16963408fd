package main

import (
	"github.com/spf13/cobra"

	connector "github.com/appseconnect/bigcommerce-connector"
)

func (p *program) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Test the credential and report what it may do",
		Long: `Test the credential in the environment: read one customer, then try each further group of permissions (OAuth
scopes). The report says what is granted or denied, and which operations a missing scope blocks. Nothing is changed.`,
		Example: `  export BIGCOMMERCE_STORE_HASH=abc123
  read -rs BIGCOMMERCE_API_TOKEN && export BIGCOMMERCE_API_TOKEN
  bigcommerce check`,
		Args: cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			credential, err := p.credential()
			if err != nil {
				return err
			}
			report, failure := p.registry.Check(command.Context(), connector.Code, credential)
			if err := writeIndentedJSON(p.out, report); err != nil {
				return err
			}
			return failure
		},
	}
}
