package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/appseconnect/bigcommerce-connector/registry"
)

func (p *program) optionsCommand() *cobra.Command {
	var input string
	var search registry.Search
	options := &cobra.Command{
		Use:   "options OPERATION POINTER [--query TEXT]",
		Short: "List what a field can be, for drop-downs",
		Long: `List what a field of an operation's input can be, as the drop-down of a form does: {"options":[{"value":…,"label":"…"}],"after":""}.

The pointer is that of the field in the input, with * for any index of an array. "bigcommerce describe" lists the fields that have a drop-down. When
"after" is not blank there are more: hand it back with --after.`,
		Example: `  bigcommerce options get_products '/categories_in/*' --query gimbal
  bigcommerce options get_orders /status_id
  bigcommerce options create_product /brand_id --limit 250`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return errors.New("name an operation and the pointer of one of its fields, such as get_orders /status_id")
			}
			return nil
		},
		RunE: func(command *cobra.Command, args []string) error {
			if search.Limit < 0 {
				return usageError{errors.New("--limit can't be below 0")}
			}
			call, err := p.call(args[0], input)
			if err != nil {
				return err
			}
			found, failure := p.registry.Options(command.Context(), call, args[1], search)
			if failure != nil {
				return failure
			}
			return writeJSON(p.out, found)
		},
	}
	inputFlag(options, &input)
	flags := options.Flags()
	flags.StringVarP(&search.Query, "query", "q", "", "only those whose label contains this `text`")
	flags.StringVar(&search.After, "after", "", "continue here: the `after` that the page before printed")
	flags.IntVar(&search.Limit, "limit", 0, "how many at most, 1 to 250; 50 when left out")
	return options
}
