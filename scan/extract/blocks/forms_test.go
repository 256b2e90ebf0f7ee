package blocks

import (
	"strings"
	"testing"
)

// TestForms: layouts in which a record is not one element with a name in it.
func TestForms(t *testing.T) {
	for name, c := range map[string]struct{ page, want string }{
		"a typed directory":      {"<pre>\nSMITH, JOHN ...... 12 Elm St, Dayton, OH 45402 ...... (937) 555-0142\nSMITH, JOHN B ...... 9 Oak Ave, Reno, NV ...... (775) 555-0101\n</pre>", "SMITH, JOHN | at 12 Elm St, Dayton, OH 45402 | tel +19375550142\nSMITH, JOHN B | at 9 Oak Ave, Reno, NV | tel +17755550101"},
		"names in columns":       {"<table><tr><th>Last<th>First<th>Age<th>City<th>St<tr><td>Smith<td>John<td>45<td>Dayton<td>OH<tr><td>Smith<td>Ann<td>51<td>Reno<td>NV</table>", "John Smith | age 45 | at Dayton, OH\nAnn Smith | age 51 | at Reno, NV"},
		"names behind labels":    {"<div class=r><p>First name: John</p><p>Last name: Smith</p><p>Age: 45</p><p>Lives in Dayton, OH</p></div><div class=r><p>First name: Ann</p><p>Last name: Smith</p><p>Age: 51</p><p>Lives in Reno, NV</p></div>", "John Smith | age 45 | at Dayton, OH\nAnn Smith | age 51 | at Reno, NV"},
		"a table by roles":       {"<div role=table><div role=row><div role=columnheader>Person</div><div role=columnheader>Age</div><div role=columnheader>Relatives</div></div><div role=row><div role=cell>John Smith</div><div role=cell>45</div><div role=cell>Ann Moss</div></div><div role=row><div role=cell>John B Smith</div><div role=cell>70</div><div role=cell>Joe Moss</div></div></div>", "John Smith | age 45 | kin Ann Moss\nJohn B Smith | age 70 | kin Joe Moss"},
		"initials":               {"<div class=t><i>D</i><b>John Smith</b><span>Age 45</span><span>Dayton, OH</span></div><div class=t><i>D</i><b>John B Smith</b><span>Age 70</span><span>Reno, NV</span></div>", "John Smith | age 45 | at Dayton, OH\nJohn B Smith | age 70 | at Reno, NV"},
		"dashes":                 {"<p><b>1. John Smith</b> – 45 – Dayton, OH</p><p><b>2. John B Smith</b> – 70 – Reno, NV</p>", "John Smith | age 45 | at Dayton, OH\nJohn B Smith | age 70 | at Reno, NV"},
		"an age in the thirties": {"<p><a href=/1>John Smith</a> in their 30s · Dayton, OH</p><p><a href=/2>John B Smith</a> in their 40s · Reno, NV</p>", "John Smith | age 30-39 | at Dayton, OH | url /1\nJohn B Smith | age 40-49 | at Reno, NV | url /2"},
		"labels in Spanish":      {"<div class=f><h2>John Smith</h2><p><b>Edad:</b> 45 años</p><p><b>Posibles familiares:</b> Ann Smith</p></div><div class=f><h2>John B Smith</h2><p><b>Edad:</b> 70 años</p><p><b>Posibles familiares:</b> Joe Smith</p></div>", "John Smith | age 45 | kin Ann Smith\nJohn B Smith | age 70 | kin Joe Smith"},
		"a colon of full width":  {"<div class=f><h2>John Smith</h2><p>年龄：45</p><p>地址：Dayton, OH</p></div><div class=f><h2>John B Smith</h2><p>年龄：70</p><p>地址：Reno, NV</p></div>", "John Smith | age 45 | at Dayton, OH\nJohn B Smith | age 70 | at Reno, NV"},
		"a callings list":        {"<ul><li>Rev. John Smith<br>12 Elm St, Dayton, OH 45402<br>(937) 555-0142</li><li>Rev. Ann Smith<br>9 Oak Ave, Reno, NV 89501<br>(775) 555-0101</li></ul>", ""},
		"firms":                  {"<ul><li>John Smith Electric<br>12 Elm St, Dayton, OH 45402<br>(937) 555-0142</li><li>Ann Smith Roofing<br>9 Oak Ave, Reno, NV 89501<br>(775) 555-0101</li></ul>", ""},
		"who wrote the article":  {"<article><p>Prune in March.</p></article><div class=author-box><h4>John Smith</h4><p>Age 45. Lives in Dayton, OH.</p></div>", ""},
		"a hit of a web search":  {"<p>About 1,230 results</p><div><h3><a href=https://example.org>John Smith | Example People</a></h3><p>View John Smith's profile in Dayton, OH. Age 42, phone, relatives and more.</p></div>", ""},
		"towns alone, as jurors": {"<h1>Jury pool</h1><ul><li>John Smith, Dayton, OH</li><li>Ann Smith, Reno, NV</li></ul>", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, r := range readPage(t, c.page, "John Smith") {
				got = append(got, line(r.Record))
			}
			if g := strings.Join(got, "\n"); g != c.want {
				t.Errorf("read\n%s\nwant\n%s", g, c.want)
			}
		})
	}
}
