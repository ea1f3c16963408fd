package registry

import "strings"

// separators are what stands between the entries of a list that is written as text.
const separators = ", \t\r\n"

// open returns the array or object that the text holds as JSON, where the node wants one.
func (n *node) open(t token) token {
	switch n.kind {
	case kindArray:
		return t.opened('[')
	case kindObject, kindMap:
		return t.opened('{')
	}
	return t
}

// isBlank reports whether the token says nothing: blank text, an empty list, or lists and objects of nothing but blanks.
func (n *node) isBlank(t token) bool {
	switch t = n.open(t); t.kind {
	case '"':
		return t.isBlankText() || n.kind == kindArray && strings.Trim(t.text, separators) == ""
	case '[':
		if n.kind == kindAny {
			return false
		}
		for elements := scan(t.raw); ; {
			element, ok := elements.element()
			if !ok {
				return true
			}
			if n.kind != kindArray || !n.isBlankElement(tokenOf(element)) {
				return false
			}
		}
	case '{':
		if n.kind != kindObject && n.kind != kindMap {
			return false
		}
		for members := scan(t.raw); ; {
			name, text, ok := members.member()
			if !ok {
				return true
			}
			if n.kind == kindMap {
				return false
			}
			i, _ := n.find(name)
			if i < 0 || !n.fields[i].node.isBlank(tokenOf(text)) {
				return false
			}
		}
	}
	return false
}

// isBlankElement reports whether an element of the array says nothing.
func (n *node) isBlankElement(t token) bool {
	return n.items.isBlank(t) || n.splitsText && t.kind == '"' && strings.Trim(t.text, separators) == ""
}
