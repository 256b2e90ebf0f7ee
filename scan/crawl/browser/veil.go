package browser

import "strings"

// veiled are the elements that hold text of which the page shows nothing, the
// outermost ones. A page that shows nothing at all tells nothing of its
// elements: its body waits for something.
func (f *flattener) veiled(d *sheet, laid []int) map[int]bool {
	n := len(d.Nodes.Parent)
	seen, texts, silent := make([]bool, n), make([]bool, n), make([]bool, n)
	for i := range n {
		name := ""
		if at(d.Nodes.Type, i) == 1 {
			name = strings.ToLower(f.text(at(d.Nodes.Name, i)))
		}
		if p := at(d.Nodes.Parent, i); p >= 0 && p < i {
			silent[i] = silent[p]
		}
		silent[i] = silent[i] || unshown[name]
	}
	for i := n - 1; i >= 0; i-- {
		switch at(d.Nodes.Type, i) {
		case 3, 4:
			texts[i] = !silent[i] && strings.TrimSpace(f.text(at(d.Nodes.Value, i))) != ""
			seen[i] = texts[i] && laid[i] > 0
		case 1:
			seen[i] = seen[i] || laid[i] > 1 || laid[i] > 0 && replaced[strings.ToLower(f.text(at(d.Nodes.Name, i)))]
		}
		if p := at(d.Nodes.Parent, i); p >= 0 && p < i {
			seen[p], texts[p] = seen[p] || seen[i], texts[p] || texts[i]
		}
	}
	marks, within := map[int]bool{}, make([]bool, n)
	if n == 0 || !seen[0] {
		return nil
	}
	for i := range n {
		p := at(d.Nodes.Parent, i)
		within[i] = p >= 0 && p < i && (within[p] || marks[p] || laid[p] > 1)
		if at(d.Nodes.Type, i) == 1 && texts[i] && !seen[i] && !within[i] {
			marks[i] = true
		}
	}
	return marks
}

// laid says of each node whether it has a place on the page (1), or a place
// whose inside is laid out only when it is scrolled to (2).
func (f *flattener) laid(d *sheet) []int {
	list := make([]int, len(d.Nodes.Parent))
	for k, i := range d.Layout.Index {
		if i < 0 || i >= len(list) {
			continue
		}
		style := at(d.Layout.Styles, k)
		if v := f.text(at(style, 0)); len(style) > 0 && v != "visible" && v != "" {
			continue
		}
		list[i] = max(list[i], 1)
		if len(style) > 1 && f.text(style[1]) == "auto" {
			list[i] = 2
		}
	}
	return list
}

// unshown are elements whose text no page shows as its own; replaced are
// those that show something without text.
var (
	unshown  = map[string]bool{"head": true, "script": true, "style": true, "template": true, "noscript": true, "select": true, "textarea": true, "datalist": true, "title": true}
	replaced = map[string]bool{"img": true, "input": true, "button": true, "select": true, "textarea": true, "canvas": true, "video": true, "svg": true, "iframe": true, "object": true, "embed": true}
)
