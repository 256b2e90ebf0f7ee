package tree

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ name, page, want string }{
		{"words", "<p>Maria Garcia</p>", "Maria Garcia"},
		{"white space", "<p>  Maria \n\t Garcia&nbsp; </p>", "Maria Garcia"},
		{"inline elements touch", "<p><b>Mar</b>ia <i>Garcia</i></p>", "Maria Garcia"},
		{"space between inline elements", "<p><b>Maria</b> <i>Garcia</i></p>", "Maria Garcia"},
		{"list items", "<ul><li>Chicago, IL</li><li>Evanston, IL</li></ul>", "Chicago, IL\nEvanston, IL"},
		{"divs", "<div>Chicago, IL</div><div>Evanston, IL</div>", "Chicago, IL\nEvanston, IL"},
		{"div in text", "Lives in<div>Chicago</div>since 2019", "Lives in\nChicago\nsince 2019"},
		{"br", "12 Elm St<br>Dayton, OH", "12 Elm St\nDayton, OH"},
		{"br and spaces", "12 Elm St <br/> Dayton, OH", "12 Elm St\nDayton, OH"},
		{"many breaks are one", "a<br><br><div><div>b</div></div>", "a\nb"},
		{"no break at the ends", "<div><br>a<br></div>", "a"},
		{"headings", "<h2>Maria</h2><h3>42</h3>", "Maria\n42"},
		{"definition list", "<dl><dt>Age</dt><dd>42</dd></dl>", "Age\n42"},
		{"custom elements are inline", "<x-a>a</x-a><x-b>b</x-b>", "ab"},
		{"cells", "<table><tr><td>Maria</td><td>42</td></tr></table>", "Maria\t42"},
		{"cells and white space", "<table><tr>\n<td> Maria </td>\n<td> 42 </td>\n</tr></table>", "Maria\t42"},
		{"rows", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a\tb\nc\td"},
		{"header cells", "<table><tr><th>Age</th><td>42</td></tr></table>", "Age\t42"},
		{"blocks in cells", "<table><tr><td><div>a</div></td><td><p>b</p></td></tr></table>", "a\tb"},
		{"lines in a cell", "<table><tr><td>a<br>b</td><td>c</td></tr></table>", "a\nb\tc"},
		{"empty cell", "<table><tr><td>a</td><td></td><td>c</td></tr></table>", "a\t\tc"},
		{"script", "a<script>var b</script>c", "ac"},
		{"style", "a<style>b{}</style>c", "ac"},
		{"noscript", "a<noscript>b</noscript>c", "ac"},
		{"template", "a<template>b</template>c", "ac"},
		{"comment", "a<!-- b -->c", "ac"},
		{"entities", "Garc&iacute;a &amp; L&oacute;pez", "García & López"},
		{"soft hyphen", "Gar&shy;cia", "Garcia"},
		{"zero width space", "Gar&#8203;cia", "Garcia"},
		{"direction marks", "a&#8238;b&#8236;c", "abc"},
		{"joiner stays", "نی\u200cما", "نی\u200cما"},
		{"details", "<details><summary>Phones</summary>(512) 555-0142</details>", "Phones\n(512) 555-0142"},
		{"options", "<select><option>TX</option><option>OH</option></select>", "TX\nOH"},
		{"nothing", "", ""},
		{"inline block elements of lists", "<ul><li>a <b>b</b></li><li>c</li></ul>", "a b\nc"},
		{"heading and text", "<h3>Age:</h3> 45 <br> <h3>AKA:</h3> Jack", "Age:\n45\nAKA:\nJack"},
		{"nested tables", "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>", "a\tb\n\tc"},
		{"caption", "<table><caption>People</caption><tr><td>a</td></tr></table>", "People\na"},
		{"head and body of a table", "<table><thead><tr><th>Name</th><th>Age</th></tr></thead><tbody><tr><td>Ana</td><td>42</td></tr></tbody></table>", "Name\tAge\nAna\t42"},
		{"three empty cells", "<table><tr><td></td><td></td><td>c</td></tr></table>", "c"},
		{"form controls are no text", "<form><input value=x><button>Go</button></form>", "Go"},
		{"address element", "<address>12 Elm St</address><address>9 Oak Ave</address>", "12 Elm St\n9 Oak Ave"},
		{"horizontal rule", "a<hr>b", "a\nb"},
		{"pre", "<pre>a\n  b</pre>", "a b"},
		{"summary", "<details><summary>More</summary><div>x</div></details>", "More\nx"},
		{"section and article", "<section><article>a</article><article>b</article></section>", "a\nb"},
		{"figure", "<figure><img alt=x><figcaption>John Smith</figcaption></figure>", "John Smith"},
		{"link in a sentence", "Lives in <a href=x>Austin</a>, TX", "Lives in Austin, TX"},
		{"bold in a word", "Gar<b>ci</b>a", "Garcia"},
		{"line breaks in the source", "Austin,\n\t\tTX\n78704", "Austin, TX 78704"},
		{"narrow and wide spaces", "a\u2009b\u3000c", "a b c"},
		{"no-break space", "12&nbsp;Elm&nbsp;St", "12 Elm St"},
		{"byte order mark inside", "a\ufeffb", "ab"},
		{"emoji", "📞 (512) 555-0142", "📞 (512) 555-0142"},
		{"Chinese", "<p>王小明</p><p>北京</p>", "王小明\n北京"},
		{"Arabic", "<p>محمد علي</p>", "محمد علي"},
		{"Devanagari", "<span>राम</span> <span>कुमार</span>", "राम कुमार"},
		{"combining marks", "Jose\u0301", "Jose\u0301"},
		{"svg title", "<svg><title>icon</title></svg>x", "iconx"},
		{"nested script", "<div>a<div><script>b</script></div>c</div>", "a\nc"},
		{"comment between words", "Maria<!-- x --> Garcia", "Maria Garcia"},
		{"text area", "<p>Note</p><textarea>Maria\nGarcia</textarea>", "Note\nMaria Garcia"},
		{"character data outside a drawing", "a<![CDATA[b]]>c", "ac"},
		{"character data in a drawing", "<svg><text><![CDATA[b]]></text></svg>", "b"},
		{"what stays hidden until it is opened", "<p hidden>(512) 555-0142</p>", "(512) 555-0142"},
		{"word break opportunity", "maria<wbr>@example.org", "maria@example.org"},
		{"groups of options", "<select><optgroup label=x><option>TX</option></optgroup><optgroup><option>OH</option></optgroup></select>", "TX\nOH"},
		{"field set", "<fieldset><legend>Age</legend>45</fieldset>", "Age\n45"},
		{"labels are inline", "<label>Age</label> <span>45</span>", "Age 45"},
		{"dialog", "a<dialog open>b</dialog>c", "a\nb\nc"},
		{"menu", "<menu><li>a</li><li>b</li></menu>", "a\nb"},
		{"group of headings", "<hgroup><h1>Maria</h1><p>45</p></hgroup>", "Maria\n45"},
		{"parts of a page", "<header>a</header><nav>b</nav><main>c</main><aside>d</aside><footer>e</footer>", "a\nb\nc\nd\ne"},
		{"block quote", "a<blockquote>b</blockquote>c", "a\nb\nc"},
		{"ordered list", "<ol><li>a</li><li>b</li></ol>", "a\nb"},
		{"list without items", "a<ul>b</ul>c", "a\nb\nc"},
		{"bare dd", "<dl>a<dd>b</dl>c", "a\nb\nc"},
		{"foot of a table", "<table><tfoot><tr><td>a</td></tr></tfoot><tbody><tr><td>b</td></tr></tbody></table>", "a\nb"},
		{"header cell between", "<table><tr><td>a</td><th>b</th><td>c</td></tr></table>", "a\tb\tc"},
		{"spaces in empty cells", "<table><tr><td>a</td><td>&nbsp;</td><td>c</td></tr></table>", "a\t\tc"},
		{"text before a table", "a<table><tr><td>b</td></tr></table>c", "a\nb\nc"},
		{"zero-width no-break space", "Gar&#65279;cia", "Garcia"},
		{"word joiner", "Gar&#8288;cia", "Garcia"},
		{"left-to-right mark", "&lrm;(512) 555-0142&lrm;", "(512) 555-0142"},
		{"several no-break spaces", "Austin,&nbsp;&nbsp; TX", "Austin, TX"},
		{"frame", "a<iframe>no frames</iframe>b", "ab"},
		{"font and center", "<center><font size=2>a</font></center>b", "a\nb"},
		{"button and link", "<a>View</a><button>Unlock</button>", "ViewUnlock"},
		{"superscript", "5<sup>th</sup> Ave", "5th Ave"},
		{"bullet list in a cell", "<table><tr><td><ul><li>a</li><li>b</li></ul></td><td>c</td></tr></table>", "a\nb\tc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := html.Parse(strings.NewReader(c.page))
			if err != nil {
				t.Fatal(err)
			}
			if got := Text(doc); got != c.want {
				t.Errorf("Text(%s) = %q, want %q", c.page, got, c.want)
			}
		})
	}
}

func FuzzText(f *testing.F) {
	f.Add("<table><tr><td>a<br></td><td>b</td></tr></table>c<p>d")
	f.Fuzz(func(t *testing.T, page string) {
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			return
		}
		got := Text(doc)
		if got != strings.TrimSpace(got) {
			t.Errorf("Text(%q) = %q has white space at an end", page, got)
		}
		for _, twin := range []string{"  ", "\n\n", " \n", "\n ", " \t", "\t ", "\t\n"} {
			if strings.Contains(got, twin) {
				t.Errorf("Text(%q) = %q has %q", page, got, twin)
			}
		}
	})
}
