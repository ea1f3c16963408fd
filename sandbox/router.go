package sandbox

import (
	"net/http"
	"strconv"
	"strings"
)

// The ids that stand for all others in the shape of a path.
const (
	anyNumber = "0"
	anyUUID   = "00000000-0000-0000-0000-000000000000"
)

// router finds endpoints by the shapes of their paths. It is no [http.ServeMux], which lets anything be an id: to that,
// /v3/customers/subscribers/{subscriber_id} and /v3/customers/{customer_id}/metafields are rivals.
type router map[string]*endpoint

func newRouter(endpoints []*endpoint) router {
	found := router{}
	for _, e := range endpoints {
		segments := strings.Split(e.path, "/")
		for i, segment := range segments {
			switch {
			case segment == "{cart_id}":
				segments[i] = anyUUID
			case strings.HasPrefix(segment, "{"):
				segments[i] = anyNumber
			}
		}
		shape := strings.Join(segments, "/")
		if found[shape] != nil {
			panic("sandbox: two endpoints have the path " + e.path)
		}
		found[shape] = e
	}
	return found
}

// find returns the endpoint of a path below the store, nil when there is none, and tells the request the ids in it.
func (r router) find(in *http.Request, below string) *endpoint {
	segments := strings.Split(below, "/")
	shape := make([]string, len(segments))
	for i, segment := range segments {
		shape[i] = shapeOf(segment)
	}
	e := r[strings.Join(shape, "/")]
	if e == nil {
		return nil
	}
	for i, name := range strings.Split(e.path, "/") {
		if strings.HasPrefix(name, "{") {
			in.SetPathValue(strings.Trim(name, "{}"), segments[i])
		}
	}
	return e
}

// shapeOf is a segment of a path, the same for all ids of one form.
func shapeOf(segment string) string {
	if isUUID(segment) {
		return anyUUID
	}
	if _, err := strconv.ParseInt(segment, 10, 64); err == nil {
		return anyNumber
	}
	return segment
}
