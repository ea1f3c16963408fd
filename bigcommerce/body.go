package bigcommerce

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

const (
	// defaultBodyLimit bounds an answer after decompression. The largest pages that a store gives are of 250 products with their variants and
	// images, which are seldom more than 30 KB each. A list whose pages are larger is read in smaller ones; see [reader.divide].
	defaultBodyLimit = 16 << 20
	// largestRefusal bounds the body of an answer that is no success: it explains, and may carry the part of a batch that was saved.
	largestRefusal = 4 << 20
	// firstRoom is the memory that a body gets before anything of it has come, however long it says that it is.
	firstRoom = 256 << 10
	// leastRoom is that of a body that doesn't say how long it is.
	leastRoom = 4 << 10
	// slack is how many bytes of a body's memory may stay unused.
	slack = 64 << 10
)

var (
	errTooLarge = errors.New("the body is too large")
	errCrowded  = errors.New("it does not fit beside what was read before")
)

// readBody reads the body to its end, decompressed, up to limit bytes, and as far as the allowance goes.
func readBody(resp *http.Response, limit int, allowed *allowance) ([]byte, error) {
	var body io.Reader = resp.Body
	length := resp.ContentLength
	if strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip") && !resp.Uncompressed && length != 0 {
		unzipped, err := gzip.NewReader(body)
		if err != nil {
			return nil, err
		}
		body, length = unzipped, -1
	}
	if length > int64(limit) {
		return nil, errTooLarge
	}
	// There is room for one byte more than there may be, which is how the end, or too much, is found.
	room := leastRoom
	if length >= 0 {
		room = int(min(length+1, firstRoom))
	}
	if room = min(room, limit+1); !allowed.take(room) {
		return nil, errCrowded
	}
	data := make([]byte, 0, room)
	for {
		read, err := body.Read(data[len(data):cap(data)])
		data = data[:len(data)+read]
		switch {
		case len(data) > limit:
			allowed.giveBack(cap(data))
			return data, errTooLarge
		case errors.Is(err, io.EOF):
			if unused := cap(data) - len(data); unused > slack {
				data = bytes.Clone(data)
				allowed.giveBack(unused)
			}
			return data, nil
		case err != nil:
			allowed.giveBack(cap(data))
			return data, err
		case len(data) == cap(data):
			room := min(2*cap(data), limit+1)
			if length >= int64(len(data)) {
				room = min(room, int(length)+1)
			}
			if !allowed.take(room - cap(data)) {
				allowed.giveBack(cap(data))
				return data, errCrowded
			}
			data = append(make([]byte, 0, room), data...)
		}
	}
}

// sizeOf writes a bound for people.
func sizeOf(bytes int) string {
	if bytes >= 1<<20 {
		return fmt.Sprintf("%d MiB", bytes>>20)
	}
	return fmt.Sprintf("%d KiB", bytes>>10)
}
