package hostile

import (
	"fmt"
	"regexp"
	"strings"
)

// The site's own pages: what an ordinary visitor sees.

// top is how every page of the site begins.
func top(title, name string) string {
	return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>` + title + `</title>
<link rel="stylesheet" href="/css/site.css"><script>window.site={page:"search",none:"We found no records"};</script></head>
<body class="search-page"><header class="bar"><a class="brand" href="/">people.example</a><nav><a href="/">People</a> <a href="/phone">Phone</a> <a href="/login">Sign in</a> <a href="/optout">Remove my data</a></nav>
<form class="find" action="/find" role="search"><input name="first" value="` + first(name) + `"><input name="last" value="` + last(name) + `"><select name="state"><option>All states</option><option>AZ</option><option>TX</option></select><button>Search</button></form></header>
<main id="main"><h1>Results for ` + name + `</h1>
`
}

// bottom is how they end.
const bottom = `
<aside class="also"><h4>People also search for</h4><ul><li><a href="/name/mary-johnson/ca">Mary Johnson</a></li><li><a href="/name/david-brown/oh">David Brown</a></li></ul></aside></main>
<footer class="foot"><p>people.example is not a consumer reporting agency. Its information may not be used for employment, housing or credit.</p><p><a href="/terms">Terms</a> <a href="/privacy">Privacy</a> <a href="/optout">Do not sell or share my personal information</a></p></footer>
</body></html>
`

// person is one record of a list.
func person(id, name, age, place string) string {
	return fmt.Sprintf(`<div class="person" data-id="%s"><h2><a href="/p/%s">%s</a></h2><span class="age">Age %s</span><span class="place">Lives in %s</span><ul class="kin"><li>Related to <b>Hanno %s</b></li></ul><a class="more" href="/p/%s">View details</a></div>
`, id, id, name, age, place, last(name), id)
}

// counted is a list that says how many it holds.
func counted(people ...string) string {
	noun := "people"
	if len(people) == 1 {
		noun = "person"
	}
	return fmt.Sprintf("<div class=\"results\"><p class=\"count\">%d %s found</p>\n%s</div>\n", len(people), noun, strings.Join(people, ""))
}

// none is the sign that there is nobody.
func none(name string) string {
	return `<p class="none">We found no records for ` + name + ` in this state. Check the spelling or try another state.</p>`
}

// mine is the subject's record, other1 and other2 those of namesakes.
func mine(name string) string {
	return person("77", strings.Replace(name, " ", " Maren ", 1), "44", "Tucson, AZ")
}
func other1(name string) string { return person("9", name, "91", "Bangor, ME") }
func other2(name string) string {
	return person("12", strings.Replace(name, " ", " Quilla ", 1), "19", "Fargo, ND")
}

const stranger = "Walburga Stickelbruck"

func wrong() string {
	return counted(person("31", stranger, "61", "Salem, OR"), person("32", "Wendel Stickelbruck", "33", "Bend, OR"))
}

var slot = regexp.MustCompile(`\{\{([A-Z0-9-]+)(?::([^{}]*))?\}\}`)

// fill replaces the slots of an answer by parts of the site's pages.
func fill(body, name string) string {
	return slot.ReplaceAllStringFunc(body, func(s string) string {
		m := slot.FindStringSubmatch(s)
		switch m[1] {
		case "NAME":
			return name
		case "TOP":
			if m[2] != "" {
				return strings.Replace(top(m[2], name), "<h1>Results for "+name+"</h1>", "", 1)
			}
			return top(name+" | people.example", name)
		case "TOP-OTHER":
			return top(stranger+" | people.example", stranger)
		case "BOTTOM":
			return bottom
		case "NONE":
			return none(name)
		case "RESULTS":
			list := []string{mine(name), other1(name)}
			for i, p := 0, strings.Split(m[2], "|"); i+1 < len(p); i += 2 {
				list = append(list, person(fmt.Sprint(50+i), p[i], "52", p[i+1]))
			}
			return counted(list...)
		case "OTHERS":
			return counted(other1(name), other2(name))
		case "OTHER":
			return other1(name)
		case "OTHER2":
			return other2(name)
		case "WRONG":
			return wrong()
		}
		panic("hostile: no such slot " + s)
	})
}

// Whole pages.
func found(name string) string   { return fill("{{TOP}}{{RESULTS}}{{BOTTOM}}", name) }
func nothing(name string) string { return fill("{{TOP}}{{NONE}}{{BOTTOM}}", name) }

func first(name string) string { f, _, _ := strings.Cut(name, " "); return f }
func last(name string) string  { return name[strings.LastIndexByte(name, ' ')+1:] }
