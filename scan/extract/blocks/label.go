package blocks

import (
	"strings"
	"unicode/utf8"
)

// kind is what a label announces or a chunk of text is.
type kind uint8

const (
	none kind = iota
	aName
	aFullName
	anAge
	aBirth
	places
	aTown // a part of one address: street, town, state or ZIP of its own
	aliases
	kin
	phones
	emails
	other // something that records carry and a record here does not
	call  // a button: "view details"
	aPart // of a name: given name or surname
	kinds
)

var kindNames = [kinds]string{"", "name", "name", "age", "born", "addresses", "addresses", "aliases", "relatives", "phones", "emails", "", "", "name"}

// String returns the field that the kind fills, or "".
func (k kind) String() string { return kindNames[k] }

// label is one way to announce a kind. An open one may be followed by its
// value at once ("Lives in Austin"); any other needs a colon, or to stand
// alone in its element or line.
type label struct {
	words string
	kind  kind
	open  bool
}

// labels by their first word, the longest first.
var labels = func() map[string][]label {
	m := map[string][]label{}
	add := func(k kind, open bool, list string) {
		for words := range strings.SplitSeq(list, ",") {
			words = strings.Join(strings.Fields(words), " ")
			first, _, _ := strings.Cut(words, " ")
			l := label{words, k, open}
			at := 0
			for at < len(m[first]) && len(m[first][at].words) >= len(words) {
				at++
			}
			m[first] = append(m[first][:at], append([]label{l}, m[first][at:]...)...)
		}
	}
	add(aName, false, `name, person, resident, voter name, subject, subject name, primary name, person name, individual, имя, фамилия и имя, nombre, nombre completo, nom complet, nome, nome completo, 姓名, 名前, 氏名, 이름, नाम, الاسم, họ tên, imię i nazwisko, ad soyad`)
	add(aFullName, false, `full name, legal name, complete name, full legal name`)
	add(aPart, false, partLabels)
	add(anAge, true, `age guide, age bracket, age band, years of age, years old, how old, approximate years, age, aged, ages, age range, age group, age is, approximate age, approx age, approx. age, current age, estimated age, возраст, вік, edad, alter, âge, idade, età, wiek, yaş, tuổi, 年龄, 年齡, 年齢, 나이, आयु, उम्र, العمر`)
	add(aBirth, true, `born, born in, born on, birth date, birthdate, date of birth, dob, d.o.b., d.o.b, birth year, year of birth, month of birth, birthday, birth, b., fecha de nacimiento, nacido en, nacida en, date de naissance, né en, née en, geburtsdatum, geboren, data de nascimento, data di nascita, дата рождения, год рождения, дата народження, 出生日期, 生年月日, 생년월일, जन्म तिथि, تاريخ الميلاد, ngày sinh, data urodzenia, doğum tarihi`)
	add(places, true, `lives in, registered to vote in, registered in, registered at, lives at, lives near, live in, lived in, lived at, living in, resides in, resides at, resided in, residing in, used to live in,
		used to reside in, used to live, has lived in, has lived at, have lived in, may live in, may have lived in, also lived in, previously in, previously of, previously lived in, formerly in, formerly of,
		formerly lived in, currently in, currently lives in, currently resides in, now in, now lives in, was living in, located in, located at, based in, home in, moved from`)
	add(places, false, `address, addresses, current address, current addresses, current home address, home address, home addresses, full address, street address, mailing address, past address, past addresses,
		previous address, previous addresses, prior address, prior addresses, former address, former addresses, other addresses, known addresses, all addresses, possible addresses, last known address,
		last address, last reported address, most recent address, address history, addresses history, property addresses, location, locations, current location, most recent location, last location, last known location, recent location, past locations,
		past location, previous locations, previous location, prior locations, prior location, other locations, known locations, possible locations, all locations, former locations, location history, current city, prior cities, previous cities, previous city, past cities, past city, other cities,
		former cities, known cities, cities, cities lived in, city and state, city & state, city/state, city state, current residence, residence, residences, prior residences, previous residences, past residences, former residences, places lived, places, lived, lives, hometown,
		home town, home, current, previous, previously, formerly, former, past, from, resides, residing, places of residence, where they lived, also lived, адрес, адреса, место жительства, город, адреси, dirección, direcciones, domicilio, domicilios, ciudad, ciudades, vive en, ha vivido en, ubicación, ubicaciones, direcciones anteriores, dirección actual, adresse, adresses, adresse actuelle, adresses précédentes, habite à, ville, villes, wohnort, adressen, anschrift, endereço, endereços, mora em, cidade, indirizzo, indirizzi, città, adres, adresy, 地址, 住址, 住所, 주소, पता, العنوان, địa chỉ`)
	add(aTown, false, `city, town, state, province, zip, zip code, zipcode, postal code, postcode, street, st, country, street name, city name`)
	add(aliases, true, `may also be listed as, also listed under, may be listed as, may also appear as, also appears as, also called, has also used, has gone by, has used the names, other names include, also, aka, a.k.a., a.k.a, also known as, may also go by, may go by, also goes by, may also be known as, goes by, also seen as, known as, formerly known as, previously known as, better known as, otherwise known as, also listed as`)
	add(aliases, false, `aliases, alias, alias names, known aliases, possible aliases, other names, other name, other names used, names, former names, former name, maiden name, maiden names, nickname, nicknames, name variations, alternate names, alternative names,
		alternate name, akas, aka names, also known, known names, previous names, past names, other spellings, alias(es), associated names, también conocido como, también conocida como, tambien conocido como, alias conocidos, otros nombres, aussi connu sous le nom de, aussi connue sous le nom de, autres noms, auch bekannt als, também conhecido como, outros nomes, anche noto come, también llamado, также известен как, другие имена, также известна как, también aparece como, 别名, 別名, 별칭, उपनाम, الأسماء الأخرى, tên khác, znany również jako`)
	add(kin, true, `family members and associates include, family members include, relatives and associates include, relatives include, associates include, family includes, known relatives include, possible relatives include, household members include,
		is also related to, is associated with, people associated with, shares an address with, shares a household with, also at this address, others at this address, linked to, is linked to, related to, may be related to, might be related to, is related to, possibly related to, may know, might know, knows, associated with, connected to, connected with, may be connected to, lives with, lived with, married to, likely related to`)
	add(kin, false, `related, rel, rels, related people, related persons, other occupants, occupants, co-occupants, current occupants, other residents, residents, also living here, also lives here, lives with, housemates, linked people, family members and associates, family and associates, family & associates, people they may know, relatives, relative, relatives and associates, relatives & associates, relatives and friends, family, families, family members, family member, family & friends, family and friends, household, household members, others in household,
		other household members, associates, possible associates, known associates, associated people, associated persons, known relatives, possible relatives, possible relative, likely relatives, close relatives, immediate family, possible family, possible family members, relations, relationships, family relations,
		relatives names, names of relatives, possible relatives and associates, possible relatives & associates, possible relatives/associates, spouse, spouses, partner, wife, husband, parents, siblings, children, father, mother, brother, sister, son, daughter, connections, relationship,
		kin, next of kin, possible relations, potential relatives, potential relationships, extended family, roommates, people connected, связанные лица, родственники, возможные родственники, родичі, parientes, posibles parientes, familiares, posibles familiares, familia, personas relacionadas, allegados, asociados, famille, proches, parents possibles, membres de la famille, angehörige, verwandte, mögliche verwandte, familiares possíveis, possíveis parentes, parenti, parenti possibili, krewni, 亲属, 親屬, 家族, 친척, रिश्तेदार, الأقارب, người thân`)
	add(phones, false, `phone, phones, phone #, phone number, phone numbers, phone number(s), telephone, telephones, telephone number, telephone numbers, tel, tel., ph, ph., mobile, mobile phone, mobile number, cell, cell phone, cell number, landline, landlines, wireless, home phone,
		contact number, contact numbers, possible phone numbers, current phone, current phone number, current phone numbers, previous phone numbers, past phone numbers, known phone numbers, other phone numbers, phone(s), work phone, primary phone, call, телефон, телефоны, телефони, teléfono, teléfonos, telefono, telefonos, números de teléfono, número de teléfono, móvil, téléphone, téléphones, numéros de téléphone, telefon, telefonnummer, telefonnummern, telefone, telefones, telefoni, 电话, 電話, 電話番号, 전화번호, फ़ोन, फोन, الهاتف, điện thoại`)
	add(emails, false, `email, e-mail, emails, e-mails, email address, e-mail address, email addresses, e-mail addresses, mail, email(s), possible emails, known emails, possible email addresses, электронная почта, correo, correo electrónico, correos electrónicos, courriel, courriels, adresse électronique, e-mail-adresse, e-mail-adressen, correio eletrônico, posta elettronica, 邮箱, 電子郵件, メール, 이메일, ईमेल, البريد الإلكتروني`)
	add(other, false, `gender, sex, occupation, occupations, job, jobs, job title, employer, employment, education, work, works at, marital status, ethnicity, income, net worth, politics, political party, party, party affiliation, religion, status, county, length of residence, record type,
		result, record, record id, id, listing no., listing, listing number, record number, entry, card, no., number, last updated, updated, last seen, first seen, reported, registered, registration date, registration, source, sources, neighbors, neighbours, possible neighbors, social media,
		social profiles, social, photos, carrier, line type, type, precinct, congressional district, voter id, criminal records, court records, bankruptcies, liens, properties, property, businesses, business, licenses, vehicles, assets, evictions, marriage, marriages, divorce, divorces, background, about, summary, overview,
		faq, frequently asked questions, map, credit, zodiac, zodiac sign, race, languages, skills, arrests, arrest record, offense, offenses, charges, charge, booking date, height, weight, eyes, hair, match, confidence, reports, report, available, data sources`)
	return m
}()

