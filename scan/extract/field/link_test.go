package field

import (
	"net/url"
	"strings"
	"testing"
)

func address(t testing.TB, s string) *url.URL {
	t.Helper()
	if s == "" {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestLink(t *testing.T) {
	const base = "https://people.test/name/maria-garcia/tx?page=2"
	for _, c := range []struct{ name, raw, base, want string }{
		{"absolute", "https://people.test/p/1", base, "https://people.test/p/1"},
		{"http", "http://people.test/p/1", base, "http://people.test/p/1"},
		{"without base", "https://people.test/p/1", "", "https://people.test/p/1"},
		{"from the root", "/p/1", base, "https://people.test/p/1"},
		{"relative", "p/1", base, "https://people.test/name/maria-garcia/p/1"},
		{"up", "../p/1", base, "https://people.test/name/p/1"},
		{"query only", "?id=1", base, "https://people.test/name/maria-garcia/tx?id=1"},
		{"other host", "https://other.test/p/1", base, "https://other.test/p/1"},
		{"scheme left out", "//people.test/p/1", base, "https://people.test/p/1"},
		{"port", "http://127.0.0.1:8080/p/1", base, "http://127.0.0.1:8080/p/1"},
		{"host in capitals", "https://People.TEST/P/1", base, "https://people.test/P/1"},
		{"space around", "  /p/1 \n", base, "https://people.test/p/1"},
		{"space inside", "/p/maria garcia", base, "https://people.test/p/maria%20garcia"},
		{"escapes stay", "/p/garc%C3%ADa", base, "https://people.test/p/garc%C3%ADa"},
		{"accents", "/p/garcía", base, "https://people.test/p/garc%C3%ADa"},
		{"utm", "/p/1?utm_source=x&utm_medium=y", base, "https://people.test/p/1"},
		{"utm in capitals", "/p/1?UTM_Source=x", base, "https://people.test/p/1"},
		{"utm between", "/p?b=2&utm_source=x&a=1", base, "https://people.test/p?b=2&a=1"},
		{"gclid", "/p/1?gclid=abc", base, "https://people.test/p/1"},
		{"fbclid", "/p/1?fbclid=abc", base, "https://people.test/p/1"},
		{"msclkid", "/p/1?msclkid=abc", base, "https://people.test/p/1"},
		{"mailing list", "/p/1?mc_cid=a&mc_eid=b", base, "https://people.test/p/1"},
		{"ref", "/p/1?ref=home", base, "https://people.test/p/1"},
		{"ref without value", "/p/1?ref", base, "https://people.test/p/1"},
		{"ref that may be the record", "/p?ref=12345", base, "https://people.test/p?ref=12345"},
		{"id stays", "/p?id=12345&name=maria", base, "https://people.test/p?id=12345&name=maria"},
		{"order and spelling stay", "/p?b=%7e&a=1+2", base, "https://people.test/p?b=%7e&a=1+2"},
		{"a key twice", "/p?a=1&a=2", base, "https://people.test/p?a=1&a=2"},
		{"empty parts", "/p?&a=1&", base, "https://people.test/p?a=1"},
		{"fragment", "/p/1#phones", base, "https://people.test/p/1"},
		{"fragment that is a page", "/#/p/1", base, "https://people.test/#/p/1"},
		{"hash-bang", "#!/p/1", base, "https://people.test/name/maria-garcia/tx?page=2#!/p/1"},
		{"question mark alone", "/p/1?", base, "https://people.test/p/1"},

		{"fragment only", "#", base, ""},
		{"place on the page", "#phones", base, ""},
		{"the page itself", "/name/maria-garcia/tx?page=2", base, ""},
		{"relative without base", "/p/1", "", ""},
		{"script", "javascript:void(0)", base, ""},
		{"data", "data:text/html,x", base, ""},
		{"mailto", "mailto:maria@example.org", base, ""},
		{"file", "file:///home/x/page.html", base, ""},
		{"ftp", "ftp://people.test/p/1", base, ""},
		{"password", "https://a:b@people.test/p/1", base, ""},
		{"no host", "https:///p/1", base, ""},
		{"broken", "https://people.test/%zz", base, ""},
		{"too long", "/" + strings.Repeat("a", maxLink), base, ""},
		{"host of colons", "//::", base, ""},
		{"nothing", "", base, ""},
		{"two trackers around an id", "/p?utm_source=a&id=7&fbclid=b", base, "https://people.test/p?id=7"},
		{"clean path with dots", "/p/maria.garcia", base, "https://people.test/p/maria.garcia"},
		{"dot segments", "/p/./1", base, "https://people.test/p/1"},
		{"up from the root", "/../p/1", base, "https://people.test/p/1"},
		{"double slash in the path", "/p//1", base, "https://people.test/p//1"},
		{"underscores", "/john-smith_id_G-1", base, "https://people.test/john-smith_id_G-1"},
		{"capitals in the path", "/P/Maria", base, "https://people.test/P/Maria"},
		{"empty query value", "/p?id=", base, "https://people.test/p?id="},
		{"encoded query", "/p?n=Garc%C3%ADa", base, "https://people.test/p?n=Garc%C3%ADa"},
		{"plus in the query", "/p?n=a+b", base, "https://people.test/p?n=a+b"},
		{"tracker alone behind fragment", "/p/1?gclid=x#top", base, "https://people.test/p/1"},
		{"same page with another query", "/name/maria-garcia/tx?page=3", base, "https://people.test/name/maria-garcia/tx?page=3"},
		{"about", "about:blank", base, ""},
		{"telephone", "tel:+15125550142", base, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Link(c.raw, address(t, c.base)); got != c.want {
				t.Errorf("Link(%q) = %q, want %q", c.raw, got, c.want)
			}
		})
	}
}

func FuzzLink(f *testing.F) {
	for _, s := range []string{"/p/1?utm_source=x", "//x", "#!/p", "javascript:x", "http://[::1", "?&&="} {
		f.Add(s)
	}
	base := address(f, "https://people.test/a/b?c=d")
	f.Fuzz(func(t *testing.T, s string) {
		got := Link(s, base)
		if got == "" {
			return
		}
		u, err := url.Parse(got)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
			t.Errorf("Link(%q) = %q", s, got)
		}
		if again := Link(got, nil); again != got {
			t.Errorf("Link(%q) = %q, and of that %q", s, got, again)
		}
	})
}
