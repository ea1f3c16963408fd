package bigcommerce

// pathf builds a path from a format and its segments. Text segments are escaped; a blank one, "..", and ids that are not
// positive make a path that do refuses.
func pathf(format string, segments ...any) string {
	return format
}
