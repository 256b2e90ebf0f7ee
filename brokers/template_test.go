package brokers_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/brokers"
)

var query = brokers.Query{First: "Ana", Middle: "Luz", Last: "Ríos Peña", City: "Ft. Worth", State: "TX", Zip: "76102", Age: 42}

func TestAddress(t *testing.T) {
	ages := []string{"18-30", "31-50", "40-45", "81+"}
	for _, c := range []struct{ name, template, want string }{
		{"no variable", "https://x.test/", "https://x.test/"},
		{"first", "https://x.test/{first}", "https://x.test/Ana"},
		{"middle", "https://x.test/{middle}", "https://x.test/Luz"},
		{"last", "https://x.test/{last}", "https://x.test/Rios%20Pena"},
		{"city", "https://x.test/{city}", "https://x.test/Ft.%20Worth"},
		{"state", "https://x.test/{state}", "https://x.test/TX"},
		{"zip", "https://x.test/{zip}", "https://x.test/76102"},
		{"age", "https://x.test/{age}", "https://x.test/42"},
		{"age_range: the first band that fits", "https://x.test/{age_range}", "https://x.test/31-50"},
		{"lower", "https://x.test/{state|lower}", "https://x.test/tx"},
		{"upper", "https://x.test/{first|upper}", "https://x.test/ANA"},
		{"title", "https://x.test/{last|lower|title}", "https://x.test/Rios%20Pena"},
		{"title leaves capitals", "https://x.test/{state|title}", "https://x.test/TX"},
		{"hyphen", "https://x.test/{last|lower|hyphen}", "https://x.test/rios-pena"},
		{"space", "https://x.test/{last|lower|space=_}", "https://x.test/rios_pena"},
		{"space with nothing", "https://x.test/{last|space=}", "https://x.test/RiosPena"},
		{"space with a plus in a path", "https://x.test/{last|space=+}", "https://x.test/Rios+Pena"},
		{"space with a plus in a query", "https://x.test/?q={last|space=+}", "https://x.test/?q=Rios%2BPena"},
		{"default that is not needed", "https://x.test/{city|default=all}", "https://x.test/Ft.%20Worth"},
		{"statename", "https://x.test/{state|statename|lower}", "https://x.test/texas"},
		{"raw", "https://x.test/{last|raw}", "https://x.test/R%C3%ADos%20Pe%C3%B1a"},
		{"raw before another", "https://x.test/{last|raw|lower|hyphen}", "https://x.test/r%C3%ADos-pe%C3%B1a"},
		{"raw in a query", "https://x.test/?q={last|raw}", "https://x.test/?q=R%C3%ADos+Pe%C3%B1a"},
		{"a space in a query", "https://x.test/?q={last}", "https://x.test/?q=Rios+Pena"},
		{"both", "https://x.test/{last|hyphen}/s?q={first}+{last}&st={state}", "https://x.test/Rios-Pena/s?q=Ana+Rios+Pena&st=TX"},
		{"a mark in a default is no query", "https://x.test/{city|default=?}/{last}", "https://x.test/Ft.%20Worth/Rios%20Pena"},
		{"fragment", "https://x.test/#{last|hyphen}", "https://x.test/#Rios-Pena"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u, err := brokers.Template(c.template).Address(query, ages)
			if err != nil || u.String() != c.want {
				t.Errorf("got %v, %v, want %s", u, err, c.want)
			}
		})
	}
}

