package suggest

import (
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"go.yaml.in/yaml/v4"
)

// YAML writes a proposal as a broker's file, with comments where a person must
// decide.
func (p *Proposal) YAML() ([]byte, error) {
	data, err := yaml.Marshal(p.Broker)
	if err != nil {
		return nil, fmt.Errorf("write definition: %w", err)
	}
	var out strings.Builder
	fmt.Fprintf(&out, "# A proposal from one saved page with %s. Try it on other pages of the site:\n", plural(p.Records))
	out.WriteString("#   whohasme read PAGE --definition THIS-FILE --subject-file SUBJECT\n")
	out.WriteString("# Only a person can fill in, at the places marked DECIDE:\n")
	for _, line := range p.open() {
		out.WriteString("#   - " + line + "\n")
	}
	if p.Spread {
		out.WriteString("# DECIDE: the records have no element of their own; the selectors find their heads only.\n")
	}
	top := ""
	for line := range strings.Lines(string(data)) {
		key := strings.TrimSpace(line)
		if line[0] != ' ' {
			top, _, _ = strings.Cut(line, ":")
		}
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		note := func(format string, args ...any) { fmt.Fprintf(&out, indent+"# "+format+"\n", args...) }
		switch {
		case top == "id" && line[0] != ' ':
			note("DECIDE: id (also the file's name), name, operator and category.")
		case strings.HasPrefix(line, "search:"):
			out.WriteString("# DECIDE: opt_out: how the site lets people leave, such as\n# opt_out: [{ask: suppress, by: web-form, url: https://" + p.Broker.Domain + "/opt-out}]\n")
		case top == "search" && strings.HasPrefix(key, "url:") && len(indent) <= 4:
			if p.Guessed {
				note("guessed from the page's address; try it with another name and another place.")
			} else {
				note("DECIDE: the page's address does not show the name; put {first}, {last}, {state} where the site wants them.")
			}
		case top == "search" && strings.HasPrefix(key, "way:"):
			note("DECIDE: fetch if the site answers plain requests, browser if it needs scripts, assisted if it wants a form, else saved.")
		case top == "search" && strings.HasPrefix(key, "automation:"):
			note("DECIDE: what the site's terms say of programs: allowed, unknown, forbidden.")
		case top == "search" && strings.HasPrefix(key, "record:") && len(indent) <= 4:
			if p.Broker.Search.Nothing == "" {
				note("DECIDE: nothing: the element that only a page without results has; without it nobody is ever absent.")
				note("Save a page for a name that nobody has and read it with --suggest: it tells the selector.")
				note(`nothing: "//p[contains(., 'No records')]"`)
			}
		case top == "search" && strings.HasPrefix(key, "nothing:") && len(indent) <= 4:
			note("DECIDE: found hidden on this page, where it may wait to be shown; try it on a page for a name that nobody has.")
		case top == "search" && strings.HasPrefix(key, "complete:") && len(indent) <= 4:
			note("how the page tells that the list is whole: the count it prints, the link to the next page.")
		}
		if top == "search" && len(indent) > 4 {
			if name, _, ok := strings.Cut(key, ":"); ok && p.Read[name] == 1 {
				note("read on every record that shows it.")
			} else if ok && p.Read[name] > 0 {
				note("DECIDE: reads %.0f%% of the records on the page as they were recognised.", 100*p.Read[name])
			}
		}
		out.WriteString(line)
	}
	return []byte(out.String()), nil
}

// open lists what no page tells.
func (p *Proposal) open() []string {
	list := []string{"id, name, operator and category of the site, and how it lets people leave (opt_out)"}
	if !p.Guessed {
		list = append(list, "search.url: where the site wants the name")
	}
	list = append(list, "search.way, and what the site's terms say of programs (automation)")
	if p.Broker.Search.Nothing == "" {
		list = append(list, "search.nothing: what the site prints when it lists nobody")
	}
	if c := p.Broker.Search.Complete; c.Total == "" && c.Next == "" {
		list = append(list, "search.complete: this page shows neither a count nor a link to a next page")
	}
	if p.Broker.Search.Profile == nil {
		list = append(list, "search.profile: how the page of one record reads, if there is one")
	}
	return list
}

func plural(n int) string {
	if n == 1 {
		return "1 record"
	}
	return fmt.Sprintf("%d records", n)
}

// Describe writes rules as a file would, on one line.
func Describe(rules brokers.Rules) string {
	var parts []string
	for _, r := range rules {
		s := string(r.Select)
		for _, more := range []struct{ key, v string }{{"attr", r.Attr}, {"before", r.Before}, {"after", r.After}, {"separator", r.Separator}} {
			if more.v != "" {
				s += fmt.Sprintf(", %s: %q", more.key, more.v)
			}
		}
		if r.All {
			s += ", all"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, "; ")
}
