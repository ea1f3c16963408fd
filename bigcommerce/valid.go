package bigcommerce

import (
	"bytes"
	"encoding/binary"
)

// deepest is how deep arrays and objects may be nested, as in encoding/json.
const deepest = 10_000

// validJSON is json.Valid, several times as fast: the check of a page is most of what a page costs.
func validJSON(data []byte) bool {
	end := endOfValue(data, skipBlanks(data, 0), 0)
	return end >= 0 && skipBlanks(data, end) == len(data)
}

// endOfValue returns where the value that begins at i ends, -1 when it is not valid.
func endOfValue(data []byte, i, depth int) int {
	if i >= len(data) {
		return -1
	}
	switch data[i] {
	case '{':
		return endOfObject(data, i, depth+1)
	case '[':
		return endOfArray(data, i, depth+1)
	case '"':
		return endOfString(data, i)
	case 't':
		return endOfWord(data, i, "true")
	case 'f':
		return endOfWord(data, i, "false")
	case 'n':
		return endOfWord(data, i, "null")
	default:
		return endOfNumber(data, i)
	}
}

func endOfObject(data []byte, i, depth int) int {
	if depth > deepest {
		return -1
	}
	if i = skipBlanks(data, i+1); i < len(data) && data[i] == '}' {
		return i + 1
	}
	for {
		if i >= len(data) || data[i] != '"' {
			return -1
		}
		if i = endOfString(data, i); i < 0 {
			return -1
		}
		if i = skipBlanks(data, i); i >= len(data) || data[i] != ':' {
			return -1
		}
		if i = endOfValue(data, skipBlanks(data, i+1), depth); i < 0 {
			return -1
		}
		if i = skipBlanks(data, i); i >= len(data) {
			return -1
		}
		switch data[i] {
		case '}':
			return i + 1
		case ',':
			i = skipBlanks(data, i+1)
		default:
			return -1
		}
	}
}

func endOfArray(data []byte, i, depth int) int {
	if depth > deepest {
		return -1
	}
	if i = skipBlanks(data, i+1); i < len(data) && data[i] == ']' {
		return i + 1
	}
	for {
		if i = endOfValue(data, i, depth); i < 0 {
			return -1
		}
		if i = skipBlanks(data, i); i >= len(data) {
			return -1
		}
		switch data[i] {
		case ']':
			return i + 1
		case ',':
			i = skipBlanks(data, i+1)
		default:
			return -1
		}
	}
}

const (
	eachByte = 0x0101010101010101
	topBits  = 0x8080808080808080
)

// special reports whether one of eight bytes ends a stretch of plain text: a quote, a backslash or a control character. It may
// also say so of eight bytes that are plain, when one is not ASCII.
func special(word uint64) bool {
	quote, backslash := word^'"'*eachByte, word^'\\'*eachByte
	return ((quote-eachByte)&^quote|(backslash-eachByte)&^backslash|(word-' '*eachByte)&^word)&topBits != 0
}

func endOfString(data []byte, i int) int {
	for i++; i < len(data); i++ {
		for i+8 <= len(data) && !special(binary.LittleEndian.Uint64(data[i:])) {
			i += 8
		}
		if i == len(data) {
			return -1
		}
		switch b := data[i]; {
		case b == '"':
			return i + 1
		case b < ' ':
			return -1
		case b == '\\':
			if i++; i == len(data) {
				return -1
			}
			switch data[i] {
			case 'b', 'f', 'n', 'r', 't', '\\', '/', '"':
			case 'u':
				for range 4 {
					if i++; i == len(data) || !isHex(data[i]) {
						return -1
					}
				}
			default:
				return -1
			}
		}
	}
	return -1
}

func isHex(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F'
}

func endOfWord(data []byte, i int, word string) int {
	if !bytes.HasPrefix(data[i:], []byte(word)) {
		return -1
	}
	return i + len(word)
}

func endOfNumber(data []byte, i int) int {
	if data[i] == '-' {
		i++
	}
	switch {
	case i < len(data) && data[i] == '0':
		i++
	default:
		if i = endOfDigits(data, i); i < 0 {
			return -1
		}
	}
	if i < len(data) && data[i] == '.' {
		if i = endOfDigits(data, i+1); i < 0 {
			return -1
		}
	}
	if i < len(data) && (data[i] == 'e' || data[i] == 'E') {
		if i++; i < len(data) && (data[i] == '+' || data[i] == '-') {
			i++
		}
		return endOfDigits(data, i)
	}
	return i
}

// endOfDigits returns where a run of at least one digit ends, -1 when there is none.
func endOfDigits(data []byte, i int) int {
	begin := i
	for i < len(data) && data[i] >= '0' && data[i] <= '9' {
		i++
	}
	if i == begin {
		return -1
	}
	return i
}
