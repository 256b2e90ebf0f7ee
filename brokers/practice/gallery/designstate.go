package gallery

import (
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
)

// What follows are the forms in which pages drawn by scripts carry their
// records: a search service's hits, a store by number, the flat array of
// devalue, and a cache of GraphQL with references.

func exactAge(w written) any {
	if w.High > 0 && w.Low == w.High {
		return w.Low
	}
	return nil
}

// searchHits are records as a search service returns them, each wrapped in
// what the service adds.
func searchHits(rows []written) any {
	list := []any{}
	for _, w := range rows {
		var homes, kin, tel []any
		for i, a := range w.Places {
			home := map[string]any{"street_address": a.Street, "locality": a.City, "region": a.State, "postal_code": a.Zip, "country": "US", "from": 1999 + i}
			homes = append(homes, home)
		}
		for _, k := range w.Kin {
			kin = append(kin, map[string]any{"full_name": k, "kind": "possible"})
		}
		for _, t := range w.Tel {
			tel = append(tel, map[string]any{"number": t.Text, "carrier": "Example Wireless"})
		}
		list = append(list, map[string]any{"_id": w.ID, "_score": 11.2, "_source": map[string]any{
			"full_name": w.Name, "age": exactAge(w), "address_history": homes, "also_known_as": w.Aliases, "relatives": kin, "phone_numbers": tel, "profile_path": w.Link, "gender": "", "teaser": true,
		}})
	}
	return list
}

// storeText is a store of persons by number, written as JSON inside a string.
func storeText(rows []written) (string, error) {
	persons, order := map[string]any{}, []string{}
	for _, w := range rows {
		var homes []any
		for _, a := range w.Places {
			homes = append(homes, map[string]any{"city": a.City, "state": a.State})
		}
		var tel []string
		for _, t := range w.Tel {
			tel = append(tel, t.Text)
		}
		persons[w.ID] = map[string]any{"id": w.ID, "name": map[string]any{"full": w.Name}, "age": exactAge(w), "locations": homes, "phones": tel, "relatives": w.Kin}
		order = append(order, w.ID)
	}
	out, err := json.Marshal(map[string]any{"ui": map[string]any{"menu": false}, "entities": map[string]any{"persons": persons}, "result": order})
	return string(out), err
}

// devalue writes records as Nuxt 3 does: one flat array in which the numbers
// inside arrays and objects are places of that array.
func devalue(rows []written) (template.JS, error) {
	var people []any
	for _, w := range rows {
		homes := []any{}
		for _, a := range w.Places {
			homes = append(homes, map[string]any{"city": a.City, "stateCode": a.State})
		}
		kin := []any{}
		for _, k := range w.Kin {
			kin = append(kin, k)
		}
		people = append(people, map[string]any{"id": w.ID, "fullName": w.Name, "age": exactAge(w), "addresses": homes, "relatives": kin, "url": w.Link})
	}
	f := flattener{}
	f.put(map[string]any{"data": map[string]any{"search": map[string]any{"total": len(rows), "people": people}}, "state": map[string]any{"theme": "light"}})
	out, err := json.Marshal(f.flat)
	return template.JS(strings.ReplaceAll(string(out), "</", "<\\/")), err
}

type flattener struct{ flat []any }

func (f *flattener) put(v any) int {
	at := len(f.flat)
	f.flat = append(f.flat, nil)
	switch v := v.(type) {
	case map[string]any:
		o := map[string]int{}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			o[k] = f.put(v[k])
		}
		f.flat[at] = o
	case []any:
		list := []int{}
		for _, e := range v {
			list = append(list, f.put(e))
		}
		f.flat[at] = list
	default:
		f.flat[at] = v
	}
	return at
}

// apolloCache is the cache of a GraphQL client: every thing once, by type and
// number, with references between them.
func apolloCache(rows []written) any {
	cache := map[string]any{}
	var edges []any
	ref := func(key string) any { return map[string]any{"__ref": key} }
	for _, w := range rows {
		var homes, kin, tel []any
		for i, a := range w.Places {
			key := fmt.Sprintf("Address:%s-%d", w.ID, i)
			cache[key] = map[string]any{"__typename": "Address", "id": key, "city": a.City, "state": a.State, "zip": a.Zip}
			homes = append(homes, ref(key))
		}
		for i, k := range w.Kin {
			key := fmt.Sprintf("Relative:%s-%d", w.ID, i)
			cache[key] = map[string]any{"__typename": "Relative", "id": key, "displayName": k}
			kin = append(kin, ref(key))
		}
		for i, t := range w.Tel {
			key := fmt.Sprintf("Phone:%s-%d", w.ID, i)
			cache[key] = map[string]any{"__typename": "Phone", "number": t.Text}
			tel = append(tel, ref(key))
		}
		cache["Person:"+w.ID] = map[string]any{"__typename": "Person", "id": w.ID, "displayName": w.Name, "age": exactAge(w), "addresses": homes, "relatives": kin, "phones": tel}
		edges = append(edges, map[string]any{"__typename": "Edge", "node": ref("Person:" + w.ID)})
	}
	cache["ROOT_QUERY"] = map[string]any{"__typename": "Query", `search({"page":1})`: map[string]any{"__typename": "Connection", "edges": edges}}
	return cache
}
