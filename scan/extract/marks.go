package extract

import "golang.org/x/net/html"

// Marks returns the elements of a page that Read takes for records, and those
// that it takes for the sign that there is nobody, in page order.
func (r *Reader) Marks(doc *html.Node) (records, signs []*html.Node) {
	records, _ = r.record.elements(doc) // Read has told of what fails
	hits, _ := r.nothing.in(doc)
	for _, h := range hits {
		if h.near != nil && shown(h.near) {
			signs = append(signs, h.near)
		}
	}
	return records, signs
}
