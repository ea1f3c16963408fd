package connector

import (
	"errors"

	"github.com/appseconnect/bigcommerce-connector/bigcommerce"
	"github.com/appseconnect/bigcommerce-connector/registry"
)

// explain turns an error of the client into the failure that the engine gets. It returns nil for errors that are not the
// client's; the registry has its own words for those.
func explain(err error, operation string) *registry.Failure {
	var fault *bigcommerce.Error
	if !errors.As(err, &fault) {
		return nil
	}
	failure := registry.NewFailure(registry.FailureType(fault.Kind), fault.Code, fault.Message, err)
	failure.Status = fault.Status
	failure.Retryable = fault.Retryable
	failure.RetryAfter = fault.RetryAfter
	failure.Operation = operation
	failure.Details = fault.Details
	for _, field := range fault.Fields {
		failure.Fields = append(failure.Fields, registry.FieldFault{Path: field.Path, Message: field.Message})
	}
	return failure
}
