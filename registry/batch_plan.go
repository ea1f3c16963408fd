package registry

// task is one input of a batch that passed validation.
type task[In any] struct {
	// index is its place in the batch; copies are those of later inputs that ask for the same.
	index  int
	copies []int
	in     In
	keys   []string
	weight int
	// group is the name of those it may share a chunk with; alone tells that it shares with nobody.
	group string
	alone bool
}

// chunk is what is run at once.
type chunk[In any] struct {
	tasks  []*task[In]
	weight int
	// after are the chunks that must be over first: they have earlier inputs with the same keys.
	after []*chunk[In]
	done  chan struct{}
}

// plan divides the tasks into chunks of at most size tasks and, when capacity is positive, of at most that weight. each task
// goes into the first chunk of its group that has room and comes after every chunk with one of its keys. A chunk waits only for chunks
// before it.
func plan[In any](tasks []*task[In], size, capacity int) []*chunk[In] {
	var chunks []*chunk[In]
	open := map[string][]int{} // by group, the chunks that have room
	last := map[string]int{}   // by key, the chunk that has it, counted from 1
	for _, t := range tasks {
		first := 0
		for _, key := range t.keys {
			first = max(first, last[key])
		}
		at := -1
		if !t.alone {
			for _, candidate := range open[t.group] {
				if candidate >= first && (capacity <= 0 || chunks[candidate].weight+t.weight <= capacity) {
					at = candidate
					break
				}
			}
		}
		if at < 0 {
			at = len(chunks)
			chunks = append(chunks, &chunk[In]{done: make(chan struct{})})
			if !t.alone && size > 1 {
				open[t.group] = append(open[t.group], at)
			}
		}
		c := chunks[at]
		c.tasks = append(c.tasks, t)
		c.weight += t.weight
		if len(c.tasks) == size {
			open[t.group] = without(open[t.group], at)
		}
		for _, key := range t.keys {
			if before := last[key]; before > 0 && before-1 != at {
				c.after = append(c.after, chunks[before-1])
			}
			last[key] = at + 1
		}
	}
	return chunks
}

// without returns the list without the number. It changes the list.
func without(list []int, number int) []int {
	for i, candidate := range list {
		if candidate == number {
			return append(list[:i], list[i+1:]...)
		}
	}
	return list
}