// A value stays one value wherever it stands: it opens no folder, parameter,
// fragment or escape of its own.
func TestAddressEncoding(t *testing.T) {
	for _, c := range []struct{ value, path, query string }{
		{"a+b", "a+b", "a%2Bb"},
		{"a/b", "a%2Fb", "a%2Fb"},
		{"a&b", "a&b", "a%26b"},
		{"a=b", "a=b", "a%3Db"},
		{"a%b", "a%25b", "a%25b"},
		{"a%2Fb", "a%252Fb", "a%252Fb"},
		{"a#b", "a%23b", "a%23b"},
		{"a?b", "a%3Fb", "a%3Fb"},
		{"a b", "a%20b", "a+b"},
		{"O'Neil", "O%27Neil", "O%27Neil"},
		{"O’Neil", "O%27Neil", "O%27Neil"},
		{"Łukasz Đặng", "Lukasz%20Dang", "Lukasz+Dang"},
		{"Ærøskøbing", "AEroskobing", "AEroskobing"},
		{"Сергей", "%D0%A1%D0%B5%D1%80%D0%B3%D0%B5%D0%B9", "%D0%A1%D0%B5%D1%80%D0%B3%D0%B5%D0%B9"},
		{"{last}", "%7Blast%7D", "%7Blast%7D"},
		{"a\r\nb", "a%0D%0Ab", "a%0D%0Ab"},
	} {
		q := brokers.Query{Last: c.value}
		for template, want := range map[brokers.Template]string{
			"https://x.test/n/{last}/end":    "https://x.test/n/" + c.path + "/end",
			"https://x.test/s?n={last}&end=": "https://x.test/s?n=" + c.query + "&end=",
		} {
			u, err := template.Address(q, nil)
			if err != nil {
				t.Errorf("%q in %s: %v", c.value, template, err)
				continue
			}
			if got := strings.ReplaceAll(u.String(), "'", "%27"); got != want {
				t.Errorf("%q in %s: got %s, want %s", c.value, template, got, want)
			}
		}
	}
}

func TestAddressLacks(t *testing.T) {
	for _, c := range []struct{ name, template, variable string }{
		{"first", "https://x.test/{first}", "{first}"},
		{"transformed", "https://x.test/{city|lower|hyphen}", "{city}"},
		{"state by name", "https://x.test/{state|statename}", "{state}"},
		{"no age", "https://x.test/{age}", "{age}"},
		{"no band without an age", "https://x.test/{age_range}", "{age_range}"},
		{"default without a value", "https://x.test/{zip|default}", "{zip}"},
		{"in the query", "https://x.test/?m={middle}", "{middle}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u, err := brokers.Template(c.template).Address(brokers.Query{Last: "Quux"}, []string{"0+"})
			if u != nil || !errors.Is(err, brokers.ErrLacks) || !strings.Contains(err.Error(), c.variable) || strings.Contains(err.Error(), "Quux") {
				t.Errorf("got %v, %v", u, err)
			}
		})
	}
	_, err := brokers.Template("https://x.test/{first}-{last}/{city}").Address(brokers.Query{Last: "Quux"}, nil)
	if err == nil || !strings.Contains(err.Error(), "{first}") || !strings.Contains(err.Error(), "{city}") {
		t.Errorf("not every fact that lacks is named: %v", err)
	}
	_, err = brokers.Template("https://x.test/{age_range}").Address(brokers.Query{Age: 17}, []string{"18-30"})
	if !errors.Is(err, brokers.ErrLacks) || strings.Contains(err.Error(), "17") {
		t.Errorf("an age outside all bands: got %v", err)
	}
}

func TestAddressDefault(t *testing.T) {
	for template, want := range map[brokers.Template]string{
		"https://x.test/{city|default=all}":             "https://x.test/all",
		"https://x.test/{city|default=}":                "https://x.test/",
		"https://x.test/{city|lower|default=any where}": "https://x.test/any%20where",
		"https://x.test/?a={age|default=0}":             "https://x.test/?a=0",
		"https://x.test/{city|default=a/b}":             "https://x.test/a%2Fb",
	} {
		if u, err := template.Address(brokers.Query{}, nil); err != nil || u.String() != want {
			t.Errorf("%s: got %v, %v, want %s", template, u, err, want)
		}
	}
}

// An error of a template that lint would have refused holds no value either.
func TestAddressBrokenTemplate(t *testing.T) {
	for _, template := range []brokers.Template{
		"https://x.test/{frist}", "https://x.test/{last|shout}", "https://{last}.x y/", "https://x.test:{last}/", ":{last}", "https://x.test/%zz{last}",
	} {
		u, err := template.Address(brokers.Query{Last: "Quux"}, nil)
		if err == nil || u != nil {
			t.Errorf("%s: got %v", template, u)
		} else if strings.Contains(err.Error(), "Quux") {
			t.Errorf("%s: the error tells the name: %v", template, err)
		} else if errors.Is(err, brokers.ErrLacks) {
			t.Errorf("%s: a broken template reads as a fact that lacks", template)
		}
	}
}

func TestUses(t *testing.T) {
	tmpl := brokers.Template("https://x.test/{first|lower}/{age_range}?s={state}")
	for _, v := range brokers.Variables {
		want := v == "first" || v == "age_range" || v == "state"
		if got := tmpl.Uses(v); got != want {
			t.Errorf("Uses(%q) is %v", v, got)
		}
	}
}

