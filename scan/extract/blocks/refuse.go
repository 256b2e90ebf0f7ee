package blocks

import (
	"strings"

	"github.com/whohasme/whohasme/scan/extract/field"
	"golang.org/x/net/html/atom"
)

// others is how many names a list may hold before those of other families
// speak against it.
const others = 3

// alien reports whether a list that reads like records is one of another kind:
// of people listed for their trade, or for a role in something.
func (p *page) alien(list []block) bool {
	alien, known, looked, theirs := 0, 0, 0, 0
	step := max(len(list)/sample, 1)
	for i := 0; i < len(list); i += step {
		a, k := p.labelsIn(&list[i])
		alien, known = alien+a, known+k
		if looked++; professional(list[i].name.name) || p.ofAWriter(list[i].name.elem) {
			theirs++
		}
	}
	return alien > 0 && alien*2 >= known || theirs*2 > looked
}

// professional reports whether a name bears the title of a calling: pages list
// such people for it.
func professional(name string) bool {
	var low [12]byte
	w := strings.TrimRight(firstWord(name), ".")
	return len(w) < len(low) && strings.Contains(name, " ") && callings[string(lowered(low[:0], w))]
}

var callings = words("rev reverend fr pastor rabbi imam deacon bishop sister prof professor dr hon judge sen senator rep congressman governor mayor sgt sergeant capt captain lt officer det detective chief coach cpl pfc cmdr adm gen col")

// ofAWriter reports whether an element, or one not far around it, says by its
// class that it holds who wrote or said something, or who plays, works or rests
// somewhere.
func (p *page) ofAWriter(e int32) bool {
	for i := 0; e >= 0 && i < 4; i++ {
		c, _ := attribute(p.elems[e].node, "class")
		for w := range strings.FieldsSeq(c) {
			var low [24]byte
			if w = strings.TrimRight(w, "0123456789"); len(w) < len(low) && writers[string(lowered(low[:0], w))] {
				return true
			}
		}
		e = p.elems[e].parent
	}
	return false
}

var writers = words(`author author-box author-bio author-card author-name author-info byline bylines post-author entry-author article-author comment-author commenter comment comments testimonial testimonials
	review reviewer reviews guestbook obituary obit obituaries memorial staff staff-member faculty team-member player players roster inmate inmates donor donors attorney lawyer physician doctor provider-card agent-card realtor`)

// onlyNumbers reports whether nothing but a number in brackets stands beside
// any name: an index of names has counts there.
func onlyNumbers(list []Record) bool {
	for i := range list {
		for _, v := range list[i].Values {
			if v.Field != "name" && v.Field != "profile_url" && (v.Field != "age" || v.Label != "" || !bareAge.MatchString(v.Text)) {
				return false
			}
		}
	}
	return true
}

// chapters are headings of pages about people whom everybody may know.
var chapters = func() map[string]bool {
	m := map[string]bool{}
	for s := range strings.SplitSeq("references, external links, further reading, see also, early life, early life and education, personal life, career, life and career, legacy, bibliography, filmography, discography, publications, selected works, honours, honors and awards, works cited, notes and references, citations", ",") {
		m[strings.TrimSpace(s)] = true
	}
	return m
}()

// ofStrangers reports whether too many of a list bear another last name than
// the one that was asked for. A people-search site lists the family, and a few
// who changed their name.
func (p *page) ofStrangers(list []mark) bool {
	if len(list) < others {
		return false
	}
	family := 0
	for i := range list {
		if n := &list[i]; n.like > field.Unlike || p.wanted.Like(n.name) > field.Unlike || p.wanted.Near(n.name) {
			family++
		}
	}
	return family*3 < len(list)*2
}

// familiar reports whether most of a list tell what a people-search site tells:
// with whom they live, what else they are called, three things of other kinds,
// or two and not a word besides.
func (p *page) familiar(list []block) bool {
	told, seen := 0, 0
	step := max(len(list)/sample, 1)
	for i := 0; i < len(list); i += step {
		seen++
		if r := p.read(&list[i]); r.has&(1<<kin|1<<aliases) != 0 && r.count() > 1 || r.count() > 2 || r.count() > 1 && r.strange == 0 {
			told++
		}
	}
	return told*2 > seen
}

// labelsIn counts the labels of a block that no record has, and those that
// records have.
func (p *page) labelsIn(b *block) (alien, known int) {
	for _, sp := range b.spans {
		for i := sp.from; i < sp.to; {
			end := p.lineEnd(i, sp.to)
			if i != b.name.first {
				a, k := p.labelsOf(i, end)
				alien, known = alien+a, known+k
			}
			i = end
		}
	}
	return alien, known
}

func (p *page) labelsOf(from, end int32) (alien, known int) {
	if head, ok := p.columnOf(p.pieces[from].elem); ok {
		switch l, _, fits := labelAt(head, func(i int) bool { return i == len(head) }); {
		case alienLabel(head):
			return 1, 0
		case fits && l.kind != other && l.kind != call && l.kind != aName:
			return 0, 1
		}
		return 0, 0
	}
	text := p.join(from, end)
	if len(text) > 300 {
		return 0, 0
	}
	for part := range strings.SplitSeq(text, " · ") {
		first := p.pieces[from].text
		switch l, _, fits := labelAt(part, func(i int) bool { return i == len(part) || i == len(first) }); {
		case len(strings.TrimRight(part, ". ")) > 2 && alienLabel(part): // one or two letters are somebody's initials
			alien++
		case fits && l.kind != other && l.kind != call && l.kind != aName:
			known++
		}
	}
	return alien, known
}

