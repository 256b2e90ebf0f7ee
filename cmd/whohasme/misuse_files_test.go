package main

import (
	"fmt"
	"strings"
)

// misuseFiles are the subject files of the misuse tests: those that are filed,
// and those that are offered and must be refused.
var misuseFiles = func() map[string]string {
	signed := "authority: {kind: mandate, scope: [look, suppress, opt-out-of-sale, delete], from: 2026-11-01, to: 2027-10-31, document: signed.pdf}\n"
	stranger := "names: [{first: Uwe, last: Brandt}]\n"
	f := map[string]string{
		"signed.pdf": "%PDF-1.7 signed", "empty.pdf": "", "saved.html": "<!doctype html><title>People</title><div class=card><h2>Ida Quennell</h2></div>",
		"me.yaml": `id: me
names: [{first: Odo, last: Quennell}]
addresses: ["4 Mill Ln, Boise, ID 83702", "9 Larkspur Ct, Nampa, ID 83651"]
phones: ["208 555 0101", "208 555 0177"]
safe: {addresses: ["9 Larkspur Ct, Nampa, ID 83651"], phones: ["208 555 0177"], emails: [odo.secret@example.org]}
reply_to: answers@example.org
`,
		"child.yaml":   "id: child\nauthority: {kind: guardian}\nnames: [{first: Ada, last: Quennell}]\naddresses: [{city: Boise, state: ID}]\n",
		"aunt.yaml":    "id: aunt\n" + signed + "names: [{first: Ida, last: Quennell}]\naddresses: [{city: Fresno, state: CA}]\n",
		"danger.yaml":  "id: danger\nrisk: high\nauthority: {kind: guardian}\nnames: [{first: Nia, last: Quennell}]\naddresses: [{city: Fresno, state: CA}]\n",
		"expired.yaml": "id: ended\nauthority: {kind: mandate, scope: [look, suppress], brokers: [far], from: 2026-10-01, to: 2026-11-10, document: signed.pdf}\nnames: [{first: Una, last: Quennell}]\naddresses: [{city: Boise, state: ID}]\n",
		"case-1.yaml":  "id: case-1\n" + signed + "names: [{first: Ana, last: Reyes}]\naddresses: [\"3 Figtree Rd, Fresno, CA 93650\"]\nphones: [559 555 0181]\nreply_to: clinic@example.org\n",
		"case-2.yaml":  "id: case-2\n" + signed + "names: [{first: Bo, last: Ekdahl}]\naddresses: [\"8 Mulberry St, Fresno, CA 93650\"]\nphones: [559 555 0182]\nreply_to: clinic@example.org\n",

		"self-2.yaml":       "id: also-me\nauthority: {kind: self}\n" + stranger,
		"self-me.yaml":      "id: me\nauthority: {kind: self}\n" + stranger,
		"walk-1.yaml":       "id: me\nnames: [{first: Odo, last: Quennell}, {first: Uwe, last: Brandt, kind: alias}]\naddresses: [{city: Boise, state: ID}]\n",
		"to-mandate.yaml":   "id: me\n" + signed + "names: [{first: Odo, last: Quennell}]\n",
		"to-self.yaml":      "id: child\nauthority: {kind: self}\nnames: [{first: Ada, last: Quennell}]\n",
		"to-guardian.yaml":  "id: aunt\nauthority: {kind: guardian}\nnames: [{first: Ida, last: Quennell}]\n",
		"longer.yaml":       "id: ended\nauthority: {kind: mandate, scope: [look, suppress], brokers: [far], from: 2026-10-01, to: 2027-11-10, document: signed.pdf}\nnames: [{first: Una, last: Quennell}]\n",
		"wider.yaml":        "id: ended\nauthority: {kind: mandate, scope: [look, suppress, delete], brokers: all, from: 2026-10-01, to: 2026-11-10, document: signed.pdf}\nnames: [{first: Una, last: Quennell}]\n",
		"narrow.yaml":       "id: n1\nauthority: {kind: mandate, scope: [look, suppress], brokers: [far], from: 2026-10-01, to: 2026-11-30, document: signed.pdf}\nnames: [{first: Una, last: Quennell}]\n",
		"renamed.yaml":      "id: other\nauthority: {kind: guardian}\nnames: [{first: Ada, last: Quennell}]\n",
		"no-document.yaml":  "id: n1\nauthority: {kind: mandate, scope: [look], from: 2026-11-01, to: 2027-10-31}\n" + stranger,
		"lost.yaml":         "id: n1\nauthority: {kind: mandate, scope: [look], from: 2026-11-01, to: 2027-10-31, document: lost-brandt.pdf}\n" + stranger,
		"empty.yaml":        "id: n1\nauthority: {kind: mandate, scope: [look], from: 2026-11-01, to: 2027-10-31, document: empty.pdf}\n" + stranger,
		"folder.yaml":       "id: n1\nauthority: {kind: mandate, scope: [look], from: 2026-11-01, to: 2027-10-31, document: shops}\n" + stranger,
		"no-scope.yaml":     "id: n1\nauthority: {kind: mandate, from: 2026-11-01, to: 2027-10-31, document: signed.pdf}\n" + stranger,
		"no-end.yaml":       "id: n1\nauthority: {kind: mandate, scope: [look], from: 2026-11-01, document: signed.pdf}\n" + stranger,
		"no-begin.yaml":     "id: n1\nauthority: {kind: mandate, scope: [look], to: 2026-11-01, document: signed.pdf}\n" + stranger,
		"backwards.yaml":    "id: n1\nauthority: {kind: mandate, scope: [look], from: 2027-11-01, to: 2026-10-31, document: signed.pdf}\n" + stranger,
		"scope.yaml":        "id: n1\nauthority: {kind: mandate, scope: [everything], from: 2026-11-01, to: 2027-10-31, document: signed.pdf}\n" + stranger,
		"no-kind.yaml":      "id: n1\nauthority: {kind: police}\n" + stranger,
		"star.yaml":         "id: n1\nauthority: {kind: guardian}\nnames: [{first: \"*\", last: Brandt}]\n",
		"question.yaml":     "id: n1\nauthority: {kind: guardian}\nnames: [{first: \"U?e\", last: Brandt}]\n",
		"percent.yaml":      "id: n1\nauthority: {kind: guardian}\nnames: [{first: Uwe, last: \"Bra%\"}]\n",
		"underline.yaml":    "id: n1\nauthority: {kind: guardian}\nnames: [{first: Uwe, last: \"B____\"}]\n",
		"initial.yaml":      "id: n1\nauthority: {kind: guardian}\nnames: [{first: U, last: Brandt}]\n",
		"last-letter.yaml":  "id: n1\nauthority: {kind: guardian}\nnames: [{first: Uwe, last: B.}]\n",
		"no-names.yaml":     "id: n1\nauthority: {kind: guardian}\nphones: [208 555 0177]\n",
		"blank.yaml":        "id: n1\nauthority: {kind: guardian}\nnames: [{first: \" \", last: \"\"}]\n",
		"photo.yaml":        "id: n1\nauthority: {kind: guardian}\nphoto: face.jpg\n" + stranger,
		"two.yaml":          "id: n1\nauthority: {kind: guardian}\n" + stranger + "---\nid: n2\nauthority: {kind: guardian}\nnames: [{first: Kit, last: Strangelove}]\n",
		"list.yaml":         "- id: n1\n  names: [{first: Uwe, last: Brandt}]\n- id: n2\n  names: [{first: Kit, last: Strangelove}]\n",
		"people.csv":        "first,last\nUwe,Brandt\nKit,Strangelove\n",
		"telling-id.yaml":   "id: uwe-brandt\nauthority: {kind: guardian}\n" + stranger,
		"part-id.yaml":      "id: bran\nauthority: {kind: guardian}\n" + stranger,
		"safe-id.yaml":      "id: strangelove-1\nauthority: {kind: guardian}\n" + stranger + "safe: {names: [{first: Kit, last: Strangelove}]}\n",
		"house.yaml":        "id: n1\nauthority: {kind: guardian}\nhousehold: brandts\n" + stranger,
		"reply-safe.yaml":   "id: n1\nauthority: {kind: guardian}\n" + stranger + "safe: {emails: [odo.secret@example.org]}\nreply_to: odo.secret@example.org\n",
		"reply-edit.yaml":   "id: me\nnames: [{first: Odo, last: Quennell}]\nsafe: {emails: [safe e-mail 1]}\nreply_to: safe e-mail 1\n",
		"reply-name.yaml":   "id: n1\nauthority: {kind: guardian}\n" + stranger + "safe: {names: [{first: Kit, last: Strangelove}]}\nreply_to: kit.strangelove@example.org\n",
		"only-safe.yaml":    "id: n1\nauthority: {kind: guardian}\n" + stranger + "safe: {names: [{first: Uwe, last: Brandt}]}\naddresses: [{city: Boise, state: ID}]\n",
		"case-1-again.yaml": "id: case-1\n" + signed + stranger,
		"answers.yaml":      "plan: yes\nmother: yes\n",
		"config.yaml":       "passphrase: brandt-strangelove\n",
	}
	var many []string
	for i := range 21 {
		many = append(many, fmt.Sprintf("{first: %c%s, last: Brandt}", 'A'+i, "nna"))
	}
	f["many.yaml"] = "id: n1\nauthority: {kind: guardian}\nnames: [" + strings.Join(many, ", ") + "]\n"
	for i := range 60 {
		f[fmt.Sprintf("k%d.yaml", i)] = fmt.Sprintf("id: k%d\nauthority: {kind: guardian}\nnames: [{first: Kit, last: Strangelove}]\n", i)
		f[fmt.Sprintf("m%d.yaml", i)] = fmt.Sprintf("id: m%d\n%snames: [{first: Kit, last: Strangelove}]\n", i, signed)
	}
	return f
}()