func TestBand(t *testing.T) {
	for _, c := range []struct {
		band      string
		low, high int
		ok        bool
	}{
		{"18-30", 18, 30, true}, {"18 - 30", 18, 30, true}, {"81+", 81, 200, true}, {"0-0", 0, 0, true}, {"0+", 0, 200, true},
		{"30-18", 0, 0, false}, {"", 0, 0, false}, {"+", 0, 0, false}, {"18", 0, 0, false}, {"18-", 0, 0, false}, {"-30", 0, 0, false},
		{"a-b", 0, 0, false}, {"1-2-3", 0, 0, false}, {"-5+", 0, 0, false}, {"18–30", 0, 0, false},
	} {
		low, high, ok := brokers.Band(c.band)
		if ok != c.ok || ok && (low != c.low || high != c.high) {
			t.Errorf("%q: got %d, %d, %v", c.band, low, high, ok)
		}
	}
}

func TestBandOfAge(t *testing.T) {
	bands := []string{"broken", "18-30", "31-50", "81+"}
	for age, want := range map[int]string{18: "18-30", 30: "18-30", 31: "31-50", 81: "81+", 104: "81+", 17: "", 60: "", 0: "", -3: ""} {
		u, err := brokers.Template("https://x.test/{age_range|default=}").Address(brokers.Query{Age: age}, bands)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSuffix(strings.TrimPrefix(u.Path, "/"), "+"); got != strings.TrimSuffix(want, "+") {
			t.Errorf("age %d: got band %q, want %q", age, u.Path, want)
		}
	}
}

func TestASCII(t *testing.T) {
	for in, want := range map[string]string{
		"":                    "",
		"García Łuk":          "Garcia Luk",
		"José\u0301":          "Jose",
		"Søren Ærø Œdipe":     "Soren AEro OEdipe",
		"Strauß ẞ":            "Strauss SS",
		"Þór Ðísa ðís":        "Thor Disa dis",
		"Işık İpek":           "Isik Ipek",
		"Nguyễn Đình":         "Nguyen Dinh",
		"Ħal Ŧor Ǿrn":         "Hal Tor Orn",
		"O’Neil Oʻahu D´Arcy": "O'Neil O'ahu D'Arcy",
		"Mary–Ann Mary—Ann":   "Mary-Ann Mary-Ann",
		"a\u00a0b":            "a b",
		"ﬁn Ａｄａ":              "fin Ada",
		"Сергей Ёлкин":        "Сергей Ёлкин",
		"Ελένη":               "Ελένη",
		"हिन्दी":              "हिन्दी",
		"が ガ":                 "が ガ",
		"한국":                  "한국",
		"plain 12 Elm St. #4": "plain 12 Elm St. #4",
		"\xffbroken":          "\ufffdbroken",
	} {
		if got := brokers.ASCII(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// Folding comes before the other transforms, so that their work is whole.
func TestTransformsMeetPlainLetters(t *testing.T) {
	for template, want := range map[brokers.Template]string{
		"https://x.test/{last|upper}": "https://x.test/STRAUSS-O",
		"https://x.test/{last|lower}": "https://x.test/strauss-o",
	} {
		if u, err := template.Address(brokers.Query{Last: "Strauß-Ø"}, nil); err != nil || u.String() != want {
			t.Errorf("%s: got %v, %v, want %s", template, u, err, want)
		}
	}
}

func TestStates(t *testing.T) {
	for in, want := range map[string]string{"TX": "Texas", "tx": "Texas", " ny ": "New York", "DC": "District of Columbia", "PR": "Puerto Rico", "": "", "ZZ": "", "Texas": ""} {
		if got, ok := brokers.StateName(in); got != want || ok != (want != "") {
			t.Errorf("StateName(%q): got %q, %v", in, got, ok)
		}
	}
	for in, want := range map[string]string{"TX": "TX", "tx": "TX", "texas": "TX", " New York ": "NY", "NEW YORK": "NY", "": "", "ZZ": "", "New  York": ""} {
		if got, ok := brokers.StateCode(in); got != want || ok != (want != "") {
			t.Errorf("StateCode(%q): got %q, %v", in, got, ok)
		}
	}
}
