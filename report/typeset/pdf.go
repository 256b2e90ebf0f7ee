package typeset

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"time"
	"unicode/utf16"
)

// Info is what a document says about itself.
type Info struct {
	Title   string
	Lang    string    // BCP 47, such as en-US
	Created time.Time // zero: not said
}

// Doc writes a PDF as its pages come, so that a batch of any length takes
// little memory. After the last page it is closed. The first fault stays and
// is told by Close.
type Doc struct {
	w       io.Writer
	info    Info
	at      int64
	offsets []int64 // of objects, from number 1
	err     error
	packer  *zlib.Writer

	fonts []*subset
	of    map[*typeface]int
	page  *page
	pages []int   // objects
	tree  []int   // objects: the elements that each page's marks belong to
	open  []*part // elements that are not closed, the outermost first
}

// Objects whose numbers other objects need before they are written.
const (
	catalog = iota + 1
	pageTree
	resources
	structure
	parents
	document
	properties
	metadata
	fixedObjects = metadata
)

// page is the page being drawn.
type page struct {
	object, number int
	width, height  float64
	content        bytes.Buffer
	marks          []int // the element of each mark, by object
	marked         *part // whose mark is open
}

// part is an element of the document's structure.
type part struct {
	tag    string
	object int
	kids   []string
	more   string // entries of its dictionary
}

// NewDoc begins a document.
func NewDoc(w io.Writer, info Info) *Doc {
	d := &Doc{w: w, info: info, offsets: make([]int64, fixedObjects), of: map[*typeface]int{}, packer: zlib.NewWriter(nil)}
	d.print("%%PDF-1.7\n%%\xe2\xe3\xcf\xd3\n")
	d.open = []*part{{tag: "Document", object: document}}
	return d
}

// Page ends the page before and begins one of a size in points.
func (d *Doc) Page(width, height float64) {
	d.endPage()
	d.page = &page{object: d.reserve(), number: len(d.pages), width: width, height: height}
	d.pages = append(d.pages, d.page.object)
}

// Open begins an element of the structure, such as Sect, H1, P, L, LI, Lbl or
// LBody (ISO 32000-1, 14.8.4), within the one that is open.
func (d *Doc) Open(tag string) {
	d.unmark()
	d.open = append(d.open, &part{tag: tag, object: d.reserve()})
}

// Shut ends the element that was opened last.
func (d *Doc) Shut() {
	d.unmark()
	last := len(d.open) - 1
	p, parent := d.open[last], d.open[last-1]
	d.open = d.open[:last]
	d.writePart(p, parent.object)
	parent.kids = append(parent.kids, ref(p.object))
}

func (d *Doc) writePart(p *part, parent int) {
	var kids bytes.Buffer
	for i, k := range p.kids {
		if i > 0 {
			kids.WriteByte('\n')
		}
		kids.WriteString(k)
	}
	d.object(p.object, "<</Type /StructElem /S /%s /P %s%s /K [%s]>>", p.tag, ref(parent), p.more, kids.String())
}

// mark says that what is drawn next belongs to the element that is open.
func (d *Doc) mark() {
	p := d.open[len(d.open)-1]
	if d.page.marked == p {
		return
	}
	d.unmark()
	id := len(d.page.marks)
	fmt.Fprintf(&d.page.content, "/%s <</MCID %d>> BDC\n", p.tag, id)
	d.page.marks = append(d.page.marks, p.object)
	d.page.marked = p
	p.kids = append(p.kids, fmt.Sprintf("<</Type /MCR /Pg %s /MCID %d>>", ref(d.page.object), id))
}

func (d *Doc) unmark() {
	if d.page != nil && d.page.marked != nil {
		d.page.content.WriteString("EMC\n")
		d.page.marked = nil
	}
}

// endPage writes the page that was drawn.
func (d *Doc) endPage() {
	if d.page == nil {
		return
	}
	d.unmark()
	p := d.page
	d.page = nil
	content := d.reserve()
	d.stream(content, "", p.content.Bytes())
	d.object(p.object, "<<\n/Type /Page\n/Parent %s /MediaBox [0 0 %s %s] /Resources %s /Contents %s /StructParents %d /Tabs /S>>",
		ref(pageTree), number(p.width), number(p.height), ref(resources), ref(content), p.number)
	var marks bytes.Buffer
	for _, m := range p.marks {
		marks.WriteString(ref(m) + "\n")
	}
	tree := d.reserve()
	d.object(tree, "[%s]", marks.String())
	d.tree = append(d.tree, tree)
}

