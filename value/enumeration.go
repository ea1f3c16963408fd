package value

// Choice is one value of an enumeration with the label that people see.
type Choice struct {
	// Value is what the API takes: a string, an integer or a boolean.
	Value any
	// Label is what a form shows.
	Label string
}

// Enumeration is implemented by types that have a list of values, which is closed unless they are an [OpenEnumeration]. A schema lists them with their labels, and an input
// may carry either.
type Enumeration interface {
	// Choices returns the values in the order in which a form lists them.
	Choices() []Choice
}

// OpenEnumeration is implemented by texts that are one of a list of values, or a name that only the one who acts on it can resolve, such as a
// label that a merchant made up. An input may carry the values as the choices have them, which may be integers, their labels, or any other text that
// is no number. What is stored is the value as text, or the other text as it is.
type OpenEnumeration interface {
	Enumeration
	// AcceptsOthers marks the enumeration as open.
	AcceptsOthers()
}
