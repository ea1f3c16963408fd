package sandbox

// emit tells of an event, such as store/order/created with {"type":"order","id":118}. It is called once for each event, under the
// store's lock. Nobody listens yet.
func (s *Store) emit(scope string, data object) {}