// Close writes what is left and returns the first fault of all.
func (d *Doc) Close() error {
	d.endPage()
	for len(d.open) > 1 {
		d.Shut()
	}
	d.writePart(d.open[0], structure)
	d.writeFonts()
	d.writeTrees()
	d.writeInfo()
	start := d.at
	d.print("xref\n0 %d\n0000000000 65535 f \n", len(d.offsets)+1)
	for _, at := range d.offsets {
		d.print("%010d 00000 n \n", at)
	}
	d.print("trailer\n<</Size %d /Root %s /Info %s>>\nstartxref\n%d\n%%%%EOF\n", len(d.offsets)+1, ref(catalog), ref(properties), start)
	return d.err
}

func (d *Doc) writeTrees() {
	list := func(objects []int) string {
		var b bytes.Buffer
		for _, o := range objects {
			b.WriteString(ref(o) + "\n")
		}
		return b.String()
	}
	d.object(pageTree, "<</Type /Pages /Count %d /Kids [%s]>>", len(d.pages), list(d.pages))
	d.object(structure, "<</Type /StructTreeRoot /K %s /ParentTree %s /ParentTreeNextKey %d>>", ref(document), ref(parents), len(d.tree))
	var b bytes.Buffer
	for i, o := range d.tree {
		fmt.Fprintf(&b, "%d %s\n", i, ref(o))
	}
	d.object(parents, "<</Nums [%s]>>", b.String())
	d.object(catalog, "<</Type /Catalog /Pages %s /Lang %s /MarkInfo <</Marked true>> /StructTreeRoot %s /Metadata %s /ViewerPreferences <</DisplayDocTitle true>>>>",
		ref(pageTree), text(d.info.Lang), ref(structure), ref(metadata))
}

// writeInfo writes the properties twice, as old and as new readers want them.
// They do not name the program: a letter is the person's.
func (d *Doc) writeInfo() {
	at := d.info.Created.UTC()
	old, dates := "", ""
	if !at.IsZero() {
		old = fmt.Sprintf(" /CreationDate (D:%s) /ModDate (D:%[1]s)", at.Format("20060102150405Z"))
		dates = fmt.Sprintf("<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%[1]s</xmp:ModifyDate>", at.Format(time.RFC3339))
	}
	d.object(properties, "<</Title %s%s>>", text(d.info.Title), old)
	xmp := fmt.Sprintf(`<?xpacket begin="`+"\ufeff"+`" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
%s
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`, escape(d.info.Title), escape(d.info.Lang), dates)
	d.object(metadata, "<</Type /Metadata /Subtype /XML /Length %d>>\nstream\n%s\nendstream", len(xmp), xmp)
}

// reserve gives an object its number.
func (d *Doc) reserve() int {
	d.offsets = append(d.offsets, 0)
	return len(d.offsets)
}

// object writes an object under its number.
func (d *Doc) object(n int, format string, values ...any) {
	d.offsets[n-1] = d.at
	d.print("%d 0 obj\n", n)
	d.print(format, values...)
	d.print("\nendobj\n")
}

// stream writes packed data as an object, with entries for its dictionary.
func (d *Doc) stream(n int, entries string, data []byte) {
	var packed bytes.Buffer
	d.packer.Reset(&packed)
	_, err := d.packer.Write(data)
	if err == nil {
		err = d.packer.Close()
	}
	if err != nil && d.err == nil {
		d.err = err
	}
	d.object(n, "<</Filter /FlateDecode /Length %d%s>>\nstream\n%s\nendstream", packed.Len(), entries, packed.Bytes())
}

func (d *Doc) print(format string, values ...any) {
	if d.err != nil {
		return
	}
	n, err := fmt.Fprintf(d.w, format, values...)
	d.at += int64(n)
	d.err = err
}

func ref(object int) string { return fmt.Sprintf("%d 0 R", object) }

// text writes a string as PDF wants text that may be of any script.
func text(s string) string {
	ascii := true
	for _, r := range s {
		ascii = ascii && r >= ' ' && r < 0x7f && r != '(' && r != ')' && r != '\\'
	}
	if ascii {
		return "(" + s + ")"
	}
	return fmt.Sprintf("<FEFF%X>", units(s))
}

// units returns a text as UTF-16, its bytes in PDF's order.
func units(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return b
}
