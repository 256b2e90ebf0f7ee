package structure

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/whohasme/whohasme/scan"
	"github.com/whohasme/whohasme/scan/extract/field"
)

// maker turns an object about a person into a record.
type maker struct {
	country string
	base    *url.URL
}

// record returns the record of an object, and how many of the things beside
// the name it says: age, birth, places, telephones, relatives.
func (m maker) record(o object) (r scan.Record, facts int) {
	var first, middle, last, end string
	var own scan.Address
	for _, f := range o {
		switch roleOf(f.key) {
		case wholeName:
			if n := m.name(f.value); n != "" && r.Name == "" {
				r.Name = n
			}
		case firstName:
			first = text(f.value)
		case middleName:
			middle = text(f.value)
			if strings.EqualFold(f.key, "additionalName") {
				r.Aliases = append(r.Aliases, m.whole(f.value)...)
			}
		case lastName:
			last = text(f.value)
		case suffix:
			end = text(f.value)
		case otherNames:
			r.Aliases = append(r.Aliases, m.people(f.value, 0)...)
		case anAge:
			if r.Age.IsZero() {
				r.Age, _ = field.Age(text(f.value), m.country)
			}
		case aBirth:
			m.born(&r, f.value)
		case anAddress:
			r.Addresses = append(r.Addresses, m.addresses(f.value, 0)...)
		case aPhone:
			r.Phones = append(r.Phones, m.phones(f.value, 0)...)
		case anEmail:
			for _, s := range texts(f.value, 0) {
				r.Emails = append(r.Emails, field.Emails(s)...)
			}
		case relatives:
			r.Relatives = append(r.Relatives, m.people(f.value, 0)...)
		case anURL:
			if r.URL == "" {
				r.URL = field.Link(text(f.value), m.base)
			}
		}
	}
	own = m.address(o)
	if own.City != "" || own.Zip != "" {
		r.Addresses = append([]scan.Address{own}, r.Addresses...)
	}
	if joined := strings.Join(strings.Fields(first+" "+middle+" "+last+" "+end), " "); r.Name == "" && last != "" && first != "" {
		r.Name, _ = field.Name(joined)
	}
	r.Addresses = field.DistinctAddresses(r.Addresses)
	r.Aliases, r.Relatives = field.Distinct(r.Aliases), field.Distinct(r.Relatives)
	r.Phones, r.Emails = field.Distinct(r.Phones), field.Distinct(r.Emails)
	for _, has := range []bool{!r.Age.IsZero(), !r.Born.IsZero(), len(r.Addresses) > 0, len(r.Phones) > 0, len(r.Relatives) > 0} {
		if has {
			facts++
		}
	}
	return r, facts
}

// whole returns the texts that are whole names, where sites give other names
// as additionalName, which schema.org means for the middle one.
func (m maker) whole(v any) []string {
	var list []string
	for _, s := range texts(v, 0) {
		if n := m.name(s); strings.Contains(n, " ") {
			list = append(list, n)
		}
	}
	return list
}

// name reads a name from a text or from its parts.
func (m maker) name(v any) string {
	if o, ok := v.(object); ok {
		if r, _ := m.record(o); r.Name != "" {
			return r.Name
		}
		var first, middle, last string
		for _, f := range o {
			switch strings.ToLower(f.key) {
			case "full", "display", "formatted", "pretty", "text", "value", "label":
				if n := m.name(text(f.value)); n != "" {
					return n
				}
			case "first", "given":
				first = text(f.value)
			case "middle":
				middle = text(f.value)
			case "last", "family":
				last = text(f.value)
			}
		}
		if first == "" || last == "" {
			return ""
		}
		n, _ := field.Name(strings.Join(strings.Fields(first+" "+middle+" "+last), " "))
		return n
	}
	n, veiled := field.Name(text(v))
	if veiled || !field.PersonLike(n) {
		return ""
	}
	return n
}

func (m maker) born(r *scan.Record, v any) {
	if o, ok := v.(object); ok { // {"year": 1981, "month": 3}
		y, mo, d := text(o.get("year")), text(o.get("month")), text(o.get("day"))
		if len(mo) == 1 {
			mo = "0" + mo
		}
		if len(d) == 1 {
			d = "0" + d
		}
		v = strings.TrimRight(y+"-"+mo+"-"+d, "-")
	}
	s := text(v)
	if i := strings.IndexByte(s, 'T'); i == 10 {
		s = s[:i]
	}
	if b := field.Born(s, m.country); r.Born.IsZero() {
		r.Born = b
	}
}

