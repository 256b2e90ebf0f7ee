package field

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/pattern"
)

// Addresses returns the postal addresses of a text, in its order: places
// of the United States, and Canadian and British ones in their plain forms.
// Street and city may stand on lines of their own. Counties, quarters, masked
// parts and texts that are no place are left out.
func Addresses(text string) []scan.Address {
	if list, ok := quickAddresses(text); ok {
		return list
	}
	return fullAddresses(text)
}

func fullAddresses(text string) []scan.Address {
	var out []scan.Address
	text = midLabel.ReplaceAllString(text, "$1\n$2")
	text = zipAfterDash.ReplaceAllString(text, " $1")
	text = footnote.ReplaceAllString(text, "")
	text = besides(text)
	for _, block := range betweenPlaces.Split(text, -1) {
		p := parser{}
		for line := range strings.FieldsFuncSeq(block, lineOrCell) {
			p.line(line)
		}
		p.flush()
		out = append(out, p.out...)
	}
	return out
}

// besides parts places with nothing but a space between: "Boise, ID Dayton,
// OH". Northeast is left alone, since streets have it too.
func besides(text string) string {
	for range 20 { // a place ends where the next begins
		parted := partedOnce(text)
		if parted == text {
			break
		}
		text = parted
	}
	return text
}

func partedOnce(text string) string {
	return placeAfter.ReplaceAllStringFunc(text, func(s string) string {
		m := placeAfter.FindStringSubmatch(s)
		if _, ok := brokers.StateName(m[2]); !ok || m[2] == "NE" {
			return s
		}
		return m[1] + m[2] + m[3] + "\n" + m[4]
	})
}

// parser collects the comma-separated parts of one address until its state,
// postal code or country ends it.
type parser struct {
	out   []scan.Address
	parts []string // of the address that is open
	ended bool     // the last address of out may still get a ZIP or a country
	comma bool     // the last line ended with a comma
}

func (p *parser) line(s string) {
	label := addressLabel.FindString(s)
	s = strings.TrimSpace(moreOf.ReplaceAllString(s[len(label):], ""))
	s, years := cutYears(s)
	s = strings.TrimSpace(dropBrackets(s))
	if s == "" && p.ended && !years.none() {
		p.lived(len(p.out)-1, years)
		return
	}
	if label != "" || !p.continues(s) {
		p.flush()
	}
	p.comma = strings.HasSuffix(s, ",")
	first := len(p.out)
	for _, piece := range pieces(s) {
		tokens := strings.Split(piece, ",")
		for i, tok := range tokens {
			next := ""
			if i+1 < len(tokens) {
				next = strings.TrimSpace(tokens[i+1])
			}
			p.token(strings.TrimSpace(tok), next)
		}
		if piece != s {
			p.flush()
		}
	}
	if !years.none() {
		p.flush()
	}
	if len(p.out) == first+1 {
		p.lived(first, years)
	}
}

func (p *parser) lived(i int, y years) { p.out[i].From, p.out[i].To = y.from, y.to }

// continues reports whether a line belongs to the address of the line before.
func (p *parser) continues(line string) bool {
	rest, _, ends := tailOf(line)
	switch {
	case ends && rest == "" || countryOf(line) != "":
		return true
	case len(p.parts) == 0:
		return false
	case p.comma || isUnit(line):
		return true
	}
	street := false
	for _, part := range p.parts {
		street = street || isStreet(part)
	}
	head, _, _ := strings.Cut(line, ",")
	return street && !isStreet(strings.TrimSpace(head))
}

// token takes the next part of a line; next is the part after it, if any.
func (p *parser) token(tok, next string) {
	tok = button.ReplaceAllString(strings.TrimPrefix(tok, "and "), "")
	if len(tok) > maxPart || noPlace.MatchString(tok) || Masked(tok) || ageOnly.MatchString(tok) && !zipForm.MatchString(tok) || countyForm.MatchString(tok) {
		return
	}
	if p.country(tok, next) {
		return
	}
	rest, t, ok := tailOf(tok)
	switch {
	case !ok || p.townNamedAs(tok, rest, t, next):
		if street, town, in := strings.Cut(tok, " in "); in && isStreet(street) {
			p.parts = append(p.parts, street)
			tok = town
		}
		p.parts = append(p.parts, tok)
		p.ended = false
	case rest == "" && t.state == "" && p.ended && len(p.parts) == 0:
		p.add(t)
	default:
		if rest != "" && !countyForm.MatchString(rest) {
			street, city := splitStreet(rest)
			p.parts = append(p.parts, street)
			if city != "" {
				p.parts = append(p.parts, city)
			}
		}
		p.end(t)
	}
}

// country takes a part that names a country, unless it is a town of that name.
func (p *parser) country(tok, next string) bool {
	code := countryOf(tok)
	if strings.EqualFold(tok, "CA") && p.ended && p.out[len(p.out)-1].Country == "CA" {
		code = "CA"
	}
	switch {
	case code == "":
		return false
	case len(p.parts) == 0 && p.ended:
		p.add(tail{country: code})
	case standsAlone(next):
		return false
	default:
		p.end(tail{country: code})
	}
	return true
}