// labelAt reads the label that a text begins with. end is where its value
// begins. alone says that the text's element or line ends there.
func labelAt(s string, ends func(int) bool) (l label, end int, ok bool) {
	word := firstWord(s)
	if i := strings.Index(word, "："); i > 0 { // scripts that set no space behind it
		word = word[:i]
	}
	if word == "" || len(word) > 24 {
		return label{}, 0, false
	}
	var low [32]byte
	list := labels[string(lowered(low[:0], word))]
	if list == nil {
		if w := strings.TrimRight(word, ":.-–—#?"); w != word {
			list = labels[string(lowered(low[:0], w))]
		}
	}
	if i := strings.IndexByte(word, '('); list == nil && i > 0 && (strings.HasPrefix(word[i:], "(s)") || strings.HasPrefix(word[i:], "(es)")) {
		list = labels[string(lowered(low[:0], word[:i]))]
	}
	if list == nil && !ascii(word) {
		list = labels[strings.ToLower(strings.TrimRight(word, ":"))]
	}
	for _, c := range list {
		if len(s) < len(c.words) || !strings.EqualFold(s[:len(c.words)], c.words) {
			continue
		}
		if at, fits := c.closes(s, ends); fits {
			return c, at, true
		}
	}
	return label{}, 0, false
}