// columnOf returns the text over the cell that an element stands in.
func (p *page) columnOf(e int32) (string, bool) {
	for i := 0; e >= 0 && i < 5; i++ {
		switch n := p.elems[e].node; {
		case n.DataAtom != atom.Th && isCell(n):
			_, head, ok := p.headings.of(p.sheet, e)
			return head, ok && head != ""
		case isRow(n), n.DataAtom == atom.Table, n.DataAtom == atom.Body:
			return "", false
		}
		e = p.elems[e].parent
	}
	return "", false
}

// alienLabel reports whether a text begins with a label of another kind of
// list. A label of one word must end there or have a value that is no word:
// some are last names too.
func alienLabel(s string) bool {
	var low [28]byte
	head := s[:min(len(s), len(low))]
	folded := string(lowered(low[:0], head))
	for at := 0; ; {
		i := strings.IndexAny(folded[at:], " :\t\n#(")
		end := len(folded)
		if i >= 0 {
			end = at + i
		} else if len(s) > len(low) {
			return false // a word that was cut
		}
		if words := strings.TrimRight(folded[:end], "."); aliens[words] {
			rest := strings.TrimLeft(s[end:], " \t\n")
			if strings.Contains(words, " ") || rest == "" || !letter(rest[0]) && rest[0] != ',' {
				return true
			}
			return strings.ContainsRune(s[end:min(len(s), end+1)], '\t')
		}
		if i < 0 || folded[end] == ':' || strings.Count(folded[:end], " ") > 2 {
			return false
		}
		at = end + 1
	}
}

// aliens are labels of lists that name people and are no records of a
// people-search site: of professionals, staff, pupils, players, runners,
// donors, writers, performers, the dead, courts and sales.
var aliens = func() map[string]bool {
	m := map[string]bool{}
	for l := range strings.SplitSeq(`specialty, specialties, speciality, specialization, board certified, experience, years of experience, accepting new patients, insurance accepted, hospital affiliation, medical school, npi, npi number, residency,
		practice area, practice areas, bar number, bar no, licensed since, admitted, year admitted, firm, law firm, law school, license, license number, license no, license type, license status, licence, licence number, expires, expiration, expiration date,
		rating, ratings, reviews, review, stars, elo, fide id, uscf id, games, games played, club, clubs, team, teams, event, events, federation, rank, ranking, score, wins, losses, draws, points, goals, assists, caps, handicap, average, belt, division, seed,
		bib, bib no, time, chip time, gun time, net time, finish, finish time, pace, place overall, overall, age group place, splits, lap, laps, category, nationality,
		pos, position, positions, ht, wt, ht/wt, bats, throws, b/t, class, year, yr, cl, class of, class year, graduation year, graduated, prev. school, previous school, high school, school, college, degree, degrees, major, majors, grade, honors, gpa,
		died, death, date of death, d, m, burial, buried, interment, cemetery, plot, funeral home, funeral, service, services, visitation, survived by, survivors, predeceased by, inscription, memorial id, passed away, passed on, obituary,
		joined, join date, member since, posts, post count, messages, threads, reactions, likes, reputation points, followers, following, handle, username, user name, display name, karma, bio, interests, connections count, last active, topics,
		title, department, dept, office, office hours, extension, ext, room, building, faculty, rank/title, research interests, research areas, courses, advisor, supervisor, reports to, team lead, employee id, affiliation, institution, publications, cited by, h-index, citations, author, authors, journal,
		amount, contribution, contributions, donation, donated, contributor, recipient, committee, election cycle, pledge, total given, receipt date, signed, signed on, signature, comment, comments, date signed, reason for signing,
		role, roles, known for, character, cast as, plays, credits, filmography, awards, agent, years active, genre, genres, instruments, labels, episodes,
		company, company name, salary, pay, job type, apply by, closing date, posted, posted on, posted by, published, published on, written by, by, submitted by, prep time, cook time, serves, servings, venue, tickets, doors open,
		case no, case number, docket, docket number, defendant, plaintiff, judge, hearing, hearing date, court date, courtroom, incident, incident no, officer, bond, bail, charges filed, arresting agency, statute, inmate id, booking number,
		price, list price, sold last year, sold, homes sold, sales, active listings, beds, baths, sqft, sq ft, listing agent, brokerage, broker, year built, lot size, mls, mls #, service area, areas served, serves area,
		hours, opening hours, in business, years in business, established, founded, services offered, payment methods, industry, employees, revenue, headquarters, ceo, ticker, ein, website,
		term, term ends, district, constituency, votes, vote share, ballot, incumbent, elected, seat, committees, bill, parish, rite, ordained, missing since, last seen wearing, reward, verified purchase, reviewer, fee, rate, hourly rate, availability, certifications, certification, credentials, languages spoken, education level`, ",") {
		m[strings.Join(strings.Fields(l), " ")] = true
	}
	return m
}()
