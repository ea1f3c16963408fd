package registry

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// This file takes JSON apart that is known to be valid, without decoding what nobody asked for: values are slices of the input.

// maxDepth is how deeply the objects and arrays of an input may be nested.
const maxDepth = 64

// depth returns how deeply the objects and arrays of valid JSON are nested.
func depth(text []byte) int {
	deepest, open := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			i = stringEnd(text, i) - 1
		case '{', '[':
			open++
			deepest = max(deepest, open)
		case '}', ']':
			open--
		}
	}
	return deepest
}

// stringEnd returns the place after the closing quote of the string that starts at i.
func stringEnd(text []byte, i int) int {
	for i++; text[i] != '"'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return i + 1
}

// valueEnd returns the place after the value that starts at i.
func valueEnd(text []byte, i int) int {
	switch text[i] {
	case '"':
		return stringEnd(text, i)
	case '{', '[':
		open := 0
		for ; ; i++ {
			switch text[i] {
			case '"':
				i = stringEnd(text, i) - 1
			case '{', '[':
				open++
			case '}', ']':
				if open--; open == 0 {
					return i + 1
				}
			}
		}
	}
	for i < len(text) && text[i] != ',' && text[i] != '}' && text[i] != ']' && !isSpace(text[i]) {
		i++
	}
	return i
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// scanner goes through the elements of one array or the members of one object.
type scanner struct {
	text []byte
	at   int
}

// scan returns a scanner of the array or object.
func scan(text []byte) scanner { return scanner{text: text, at: 1} }

// skip moves on to the next byte that means something, and reports false at the end.
func (s *scanner) skip() bool {
	for isSpace(s.text[s.at]) || s.text[s.at] == ',' || s.text[s.at] == ':' {
		s.at++
	}
	return s.text[s.at] != '}' && s.text[s.at] != ']'
}

// element returns the next element of an array.
func (s *scanner) element() ([]byte, bool) {
	if !s.skip() {
		return nil, false
	}
	start := s.at
	s.at = valueEnd(s.text, start)
	return s.text[start:s.at], true
}

// member returns the next member of an object. The name is still quoted.
func (s *scanner) member() (name, value []byte, ok bool) {
	if name, ok = s.element(); !ok {
		return nil, nil, false
	}
	value, _ = s.element()
	return name, value, true
}

// unquote returns the text of a JSON string.
func unquote(quoted []byte) string {
	inner := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(inner, '\\') >= 0 {
		var text string
		_ = json.Unmarshal(quoted, &text) // valid by contract
		return text
	}
	if !utf8.Valid(inner) {
		return strings.ToValidUTF8(string(inner), "\uFFFD")
	}
	return string(inner)
}

// token is one value of the input: a slice of the JSON, or a piece of text that stood for it.
type token struct {
	// kind is the first byte of the value: " for text, { [ t f n, and 0 for a number.
	kind byte
	// raw is the JSON as it is written; nil for a piece of comma-separated text.
	raw []byte
	// text is the text of a string.
	text string
}

// tokenOf returns the token of a JSON value.
func tokenOf(raw []byte) token {
	switch raw[0] {
	case '"':
		return token{kind: '"', raw: raw, text: unquote(raw)}
	case '{', '[', 't', 'f', 'n':
		return token{kind: raw[0], raw: raw}
	}
	return token{raw: raw}
}

// word returns what a text or a number says, without the blanks around it.
func (t token) word() string {
	if t.kind == '"' {
		return strings.TrimSpace(t.text)
	}
	return string(t.raw)
}

// isBlankText reports whether the token is text of nothing but blanks.
func (t token) isBlankText() bool { return t.kind == '"' && strings.TrimSpace(t.text) == "" }

// opened returns the array or object that the token is, or that its text holds as JSON.
func (t token) opened(bracket byte) token {
	if t.kind != '"' {
		return t
	}
	text := []byte(strings.TrimSpace(t.text))
	if len(text) == 0 || text[0] != bracket || !json.Valid(text) || depth(text) > maxDepth {
		return t
	}
	return token{kind: bracket, raw: text}
}
