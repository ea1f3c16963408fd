package bigcommerce

import "net/http"

// incomplete is the failure of a write that BigCommerce accepted with this status without returning what was written.
func incomplete(api string, status int, message string) *Error {
	return &Error{Kind: KindOutcomeUnknown, Status: status, Code: "bigcommerce.incomplete", API: api, Message: message}
}

// changeNotReturned is the [incomplete] change of what is named, such as "the customer".
func changeNotReturned(api, name string) *Error {
	return incomplete(api, http.StatusOK, "BigCommerce accepted the change but did not return "+name+". Read it to see whether it was made.")
}
