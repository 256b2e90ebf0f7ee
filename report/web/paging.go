package web

import (
	"net/http"
	"strconv"
)

// paging is where a page of a long list stands.
type paging struct{ Page, Pages, Total int }

// Before and After are the numbers of the pages beside this one; 0: there is
// none.
func (p paging) Before() int { return p.Page - 1 }

// After is the number of the next page, or 0.
func (p paging) After() int {
	if p.Page < p.Pages {
		return p.Page + 1
	}
	return 0
}

// cut returns the part of a list that a request asks for.
func cut[T any](r *http.Request, list []T) ([]T, paging) {
	p := paging{Page: 1, Pages: max(1, (len(list)+perPage-1)/perPage), Total: len(list)}
	if n, err := strconv.Atoi(r.URL.Query().Get("page")); err == nil {
		p.Page = min(max(n, 1), p.Pages)
	}
	from := (p.Page - 1) * perPage
	return list[from:min(from+perPage, len(list))], p
}
