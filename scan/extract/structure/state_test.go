package structure

import (
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// TestState: the forms in which programs keep people.
func TestState(t *testing.T) {
	for name, c := range map[string]struct {
		page string
		want int // records
		town string
	}{
		"a cache with references":  {`<script>window.__APOLLO_STATE__={"Person:1":{"__typename":"Person","displayName":"Ana Reyes","age":41,"addresses":[{"__ref":"Address:1"}]},"Address:1":{"city":"Fresno","state":"CA"},"ROOT_QUERY":{"search":{"edges":[{"node":{"__ref":"Person:1"}}]}}}</script>`, 1, "Fresno"},
		"an older cache":           {`<script>var s={"Person:1":{"displayName":"Ana Reyes","age":41,"addresses":[{"type":"id","generated":false,"id":"Address:1"}]},"Address:1":{"city":"Fresno","state":"CA"}}</script>`, 1, "Fresno"},
		"a ring of references":     {`<script>var s={"P:1":{"displayName":"Ana Reyes","age":41,"city":"Fresno","state":"CA","relatives":[{"__ref":"P:2"}]},"P:2":{"displayName":"Jo Reyes","age":12,"city":"Fresno","relatives":[{"__ref":"P:1"}]}}</script>`, 2, "Fresno"},
		"hits of a search service": {`<script type="application/json">{"hits":[{"_id":"1","_source":{"full_name":"Ana Reyes","age":41,"address_history":[{"locality":"Fresno","region":"CA"}]}},{"_id":"2","_source":{"full_name":"Ana M Reyes","age":70}}]}</script>`, 2, "Fresno"},
		"a name in parts":          {`<script>window.s=JSON.parse("{\"people\":{\"a1\":{\"name\":{\"first\":\"Ana\",\"last\":\"Reyes\"},\"age\":41,\"city\":\"Fresno\",\"state\":\"CA\"}}}")</script>`, 1, "Fresno"},
		"behind short values":      {`<script>window.c={"cdn":"/c","flags":{"a":true}};window.s={"people":[{"fullName":"Ana Reyes","age":41,"city":"Fresno","state":"CA"}]}</script>`, 1, "Fresno"},
		"letters by number":        {`<script>window.s={"people":[{"fullName":"Ana \u0052ey\u00e9s","age":41,"city":"Fresno","state":"CA"}]}</script>`, 1, "Fresno"},
		"a namesake of the family": {`<script>window.s={"people":[{"fullName":"Jo Reyes","age":41,"phones":["(559) 555-0110"],"city":"Fresno","state":"CA"}]}</script>`, 1, "Fresno"},
		"an author":                {`<script>window.s={"article":{"title":"x","author":{"name":"Ana Reyes","url":"/a/1"}}}</script>`, 0, ""},
		"strangers":                {`<script>window.s={"people":[{"fullName":"Jo Moss","age":41,"city":"Fresno","state":"CA"}],"of":"Reyes"}</script>`, 0, ""},
	} {
		doc, err := scan.ParsePage(c.page)
		if err != nil {
			t.Fatal(err)
		}
		got := Read(doc, Options{Names: []scan.Name{{First: "Ana", Last: "Reyes"}}})
		if len(got) != c.want || c.want > 0 && (len(got[0].Addresses) == 0 || got[0].Addresses[0].City != c.town) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
