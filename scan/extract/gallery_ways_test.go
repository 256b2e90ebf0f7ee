package extract_test

import (
	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/brokers/practice/gallery"
	"github.com/whohasme/whohasme/scan"
)

// The other ways to read a page, as the tests of the gallery call them. A way
// that is nil is not there yet; its tests say so and measure nothing.
var (
	// galleryUndefined reads a page without any definition, knowing its
	// address, the site's country and the name that was asked for.
	galleryUndefined func(p gallery.Page, country string) []scan.Record

	// gallerySuggest proposes a definition from one page.
	gallerySuggest func(p gallery.Page, country string) (*brokers.Definition, error)

	// galleryRotted reads a page as a visit does and reports whether the visit
	// says that the definition may have rotted.
	galleryRotted func(b *brokers.Broker, p gallery.Page) bool
)