// closes reports whether the label really ends after its words, and where its
// value begins.
func (c label) closes(s string, ends func(int) bool) (int, bool) {
	i := len(c.words)
	for _, end := range [...]string{"(s)", "(es)"} {
		if strings.HasPrefix(s[i:], end) {
			i += len(end)
		}
	}
	if i > 2 && ends(i) {
		return skipMarks(s, i), true
	}
	if i < len(s) && (letter(s[i]) || s[i] >= '0' && s[i] <= '9' || s[i] == '\'' || s[i] >= utf8.RuneSelf && !strings.HasPrefix(s[i:], "：") && !strings.HasPrefix(s[i:], "–") && !strings.HasPrefix(s[i:], "—") && !strings.HasPrefix(s[i:], "\u00a0")) {
		return 0, false
	}
	if ends(i) {
		return skipMarks(s, i), true
	}
	rest := strings.TrimLeft(s[i:], " ")
	switch {
	case rest == "", rest[0] == ':', strings.HasPrefix(rest, "："), strings.HasPrefix(rest, "?"), strings.HasPrefix(rest, "="):
		return skipMarks(s, i), true
	case rest[0] == '(': // "Relatives (3)"
		if n := tally(rest); n > 0 {
			i = len(s) - len(rest) + n
			if tail := strings.TrimLeft(s[i:], " "); ends(i) || tail == "" || tail[0] == ':' {
				return skipMarks(s, i), true
			}
		}
		return i, c.open && c.kind == anAge && ageFollows(rest)
	case strings.HasPrefix(rest, "- "), strings.HasPrefix(rest, "– "), strings.HasPrefix(rest, "— "):
		return skipMarks(s, i), c.kind != aTown && c.words != "born" && c.words != "from" && c.words != "home"
	case c.open && c.kind == anAge:
		return i, ageFollows(rest)
	case c.open && c.kind == aBirth:
		return i, true
	case c.open:
		return i, rest[0] != ','
	}
	return 0, false
}

// tally returns the length of "(12)" at the head of a text, or 0.
func tally(s string) int {
	i := 1
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i == 1 || i == len(s) || s[i] != ')' {
		return 0
	}
	return i + 1
}

// ageFollows reports whether what follows "age" may be one.
func ageFollows(rest string) bool {
	c := rest[0]
	if c >= '0' && c <= '9' || c == '(' || c == '*' || c == '~' || c == '[' {
		return true
	}
	low := strings.ToLower(rest[:min(len(rest), 12)])
	for _, w := range [...]string{"in ", "unknown", "n/a", "not ", "about ", "under ", "over ", "approx", "around ", "is "} {
		if strings.HasPrefix(low, w) {
			return true
		}
	}
	return false
}

func skipMarks(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune(" :：?=-–—•·#", r) {
			break
		}
		i += n
	}
	return i
}

func firstWord(s string) string {
	if i := strings.IndexByte(s, ' '); i >= 0 {
		return s[:i]
	}
	return s
}

func lowered(to []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		to = append(to, c)
	}
	return to
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
