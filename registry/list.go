package registry

import (
	"reflect"
	"strings"
)

// array decodes a list, or what stands for one: a single value, or text with commas.
func (d *decoding) array(n *node, t token, title string, into reflect.Value) {
	into.Grow(n.count(t))
	switch {
	case t.kind == '[':
		index := 0
		for elements := scan(t.raw); ; index++ {
			text, ok := elements.element()
			if !ok {
				break
			}
			d.enterEntry(index)
			element := tokenOf(text)
			switch {
			case element.kind == 'n' && n.items.kind != kindAny:
				d.add("An entry of %s is null: leave it out.", title)
			case n.isBlankElement(element):
			default:
				d.element(n, element, title, into)
			}
			d.leave()
		}
	case !n.items.isScalar() && !n.splitsText:
		d.fault(n, title, "must be a list", t)
		return
	case t.kind == '"' && (n.splitsText || n.items.kind == kindInteger || n.items.kind == kindNumber):
		for piece := range strings.SplitSeq(t.text, ",") {
			if piece = strings.TrimSpace(piece); piece != "" {
				d.element(n, token{kind: '"', text: piece}, title, into)
			}
		}
	default:
		d.element(n, t, title, into)
	}
	if wrong := n.limits.checkCount(into.Len()); wrong != "" {
		d.add("%s %s.", title, wrong)
	}
	if n.limits.uniqueItems {
		d.unique(title, into)
	}
}

// element decodes one more element of a list.
func (d *decoding) element(n *node, t token, title string, list reflect.Value) {
	if list.Len() == list.Cap() {
		list.Grow(1)
	}
	list.SetLen(list.Len() + 1)
	d.value(n.items, t, title, list.Index(list.Len()-1))
}

// count returns how many elements a list will have at most, as far as that is known.
func (n *node) count(t token) int {
	if t.kind != '[' {
		return 1
	}
	count := 0
	for elements := scan(t.raw); ; count++ {
		if _, ok := elements.element(); !ok {
			return count
		}
	}
}

// unique refuses a list that has the same element twice.
func (d *decoding) unique(title string, list reflect.Value) {
	seen := make(map[any]bool, list.Len())
	for i := range list.Len() {
		element := list.Index(i)
		if !element.Comparable() {
			return
		}
		if key := element.Interface(); seen[key] {
			d.add("%s has an entry twice.", title)
			return
		} else {
			seen[key] = true
		}
	}
}
