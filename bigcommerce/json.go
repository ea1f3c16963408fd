package bigcommerce

import (
	"bytes"
	"encoding/json"
	"iter"
	"unicode/utf8"
)

// The functions of this file find their way in JSON that is known to be valid, without decoding it: a record must pass
// unchanged, and a page of 250 is split far faster than it is decoded.

// elements yields the elements of a JSON array, nothing when it is none. The slices share data's memory but can't be appended into it.
func elements(data []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		i := skipBlanks(data, 0)
		if i == len(data) || data[i] != '[' {
			return
		}
		for i = skipBlanks(data, i+1); i < len(data) && data[i] != ']'; {
			end := valueEnd(data, i)
			if !yield(data[i:end:end]) {
				return
			}
			if i = skipBlanks(data, end); i < len(data) && data[i] == ',' {
				i = skipBlanks(data, i+1)
			}
		}
	}
}

// members yields the names and values of a JSON object, nothing when it is none.
func members(data []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for quoted, value := range quotedMembers(data) {
			if !yield(memberName(quoted), value) {
				return
			}
		}
	}
}

// quotedMembers yields the names of a JSON object as they are written, in quotes, and the values.
func quotedMembers(data []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func([]byte, []byte) bool) {
		i := skipBlanks(data, 0)
		if i == len(data) || data[i] != '{' {
			return
		}
		for i = skipBlanks(data, i+1); i < len(data) && data[i] == '"'; {
			end := valueEnd(data, i)
			name := data[i:end]
			i = skipBlanks(data, end)
			if i == len(data) || data[i] != ':' {
				return
			}
			i = skipBlanks(data, i+1)
			end = valueEnd(data, i)
			if !yield(name, data[i:end:end]) {
				return
			}
			if i = skipBlanks(data, end); i < len(data) && data[i] == ',' {
				i = skipBlanks(data, i+1)
			}
		}
	}
}

// member returns the value of an object's member, nil when it has none. Of several with the same name the last counts.
func member(data []byte, name string) []byte {
	var found []byte
	for quoted, value := range quotedMembers(data) {
		if isNamed(quoted, name) {
			found = value
		}
	}
	return found
}

// firstMember is member for data that is known to have each name once: it looks no further than it must.
func firstMember(data []byte, name string) []byte {
	for quoted, value := range quotedMembers(data) {
		if isNamed(quoted, name) {
			return value
		}
	}
	return nil
}

// isNamed reports whether the quoted name of a member is name.
func isNamed(quoted []byte, name string) bool {
	if isAsWritten(quoted) {
		return string(quoted[1:len(quoted)-1]) == name
	}
	return len(quoted) <= len(`""`)+len(`\u0000`)*len(name) && memberName(quoted) == name // escaped, a byte has six at most
}

// isAsWritten reports whether a JSON string is the text between its quotes: nothing is escaped, and nothing is no UTF-8, which is read as U+FFFD.
func isAsWritten(quoted []byte) bool {
	return len(quoted) >= 2 && bytes.IndexByte(quoted, '\\') < 0 && utf8.Valid(quoted)
}

// memberName reads a quoted name.
func memberName(quoted []byte) string {
	if isAsWritten(quoted) {
		return string(quoted[1 : len(quoted)-1])
	}
	var name string
	_ = json.Unmarshal(quoted, &name)
	return name
}

// text returns the text of a JSON string, and any other value as it is written; null is "".
func text(data []byte) string {
	if isNull(data) {
		return ""
	}
	if data[0] != '"' {
		return string(data)
	}
	if isAsWritten(data) {
		return string(data[1 : len(data)-1])
	}
	var s string
	if json.Unmarshal(data, &s) == nil {
		return s
	}
	return string(data)
}

func isNull(data []byte) bool { return len(data) == 0 || bytes.Equal(data, []byte("null")) }

// startsWith reports whether the value begins with this byte: '[' an array, '{' an object, '"' a text.
func startsWith(data []byte, first byte) bool {
	i := skipBlanks(data, 0)
	return i < len(data) && data[i] == first
}

func skipBlanks(data []byte, i int) int {
	for i < len(data) && (data[i] == ' ' || data[i] == '\n' || data[i] == '\t' || data[i] == '\r') {
		i++
	}
	return i
}

// plain are the bytes that say nothing about where an object or array ends.
var plain = func() (table [256]bool) {
	for b := range table {
		table[b] = !bytes.ContainsRune([]byte(`"{}[]`), rune(b))
	}
	return table
}()

// valueEnd returns where the value that begins at i ends; always after i when there is anything.
func valueEnd(data []byte, i int) int {
	depth := 0
	for i < len(data) {
		if depth > 0 { // most bytes are neither a quote nor a bracket
			for i < len(data) && plain[data[i]] {
				i++
			}
			if i == len(data) {
				return i
			}
		}
		switch data[i] {
		case '"':
			i = stringEnd(data, i)
			if depth == 0 {
				return i
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
			if depth <= 0 {
				return i + 1
			}
		default:
			if depth == 0 {
				return scalarEnd(data, i)
			}
		}
		i++
	}
	return i
}

// stringEnd returns where the string that begins at i ends.
func stringEnd(data []byte, i int) int {
	for i++; i < len(data); {
		quote := bytes.IndexByte(data[i:], '"')
		if quote < 0 {
			return len(data)
		}
		end := i + quote
		escapes := 0
		for end-1-escapes >= i && data[end-1-escapes] == '\\' {
			escapes++
		}
		i = end + 1
		if escapes%2 == 0 {
			return i
		}
	}
	return len(data)
}

// scalarEnd returns where a number, true, false or null ends.
func scalarEnd(data []byte, i int) int {
	for i++; i < len(data); i++ {
		switch data[i] {
		case ',', ']', '}', ':', ' ', '\n', '\t', '\r':
			return i
		}
	}
	return i
}
