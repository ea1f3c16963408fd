package main

import (
	"encoding/json"
	"errors"
	"strings"
)

// credential returns the credential that the environment holds, as the registry takes it. The error says which variables to set.
func (p *program) credential() (json.RawMessage, error) {
	fields := map[string]string{}
	var missing []string
	for _, variable := range []struct{ name, field, meaning string }{
		{"BIGCOMMERCE_STORE_HASH", "store_hash", "what follows store- in your control panel's address, or that address"},
		{"BIGCOMMERCE_API_TOKEN", "api_token", "the access token of a store-level API account (control panel, Settings, API)"},
		{"BIGCOMMERCE_CLIENT_SECRET", "client_secret", ""},
	} {
		text := p.env(variable.name)
		switch {
		case text != "":
			fields[variable.field] = text
		case variable.meaning != "":
			missing = append(missing, variable.name+" is not set. Set it to "+variable.meaning+".")
		}
	}
	if len(missing) > 0 {
		return nil, usageError{errors.New(strings.Join(missing, "\n"))}
	}
	return json.Marshal(fields)
}
