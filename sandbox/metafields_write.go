package sandbox

import "net/http"

// metafieldRules are the demands on a metafield.
var metafieldRules = []rule{
	choice("permission_set", "app_only", "read", "write", "read_and_sf_access", "write_and_sf_access").must(),
	textOf("namespace", 1, 64).must(),
	textOf("key", 1, 64).must(),
	textOf("value", 1, longText).must(),
	textOf("description", 0, 255),
}

func (t tagged) create(s *Store, r *request) (answer, *refusal) {
	body, f := bodyObject(r.body)
	if f != nil {
		return answer{}, f
	}
	metafield, f := t.add(s, r, r.id(t.id), body)
	if f != nil {
		return answer{}, f
	}
	return t.written(metafield), nil
}

// add gives a metafield to a record.
func (t tagged) add(s *Store, r *request, id int64, body object) (object, *refusal) {
	if !t.exists(s, id) {
		return nil, notFound()
	}
	if f := invalid(check(metafieldRules, body, "", false)); f != nil {
		return nil, f
	}
	now := dateV3(s.now())
	metafield := object{{"id", number(s.metafields.nextID)}}.
		merged(body.without("id", "resource_id")).
		with("resource_type", quote(t.kind)).
		with("resource_id", number(id)).
		with("owner_client_id", quote(r.client())).
		with("date_created", now).
		with("date_modified", now)
	if metafield.raw("description") == "" {
		metafield = metafield.with("description", `""`)
	}
	if f := s.checkMetafield(metafield); f != nil {
		return nil, f
	}
	s.metafields.put(s.metafields.takeID(), metafield)
	t.emit(s, "created", metafield)
	return metafield, nil
}

// checkMetafield refuses a metafield that its owner has given to the record already, and one too many.
func (s *Store) checkMetafield(metafield object) *refusal {
	count := 0
	for _, other := range s.metafields.all() {
		if other.raw("id") == metafield.raw("id") {
			continue
		}
		if named(other) == named(metafield) {
			return refuse(http.StatusConflict, "The metafield conflicts with another metafield.").because("key", "is taken in this namespace")
		}
		if other.raw("resource_id") == metafield.raw("resource_id") && other.text("resource_type") == metafield.text("resource_type") &&
			other.text("owner_client_id") == metafield.text("owner_client_id") {
			count++
		}
	}
	if count >= metafieldLimit {
		return refuse(http.StatusUnprocessableEntity, "The record has as many metafields as it can have.")
	}
	return nil
}

func (t tagged) update(s *Store, r *request) (answer, *refusal) {
	stored, f := t.find(s, r)
	if f != nil {
		return answer{}, f
	}
	body, f := bodyObject(r.body)
	if f != nil {
		return answer{}, f
	}
	metafield, f := t.change(s, r, stored, body)
	if f != nil {
		return answer{}, f
	}
	return t.written(metafield), nil
}

// change writes what a body has of a metafield. Others than its owner may do so only with its leave.
func (t tagged) change(s *Store, r *request, stored, body object) (object, *refusal) {
	permission := stored.text("permission_set")
	if stored.text("owner_client_id") != r.client() && permission != "write" && permission != "write_and_sf_access" {
		return nil, refuse(http.StatusForbidden, "The metafield belongs to another client.")
	}
	if f := invalid(check(metafieldRules, body, "", true)); f != nil {
		return nil, f
	}
	metafield := stored.
		merged(body.without("id", "resource_type", "resource_id", "owner_client_id", "date_created", "date_modified")).
		with("date_modified", dateV3(s.now()))
	if f := s.checkMetafield(metafield); f != nil {
		return nil, f
	}
	s.metafields.put(metafield.integer("id"), metafield)
	t.emit(s, "updated", metafield)
	return metafield, nil
}

func (t tagged) remove(s *Store, r *request) (answer, *refusal) {
	stored, f := t.find(s, r)
	if f == nil {
		f = t.take(s, r, stored)
	}
	if f != nil {
		return answer{}, f
	}
	return noContent(), nil
}

// take deletes a metafield of the client.
func (t tagged) take(s *Store, r *request, stored object) *refusal {
	if stored.text("owner_client_id") != r.client() {
		return refuse(http.StatusForbidden, "The metafield belongs to another client.")
	}
	s.metafields.remove(stored.integer("id"))
	t.emit(s, "deleted", stored)
	return nil
}

// createMany saves each metafield of the array that can be saved.
func (t tagged) createMany(s *Store, r *request) (answer, *refusal) {
	return many(r, func(body object) (string, *refusal) {
		metafield, f := t.add(s, r, body.integer("resource_id"), body)
		return metafield.String(), f
	})
}

// updateMany changes each metafield of the array that can be changed.
func (t tagged) updateMany(s *Store, r *request) (answer, *refusal) {
	return many(r, func(body object) (string, *refusal) {
		stored, exists := s.metafields.get(body.integer("id"))
		if !exists || !t.isFor(stored, r.client()) {
			return "", notFound()
		}
		metafield, f := t.change(s, r, stored, body)
		return metafield.String(), f
	})
}

// many writes each item of a batch, and answers with what was saved and what was refused.
func many(r *request, write func(object) (string, *refusal)) (answer, *refusal) {
	bodies, f := bodyObjects(r.body, maxLimit, "The request payload is too large.")
	if f != nil {
		if f.status == http.StatusUnprocessableEntity { // which here means that a part was saved
			f.status = http.StatusBadRequest
		}
		return answer{}, f
	}
	var saved, refused []string
	for _, body := range bodies {
		if one, f := write(body); f != nil {
			refused = append(refused, f.object().String())
		} else {
			saved = append(saved, one)
		}
	}
	return partly(saved, refused), nil
}

// partly is the answer to a batch of which what can be done is done.
func partly(saved, refused []string) answer {
	status := http.StatusOK
	if len(refused) > 0 {
		status = http.StatusUnprocessableEntity
	}
	meta := object{{"total", number(int64(len(saved) + len(refused)))}, {"success", number(int64(len(saved)))}, {"failed", number(int64(len(refused)))}}
	return jsonAnswer(status, object{{"data", array(saved...)}, {"errors", array(refused...)}, {"meta", meta.String()}})
}

// deleteMany deletes the metafields whose ids the body lists, and answers with those that are gone.
func (t tagged) deleteMany(s *Store, r *request) (answer, *refusal) {
	var deleted, refused []string
	ids, err := parseArray(string(r.body))
	if err != nil || len(ids) == 0 {
		return answer{}, refuse(http.StatusBadRequest, "Input is invalid").because("", expected[anArray])
	}
	for _, id := range ids {
		stored, exists := s.metafields.get(object{{"id", id}}.integer("id"))
		f := notFound()
		if exists && t.isFor(stored, r.client()) {
			f = t.take(s, r, stored)
		}
		if f != nil {
			refused = append(refused, f.object().String())
		} else {
			deleted = append(deleted, id)
		}
	}
	return partly(deleted, refused), nil
}

// emit emits the events of a metafield: that of its kind of record, if it has one, and that of all kinds.
func (t tagged) emit(s *Store, what string, metafield object) {
	event := object{{"metafield_id", metafield.raw("id")}, {"resource_id", quote(metafield.raw("resource_id"))}}
	if t.events != "" {
		s.emit(t.events+what, event)
	}
	s.emit("store/metafield/"+what, append(event, field{"resource_type", quote(t.kind)}))
}
