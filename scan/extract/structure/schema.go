package structure

import (
	"strings"
)

// typesOf returns the types of a node of schema.org, without their vocabulary.
func typesOf(o object) []string {
	var list []string
	for _, t := range texts(o.get("@type"), 0) {
		list = append(list, t[strings.LastIndexAny(t, "/#:")+1:])
	}
	return list
}

func is(types []string, set map[string]bool) bool {
	for _, t := range types {
		if set[t] {
			return true
		}
	}
	return false
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

var (
	persons = set("Person Patient IndividualPerson")
	// holders lead to the persons that a page is about.
	holders = set("ProfilePage WebPage SearchResultsPage CollectionPage ItemPage AboutPage ItemList ListItem Dataset DataFeed DataFeedItem SearchAction RealEstateListing")
	// works are written by persons, who are not what they are about.
	works = set("Article NewsArticle BlogPosting Blog Report LiveBlogPosting Review Book Movie TVSeries Recipe Course Product Event VideoObject Podcast ScholarlyArticle TechArticle OpinionNewsArticle SocialMediaPosting QAPage DiscussionForumPosting")
	// doors are the members through which the subject of a page is reached.
	doors = set("mainEntity mainEntityOfPage itemListElement item about @graph hasPart dataFeedElement person subject results result people entry")
)

// schema walks a tree of JSON-LD and calls found for every person that it is
// about.
type schema struct {
	found func(o object)
}

func (s *schema) walk(v any, depth int) {
	if depth > 12 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			s.walk(e, depth+1)
		}
	case object:
		types := typesOf(v)
		switch {
		case is(types, persons) && len(types) < 3 && !is(types, set("Organization")):
			s.found(v)
		case len(types) == 0 || is(types, holders):
			for _, m := range v {
				if doors[m.key] {
					s.walk(m.value, depth+1)
				}
			}
		}
	}
}

// hasWork reports whether an article or the like is in a tree.
func hasWork(v any, depth int) bool {
	if depth > 12 {
		return false
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if hasWork(e, depth+1) {
				return true
			}
		}
	case object:
		if is(typesOf(v), works) {
			return true
		}
		for _, m := range v {
			if doors[m.key] && hasWork(m.value, depth+1) {
				return true
			}
		}
	}
	return false
}

// employed reports whether a person is described as somebody's staff and by
// nothing that a record has.
func employed(o object) bool {
	home := false
	for _, m := range o {
		switch m.key {
		case "homeLocation": // the town on the page of an employee is a plain text
			_, plain := m.value.(string)
			home = home || !plain
		case "relatedTo", "spouse", "parent", "children", "sibling", "birthDate":
			home = true
		}
	}
	for _, m := range o {
		switch m.key {
		case "jobTitle", "worksFor", "affiliation", "hasOccupation", "memberOf", "alumniOf", "award", "knowsAbout", "deathDate":
			if !home {
				return true
			}
		}
	}
	return false
}