// addresses reads one address or many, in any of the forms they come in.
func (m maker) addresses(v any, depth int) []scan.Address {
	switch v := v.(type) {
	case string:
		return field.Addresses(v)
	case []any:
		var list []scan.Address
		for _, e := range v {
			if depth < 3 && len(list) < 200 {
				list = append(list, m.addresses(e, depth+1)...)
			}
		}
		return list
	case object:
		if a := m.address(v); a.City != "" || a.State != "" || a.Zip != "" || a.Street != "" {
			return []scan.Address{a}
		}
		var list []scan.Address
		for _, f := range v {
			switch roleOf(f.key) {
			case anAddress, wholeName:
				if depth < 3 {
					list = append(list, m.addresses(f.value, depth+1)...)
				}
			}
			if depth < 2 && roleOf(f.key) == nothing && (f.key == "full" || f.key == "display" || f.key == "formatted" || f.key == "text" || f.key == "value" || f.key == "label") && list == nil {
				list = append(list, m.addresses(f.value, depth+1)...)
			}
		}
		return list
	}
	return nil
}

// address reads the parts of an address that are members of an object.
func (m maker) address(o object) scan.Address {
	var a scan.Address
	for _, f := range o {
		s := text(f.value)
		if s == "" || len(s) > 120 {
			if c, ok := f.value.(object); ok && roleOf(f.key) == country {
				s = text(c.get("name"))
			} else {
				continue
			}
		}
		switch roleOf(f.key) {
		case street:
			a.Street = strings.TrimSpace(s)
		case town:
			a.City = strings.TrimSpace(s)
		case state:
			a.State = strings.TrimSpace(s)
		case zip:
			a.Zip = strings.TrimSpace(s)
		case country:
			a.Country = field.Country(s)
		}
	}
	if a.City == "" && a.State == "" && a.Zip == "" {
		return scan.Address{}
	}
	if field.Masked(a.Street) {
		a.Street = ""
	}
	if code := field.State(a.State); code != "" {
		a.State = code
	} else if a.City != "" && strings.Contains(a.City, ",") {
		if list := field.Addresses(a.City + " " + a.Zip); len(list) == 1 {
			list[0].Street = a.Street
			return list[0]
		}
	}
	return a
}

func (m maker) phones(v any, depth int) []string {
	var list []string
	switch v := v.(type) {
	case string:
		return field.Phones(v, m.country)
	case float64:
		return field.Phones(text(v), m.country)
	case []any:
		for _, e := range v {
			if depth < 3 && len(list) < 200 {
				list = append(list, m.phones(e, depth+1)...)
			}
		}
	case object:
		for _, f := range v {
			if k := roleOf(f.key); depth < 3 && (k == aPhone || f.key == "value" || f.key == "display" || f.key == "formatted") {
				list = append(list, m.phones(f.value, depth+1)...)
			}
		}
	}
	return list
}

// people reads the names of others.
func (m maker) people(v any, depth int) []string {
	var list []string
	switch v := v.(type) {
	case string:
		for _, n := range field.People(v, false) {
			if field.PersonLike(n) {
				list = append(list, n)
			}
		}
	case []any:
		for _, e := range v {
			if depth < 3 && len(list) < 200 {
				list = append(list, m.people(e, depth+1)...)
			}
		}
	case object:
		if n := m.name(v); n != "" {
			return []string{n}
		}
	}
	return list
}

// text writes a value that is a text or a number.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return strings.Join(strings.Fields(v), " ")
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		if len(v) == 1 {
			return text(v[0])
		}
	}
	return ""
}

// texts lists the texts of a value.
func texts(v any, depth int) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var list []string
		for _, e := range v {
			if depth < 3 {
				list = append(list, texts(e, depth+1)...)
			}
		}
		return list
	case object:
		for _, f := range v {
			if k := roleOf(f.key); depth < 3 && (k == anEmail || k == anAddress || f.key == "value") {
				return texts(f.value, depth+1)
			}
		}
	}
	return nil
}
