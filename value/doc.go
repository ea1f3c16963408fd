// Package value holds the small types that a typed view of an API needs beyond Go's own: a field that is omitted, null or
// set ([Optional]), an exact amount of money ([Money], [MoneyText]), a date in either of BigCommerce's notations ([Date],
// [DateText]), and the JSON pointer to a place ([Pointer]). It is a leaf: it imports nothing of this project, so that the client
// and the registry can both use it.
package value
