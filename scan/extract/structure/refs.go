package structure

// mostJoined is how many objects of a cache are put together.
const mostJoined = 200_000

// joined puts the things of a cache into the places that refer to them. Clients
// of GraphQL keep every thing once, by its kind and number, and refer to it by
// {"__ref": "Person:12"} (Apollo 3) or {"type": "id", "id": "Person:12"}
// (Apollo 2). A value without references comes back as it is.
func joined(v any) any {
	o, ok := v.(object)
	if !ok {
		return v
	}
	j := joiner{done: map[string]any{}}
	if j.cache = cacheIn(o, 0); j.cache == nil {
		return v
	}
	return j.value(v, 0)
}

// cacheIn finds the object whose members are referred to from inside it.
func cacheIn(o object, depth int) map[string]object {
	cache := map[string]object{}
	for _, m := range o {
		if inner, ok := m.value.(object); ok {
			cache[m.key] = inner
		}
	}
	for _, m := range o {
		if refersTo(m.value, cache, 0) {
			return cache
		}
	}
	if depth < 4 {
		for _, m := range o {
			if inner, ok := m.value.(object); ok {
				if c := cacheIn(inner, depth+1); c != nil {
					return c
				}
			}
		}
	}
	return nil
}

// refersTo reports whether a value holds a reference to a member of a cache.
func refersTo(v any, cache map[string]object, depth int) bool {
	if depth > 6 {
		return false
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v[:min(len(v), 3)] {
			if refersTo(e, cache, depth+1) {
				return true
			}
		}
	case object:
		if key, ok := reference(v); ok {
			return cache[key] != nil
		}
		for _, m := range v {
			if refersTo(m.value, cache, depth+1) {
				return true
			}
		}
	}
	return false
}

// reference returns the key that an object refers to, if it does nothing else.
func reference(o object) (string, bool) {
	if len(o) == 0 || len(o) > 4 {
		return "", false
	}
	if key, ok := o.get("__ref").(string); ok {
		return key, true
	}
	if kind, _ := o.get("type").(string); kind == "id" {
		key, ok := o.get("id").(string)
		return key, ok
	}
	return "", false
}

type joiner struct {
	cache map[string]object
	done  map[string]any
	made  int
}

func (j *joiner) value(v any, depth int) any {
	if j.made++; depth > 40 || j.made > mostJoined {
		return nil
	}
	switch v := v.(type) {
	case []any:
		list := make([]any, 0, len(v))
		for _, e := range v {
			list = append(list, j.value(e, depth+1))
		}
		return list
	case object:
		if key, ok := reference(v); ok && j.cache[key] != nil {
			return j.thing(key, depth)
		}
		o := make(object, 0, len(v))
		for _, m := range v {
			if known, ok := j.done[m.key]; ok && j.cache[m.key] != nil {
				o = append(o, member{m.key, known})
				continue
			}
			o = append(o, member{m.key, j.value(m.value, depth+1)})
		}
		return o
	}
	return v
}

func (j *joiner) thing(key string, depth int) any {
	if v, ok := j.done[key]; ok {
		return v
	}
	j.done[key] = nil // a ring ends here
	v := j.value(j.cache[key], depth+1)
	j.done[key] = v
	return v
}
