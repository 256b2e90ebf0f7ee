package browser

import (
	"encoding/json"
	"net/url"
	"testing"
)

// FuzzFlatten: whatever a browser hands out is written down within bounds.
func FuzzFlatten(f *testing.F) {
	f.Add([]byte(`{"documents":[{"documentURL":0,"baseURL":0,"nodes":{"parentIndex":[-1,0,1],"nodeType":[9,1,3],"nodeName":[-1,1,-1],"nodeValue":[-1,-1,2],"attributes":[[],[3,2],[]],"contentDocumentIndex":{"index":[1],"value":[0]}},"layout":{"nodeIndex":[1,2],"styles":[[4,4],[4]]}}],"strings":["about:blank","IFRAME","text","id","visible"]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var s snapshot
		if json.Unmarshal(data, &s) != nil {
			return
		}
		if page, err := flatten(&s, 1<<16, func(*url.URL) bool { return true }); err == nil && len(page) > 1<<16 {
			t.Errorf("%d bytes", len(page))
		}
	})
}
