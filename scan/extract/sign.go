package extract

import (
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
)

// Sign is something that a page has or lacks.
type Sign struct{ selector *selector }

// CompileSign prepares a selector.
func CompileSign(s brokers.Selector) (*Sign, error) {
	sel, err := compile(s)
	return &Sign{sel}, err
}

// On reports whether a page has the sign. A page that cannot be read has none.
func (s *Sign) On(page string) bool {
	doc, err := scan.ParsePage(page)
	if err != nil {
		return false
	}
	hits, err := s.selector.in(doc)
	return err == nil && len(hits) > 0
}
