package blocks

import "strings"

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// neutral reports whether a word is one of those around records on any
// people-search site: buttons, counts, what a report would hold.
func neutral(w string) bool {
	return neutrals[w] || w != "" && w[0] >= '0' && w[0] <= '9' && len(w) < 4
}

var neutrals = words(`view see show select choose open get unlock access full free details detail profile profiles report reports results result background check
	more info information record records here click now for and the of to a an on in this person people is are about with your all or at by it its
	phone phones number numbers address addresses email emails e-mail relatives relative associates age criminal court history public search find
	verified premium new save share print deceased wireless landline mobile cell voip dead living male female current previous past associated names
	name family location locations lives lived has have had may be known as also aka data contact unlimited other others additional possible no not
	yes unknown n/a na none map street online photos photo social media member members household last first since updated as likely likely-match best
	match matches matched seen confirmed run start continue go next link card entry listing id photo avatar image icon loading available hidden
	locked years year old year's born months month include includes including click tap expand collapse less hide listed up out what who where how
	property properties bankruptcies liens marriage divorce arrest arrests traffic files file instantly today instant arrow right left down top
	score reputation report's alert alerts neighbors neighbours education work jobs businesses licenses assets evictions sponsored private
	ver perfil completo detalles informe voir profil complet détails rapport ansehen anzeigen abrir más`)

// foreign are words of pages that name people and are no lists of records.
var foreign = words(`obituary obituaries obit funeral memorial memorials cemetery burial buried interment condolences survived visitation flowers mourners
	professor lecturer dean faculty attorney attorneys lawyer lawyers law llp llc inc ltd pllc corp gmbh realtor realty realtors cardiology medicine patients dentist
	physician physicians clinic hospital chief officer ceo cfo cto president chairman chairwoman secretary treasurer editor reporter columnist correspondent
	author coach goalkeeper quarterback footballer actor actress producer director manager engineer developer consultant supervisor specialist coordinator
	analyst connections followers review reviews plumbing heating roofing sentenced pleaded pleads guilty trial charged arrested police sheriff sqft beds baths
	isbn paperback bib roster candidate candidates elected senator mayor councilman commissioner editorial published posted wrote comment comments
	reply appellant plaintiff defendant agent brokerage students teacher teaches school university college season points goals assists innings
	commission expires licensee inmate inmates booked bail notary
	hours mon-fri monday tuesday wednesday thursday friday saturday sunday delivery shipping cart buy price minutes seconds time finish division heat overall pace
	rsvp wedding bride groom engaged sermon pastor reverend father's department dept room ext office suite floor`)

// subjects are words in a title or main heading that make the whole page one
// of another kind.
var subjects = []string{"obituar", "funeral", "memorials", "in memoriam", "cemeter", "grave", "faculty", "staff directory", "employee directory", "our team", "our staff", "meet the team",
	"roster", "marathon", "race results", "half marathon", "5k results", "triathlon", "physicians", "doctors", "attorneys", "lawyers", "realtors", "real estate agents", "family tree", "genealogy",
	"descendants", "ancestors", "candidates", "reviews", "encyclopedia", "wikipedia", "news", "arrested", "blotter", "plumbers", "contractors", "our people", "leadership", "board of directors", "alumni",
	"opt out", "opt-out", "privacy policy", "terms of", "page not found", "not found", "error", "imdb", "filmography", "careers", "search form", "yearbook", "hall of fame", "standings", "box score", "dentists", "therapists", "speakers",
	"census", "notaries", "license lookup", "licensees", "license verification", "missing persons", "missing people", "minutes of", "wedding", "engagement", "death notices", "remembering", "tribute", "legacy", "catalogue", "catalog", "discography", "bibliography", "members directory", "membership directory", "business directory"}
