package value

import "strings"

// pointerEscape writes what has a meaning of its own in a JSON pointer.
var pointerEscape = strings.NewReplacer("~", "~0", "/", "~1")

// Pointer returns the JSON pointer (RFC 6901) of the place that the names and list indexes lead to from the outermost value, such as
// "/custom_fields/0/name". Without any it is "", the outermost value itself.
func Pointer(segments ...string) string {
	var pointer strings.Builder
	for _, segment := range segments {
		pointer.WriteString("/" + pointerEscape.Replace(segment))
	}
	return pointer.String()
}
