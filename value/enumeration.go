package value

// Choice is one value of an enumeration with the label that people see.
type Choice struct {
	// Value is what the API takes: a string, an integer or a boolean.
	Value any
	// Label is what a form shows.
	Label string
}

// Enumeration is implemented by types that have a closed list of values. A schema lists them with their labels, and an input
// may carry either.
type Enumeration interface {
	// Choices returns the values in the order in which a form lists them.
	Choices() []Choice
}
