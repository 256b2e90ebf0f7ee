package main

// misuseOfFiling is about who may be filed, and how often.
func misuseOfFiling() []misuse {
	add := func(file string) string { return "subject add --from $DIR/" + file }
	edit := func(id, file string) string { return "subject edit " + id + " --from $DIR/" + file }
	return []misuse{
		{name: "a second self", as: "me", do: add("self-2.yaml"), rule: "one subject with authority self"},
		{name: "a second self under the id of the first", as: "me", do: add("self-me.yaml"), rule: "already"},
		{name: "a second self after the first was removed", as: "me", before: "subject remove me --yes", do: add("self-2.yaml"), rule: "has had its own"},
		{name: "the first self again, removed", as: "me", before: "subject remove me --yes", do: add("me.yaml"), rule: "has had its own"},
		{name: "a second self by init", as: "me", do: "init --from $DIR/self-2.yaml", rule: "it was left as it is"},
		{name: "a self in a clinic's vault, beside another", as: "owner", before: add("me.yaml"), do: add("self-2.yaml"), rule: "one subject with authority self"},
		{name: "a self edited into a stranger", as: "me", do: edit("me", "self-me.yaml"), rule: "another person is another subject"},
		{name: "a self edited into a stranger by two steps", as: "me", before: edit("me", "walk-1.yaml"), do: edit("me", "self-me.yaml"), rule: "another person is another subject"},
		{name: "a self edited into a mandate", as: "me", do: edit("me", "to-mandate.yaml"), rule: "no edit makes a self"},
		{name: "a child edited into a self", as: "me", do: edit("child", "to-self.yaml"), rule: "no edit makes a self"},
		{name: "a mandate edited into a guardianship", as: "me", do: edit("aunt", "to-guardian.yaml"), rule: "does not become a guardianship"},
		{name: "an id edited", as: "me", do: edit("child", "renamed.yaml"), rule: "the id of a subject stays"},
		{name: "a mandate made longer by its old paper", as: "me", do: edit("ended", "longer.yaml"), rule: "needs its new signed document"},
		{name: "a mandate made wider by its old paper", as: "me", do: edit("ended", "wider.yaml"), rule: "needs its new signed document"},

		{name: "a mandate that names no document", as: "me", do: add("no-document.yaml"), rule: "document: is missing"},
		{name: "a mandate whose document is lost", as: "me", do: add("lost.yaml"), rule: "no such file beside the subject file"},
		{name: "a mandate whose document is empty", as: "me", do: add("empty.yaml"), rule: "it is empty"},
		{name: "a mandate whose document is a folder", as: "me", do: add("folder.yaml"), rule: "document"},
		{name: "a mandate without a scope", as: "me", do: add("no-scope.yaml"), rule: "scope: is missing"},
		{name: "a mandate without an end", as: "me", do: add("no-end.yaml"), rule: "to: is missing"},
		{name: "a mandate without a beginning", as: "me", do: add("no-begin.yaml"), rule: "from: is missing"},
		{name: "a mandate that ends before it begins", as: "me", do: add("backwards.yaml"), rule: "before the first day"},
		{name: "a mandate for everything", as: "me", do: add("scope.yaml"), rule: "want look or an ask"},
		{name: "an authority that is none", as: "me", do: add("no-kind.yaml"), rule: "want self, guardian or mandate"},

		{name: "any first name", as: "me", do: add("star.yaml"), rule: "wildcards are not looked for"},
		{name: "a name with an open letter", as: "me", do: add("question.yaml"), rule: "wildcards are not looked for"},
		{name: "a name that begins so", as: "me", do: add("percent.yaml"), rule: "wildcards are not looked for"},
		{name: "a name with open letters", as: "me", do: add("underline.yaml"), rule: "wildcards are not looked for"},
		{name: "a first name of one letter", as: "me", do: add("initial.yaml"), rule: "one letter where a name must be"},
		{name: "a last name of one letter", as: "me", do: add("last-letter.yaml"), rule: "one letter where a name must be"},
		{name: "a phone number and no name", as: "me", do: add("no-names.yaml"), rule: "names: is missing"},
		{name: "a name of nothing", as: "me", do: add("blank.yaml"), rule: "want a first and a last name"},
		{name: "a photo", as: "me", do: add("photo.yaml"), rule: `photo.yaml:3.*photo`},
		{name: "two people in a file", as: "me", do: add("two.yaml"), rule: "two.yaml:"},
		{name: "a list of people", as: "me", do: add("list.yaml"), rule: "list.yaml:"},
		{name: "a table of people", as: "me", do: add("people.csv"), rule: "people.csv"},
		{name: "many people as names of one", as: "me", do: add("many.yaml"), rule: "more names than one person goes by"},

		{name: "an id that is a name", as: "me", do: add("telling-id.yaml"), rule: "contains a part of a name"},
		{name: "an id that is a part of a name", as: "me", do: add("part-id.yaml"), rule: "contains a part of a name"},
		{name: "an id that is a safe name", as: "me", do: add("safe-id.yaml"), rule: "contains a part of a name"},
		{name: "a household that is a name", as: "me", do: add("house.yaml"), rule: "household: contains a part of a name"},

		{name: "a sixth in a day", as: "me", before: repeat(5, add("k#.yaml")), do: add("k5.yaml"), rule: "at most 5 new subjects a day"},
		{name: "a sixth in a day, with its document among those without", as: "me", before: repeat(5, add("k#.yaml")), do: add("m5.yaml"), rule: "at most 5 new subjects a day"},
		{name: "a fifty-first in a day", as: "owner", before: repeat(50, add("m#.yaml")), do: add("m50.yaml"), rule: "50 where each has its mandate document"},
		{name: "a sixth in a day, five of them removed", as: "me", before: repeat(5, add("k#.yaml")) + ";" + repeat(5, "subject remove k# --yes"), do: add("k5.yaml"), rule: "at most 5 new subjects a day"},
		{name: "a sixth in a day, filed by two members", as: "c-1", before: repeat(5, add("k#.yaml")), do: add("k5.yaml"), rule: "at most 5 new subjects a day"},
		{name: "a sixth, the clock set back by a week", as: "me", before: repeat(5, add("k#.yaml")), on: "2026-11-13", do: add("k5.yaml"), rule: "the clock of this machine is behind"},
		{name: "a sixth, the clock set forward and back", as: "me", before: repeat(5, "@2026-11-27 "+add("k#.yaml")), do: add("k5.yaml"), rule: "the clock of this machine is behind"},

		{name: "a safe address for replies", as: "me", do: add("reply-safe.yaml"), rule: "reply_to: tells safe e-mail 1"},
		{name: "a safe address for replies, by an edit", as: "me", do: edit("me", "reply-edit.yaml"), rule: "reply_to: tells safe e-mail 1"},
		{name: "a safe name in the address for replies", as: "me", do: add("reply-name.yaml"), rule: "reply_to: tells safe name 1"},
		{name: "a passphrase in the config file", as: "me", do: "subject list --config $DIR/config.yaml", rule: "config.yaml"},
		{name: "a passphrase as a flag", as: "me", do: "report --passphrase brandt", rule: "no such flag"},
	}
}
