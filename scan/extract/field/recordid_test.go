package field

import "testing"

func TestRecordID(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		same       bool
	}{
		{"another age in the slug", "https://p.test/john-smith-45-dayton-oh_id_G123456", "https://p.test/john-smith-46-dayton-oh_id_G123456", true},
		{"id with a letter apart", "https://p.test/john-smith_id_G-1234567", "https://p.test/john-a-smith_id_G-1234567", true},
		{"another town in the slug", "https://p.test/p/john-smith-dayton-oh-a1b2c3d4e5", "https://p.test/p/john-smith-lima-oh-a1b2c3d4e5", true},
		{"another name in the slug", "https://p.test/p/john-smith-12345678", "https://p.test/p/john-q-smith-12345678", true},
		{"number in the query", "https://p.test/r.php?id=77&name=john", "https://p.test/r.php?name=johnny&id=77", true},
		{"another number in the query", "https://p.test/r.php?id=77", "https://p.test/r.php?id=78", false},
		{"two numbers", "https://p.test/p/john-smith-12345678", "https://p.test/p/john-smith-12345679", false},
		{"two ages and no number", "https://p.test/p/john-smith-45", "https://p.test/p/john-smith-46", false},
		{"postal codes are none", "https://p.test/p/smith-45402", "https://p.test/p/jones-45402", false},
		{"numbers alone", "https://p.test/person/1", "https://p.test/person/2", false},
		{"codes alone", "https://p.test/person/a1b2c3", "https://p.test/person/d4e5f6", false},
		{"names alone", "https://p.test/p/john-smith", "https://p.test/p/john-smithson", false},
		{"query without a number", "https://p.test/p?who=a", "https://p.test/p?who=b", false},
		{"long code in the slug", "https://p.test/find/john-smith-austin-tx-9f8e7d6c5b", "https://p.test/find/john-smith-9f8e7d6c5b", true},
		{"parameters of the list", "https://p.test/r.php?id=77&utm_source=x", "https://p.test/r.php?id=77", true},
		{"order of parameters", "https://p.test/r?pid=9&st=tx", "https://p.test/r?st=oh&pid=9", true},
		{"another host's scheme", "http://p.test/p/john-smith-12345678", "https://p.test/p/john-smith-12345678", true},
		{"slash at the end", "https://p.test/p/john-smith-12345678/", "https://p.test/p/john-smith-12345678", true},
		{"another id with a letter", "https://p.test/john-smith_id_G-1234567", "https://p.test/john-smith_id_G-1234568", false},
		{"another letter of an id", "https://p.test/john-smith_id_G-1234567", "https://p.test/john-smith_id_H-1234567", false},
		{"another code", "https://p.test/p/john-smith-a1b2c3d4e5", "https://p.test/p/john-smith-a1b2c3d4e6", false},
		{"person_id", "https://p.test/r?person_id=5&age=45", "https://p.test/r?person_id=5&age=46", true},
		{"fragment", "https://p.test/r?id=5#phones", "https://p.test/r?id=5", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if a, b := RecordID(c.a), RecordID(c.b); (a == b) != c.same {
				t.Errorf("%q and %q", a, b)
			}
		})
	}
}