// townNamedAs reports whether a part that looks like a state is a town or a
// street, because the state follows or because the part begins like a street:
// Washington, DC; New York, NY; Port Washington, NY; 123 5th St NE, Dayton, OH.
func (p *parser) townNamedAs(tok, rest string, t tail, next string) bool {
	if t.zip != "" {
		return false
	}
	follows := standsAlone(next)
	if rest == "" {
		following, _, named := stateOf(next)
		same := named && following == t.state || following == "DC" && strings.EqualFold(tok, "Washington")
		return len(tok) > 3 && follows && (!named || same) && !p.hasTown()
	}
	if numberForm.MatchString(tok) {
		code := strings.ToLower(tok[strings.LastIndexByte(tok, ' ')+1:])
		more := next != "" && !zipForm.MatchString(next) && countryOf(next) == ""
		return more || endsStreet[code]
	}
	return follows
}

// standsAlone reports whether a part is a state and nothing else but a ZIP.
func standsAlone(s string) bool {
	rest, t, ok := tailOf(s)
	return ok && rest == "" && t.state != ""
}

func (p *parser) hasTown() bool {
	return len(p.parts) > 0 && !isStreet(p.parts[len(p.parts)-1])
}

// add gives the address just ended what was still missing of it.
func (p *parser) add(t tail) {
	a := &p.out[len(p.out)-1]
	if a.Zip == "" {
		a.Zip = t.zip
	}
	if a.Country == "" {
		a.Country = t.country
	}
}

// end closes the open address. Its town is the last part that is no street;
// parts before it that are no street either (quarters, houses) are left out.
func (p *parser) end(t tail) {
	a := scan.Address{State: t.state, Zip: t.zip, Country: t.country}
	if n := len(p.parts); t.country == "GB" && n > 1 && shire(p.parts[n-1]) {
		p.parts = p.parts[:n-1]
	}
	var streets []string
	for i, part := range p.parts {
		if isStreet(part) || t.country == "GB" && i+2 < len(p.parts) && isStreet(p.parts[i+1]) && namesHouse(part) {
			streets = append(streets, part)
		} else if nameOfTown.MatchString(part) {
			a.City = part
		}
	}
	a.Street = strings.Join(streets, ", ")
	p.out = append(p.out, a)
	p.parts, p.ended = nil, true
}

// namesHouse reports whether a part of a British address is the name of a
// house, which stands in the place of a number (Royal Mail).
func namesHouse(s string) bool {
	switch strings.ToLower(s[strings.LastIndexByte(s, ' ')+1:]) {
	case "cottage", "house", "lodge", "farm", "farmhouse", "barn", "hall", "villa", "bungalow", "mill", "rectory", "vicarage", "manor", "grange":
		return strings.Contains(s, " ")
	}
	return false
}

// flush closes an address that no state ended. Words that cannot be a town
// are dropped.
func (p *parser) flush() {
	if len(p.parts) > 0 {
		var kept, towns []string
		for _, part := range p.parts {
			if isStreet(part) {
				kept = append(kept, part)
			} else if townLike(part) {
				towns = append(towns, part)
			}
		}
		if n := len(towns); n > 1 && shire(towns[n-1]) {
			towns = towns[:n-1] // "Leeds, West Yorkshire"
		}
		if a := (scan.Address{Street: strings.Join(kept, ", "), City: strings.Join(towns, ", ")}); a != (scan.Address{}) {
			p.out = append(p.out, a)
		}
	}
	p.parts, p.ended, p.comma = nil, false, false
}

// nameOfTown is the looser form, for a part that a state follows.
var nameOfTown = pattern.MustCompile(`^(?:\d+ )?\p{L}[\p{L}\p{M}.'’ -]{0,50}$`)

var townForm = pattern.MustCompile(`^\p{Lu}[\p{L}\p{M}.'’ -]{1,40}$`)

// townLike reports whether a lone text can be the name of a town.
func townLike(s string) bool {
	return townForm.MatchString(s) && len(strings.Fields(s)) <= 4
}

// shire reports whether a British part is a county, which addresses need not
// name (Royal Mail, since 1996).
func shire(s string) bool {
	s = strings.ToLower(s)
	return strings.HasSuffix(s, "shire") || strings.HasSuffix(s, "yorkshire") || strings.HasPrefix(s, "greater ") ||
		strings.HasSuffix(s, "sussex") || strings.HasSuffix(s, " midlands") || strings.HasSuffix(s, " lothian") || strings.HasSuffix(s, " glamorgan") || strings.HasPrefix(s, "county ") || s == "tyne and wear" || shires[s]
}

var shires = set("kent essex surrey norfolk suffolk devon dorset somerset cornwall cumbria merseyside middlesex rutland midlothian northumberland fife antrim gwent dyfed gwynedd powys clwyd cleveland avon")

// DistinctAddresses keeps the first of equal addresses.
func DistinctAddresses(list []scan.Address) []scan.Address {
	twice := false
	for i := 1; i < len(list) && !twice; i++ {
		twice = slices.Contains(list[:i], list[i])
	}
	if !twice {
		return list
	}
	var out []scan.Address
	for i, a := range list {
		if !slices.Contains(list[:i], a) {
			out = append(out, a)
		}
	}
	return out
}
