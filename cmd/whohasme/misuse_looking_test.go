package main

// misuseOfLooking is about visits, and about what is seen of a record.
func misuseOfLooking() []misuse {
	direct := " --direct --fresh --subject "
	return []misuse{
		{name: "a look-up by phone", as: "me", do: "scan --phone 5550177", rule: "no such flag"},
		{name: "a look-up by address", as: "me", do: "scan --address Larkspur", rule: "no such flag"},
		{name: "a look-up by photo", as: "me", do: "scan --photo face.jpg", rule: "no such flag"},
		{name: "a look-up of a typed name", as: "me", do: "scan Uwe Brandt", rule: "takes no arguments"},
		{name: "a search command", as: "me", do: "search Brandt", rule: "no such command"},
		{name: "a look for a name as a subject", as: "me", do: "scan --subject Brandt", rule: "no such subject"},

		{name: "a look on a mandate that ended", as: "me", do: "scan --subject ended", rule: "the authority ended on 2026-11-10"},
		{name: "a look on a mandate that ended, the clock set back", as: "me", on: "2026-11-05", do: "scan --broker far" + direct + "ended", rule: "the clock of this machine is behind"},
		{name: "a look before a mandate begins", as: "me", on: "2026-09-01", do: "scan --subject ended", rule: "the authority begins on 2026-10-01"},
		{name: "a look on a mandate that was withdrawn", as: "me", do: "scan --subject aunt", rule: "the authority was withdrawn on 2026-11-05"},
		{name: "a look on a mandate that was withdrawn, the clock set back", as: "me", on: "2026-11-02", do: "scan --subject aunt", rule: "withdrawn"},
		{name: "a look at a page saved for a withdrawn mandate", as: "me", do: "scan --page $DIR/saved.html --broker corner --subject aunt --seen 2026-11-19", rule: "withdrawn"},
		{name: "a dry run on a mandate that was withdrawn", as: "me", do: "scan --dry-run --subject aunt", rule: "withdrawn"},
		{name: "a look at a broker that the mandate does not name", as: "me", before: "subject add --from $DIR/narrow.yaml", do: "scan --subject n1 --broker corner --allow-loopback", rule: `does not name broker "corner"`},
		{name: "a fourth look in a day", as: "me", do: "scan --broker far" + direct + "child", rule: "more than 3 times a day"},
		{name: "a look that shows where a person with safe facts is", as: "me", do: "scan --subject me --allow-loopback --broker corner", rule: "has safe facts"},
		{name: "a look for a safe name", as: "me", before: "subject add --from $DIR/only-safe.yaml", do: "scan --allow-loopback --broker corner" + direct + "n1", rule: "may not be told|safe", code: exitUnsure},

		{name: "a private address", as: "me", do: "scan --allow-loopback --broker inside" + direct + "child", rule: `not\s+on\s+the\s+public\s+internet`, code: exitFailed},
		{name: "the address of a cloud's metadata", as: "me", do: "scan --allow-loopback --broker meta" + direct + "child", rule: `not\s+on\s+the\s+public\s+internet`, code: exitFailed},
		{name: "the same, written as IPv6", as: "me", do: "scan --allow-loopback --broker mapped" + direct + "child", rule: `not\s+one\s+of\s+the\s+broker's\s+hosts`, code: exitFailed},
		{name: "a cloud's own IPv6 address", as: "me", do: "scan --allow-loopback --broker unique" + direct + "child", rule: `not\s+on\s+the\s+public\s+internet`, code: exitFailed},
		{name: "a link-local address", as: "me", do: "scan --allow-loopback --broker link" + direct + "child", rule: `not\s+on\s+the\s+public\s+internet`, code: exitFailed},
		{name: "no address", as: "me", do: "scan --allow-loopback --broker zero" + direct + "child", rule: `not\s+on\s+the\s+public\s+internet`, code: exitFailed},
		{name: "loopback without leave", as: "me", do: "scan --broker corner" + direct + "child", rule: `not\s+on\s+the\s+public\s+internet`, code: exitFailed},
		{name: "a redirect to a cloud's metadata", as: "me", before: "subject show child", do: "scan --allow-loopback --broker hop" + direct + "child", rule: `forbidden\s+redirect`, code: exitFailed},
		{name: "what robots.txt forbids", as: "me", before: "subject show child", do: "scan --allow-loopback --broker closed" + direct + "child", rule: "robots", code: exitUnsure},
		{name: "what the terms forbid", as: "me", before: "subject show child", do: "scan --allow-loopback --broker shy" + direct + "child", rule: "terms", code: exitUnsure},

		{name: "all records revealed", as: "me", do: "reveal --all", rule: "no such flag"},
		{name: "no record in particular revealed", as: "me", do: "reveal", rule: "wants a finding"},
		{name: "two records revealed at once", as: "me", do: "reveal me.far.1 child.far.1", rule: "wants a finding"},
		{name: "records revealed by a pattern", as: "me", do: "reveal me.far.*", rule: "no such finding"},
		{name: "a record revealed by its subject", as: "me", do: "reveal me", rule: "no such finding"},
		{name: "a record revealed without a passphrase", as: "nobody", do: "reveal me.far.1", rule: "passphrase"},
		{name: "a record revealed by another vault's key", as: "me", do: "reveal me.far.1 --identity $DIR/c-1.key", rule: "wrong passphrase or identity"},
		{name: "an export before anything was revealed", as: "me", do: "subject export me --revealed", rule: "revealed before, one by one"},
		{name: "an export of a record that was not revealed", as: "me", do: "subject export me --record me.far.1", rule: "revealed before, one by one"},
		{name: "an export of one more record than was revealed", as: "me", before: "reveal me.far.1", do: "subject export me --record me.far.1 --record me.corner.1", rule: "revealed before, one by one"},
		{name: "an export of another's revealed record", as: "me", before: "reveal child.far.1", do: "subject export me --record child.far.1", rule: "revealed before, one by one"},
		{name: "an export of revealed records without a passphrase", as: "nobody", do: "subject export me --revealed", rule: "passphrase"},
		{name: "an export over a file", as: "me", do: "subject export me -o $DIR/signed.pdf", rule: "nothing is overwritten"},
		{name: "an export of nobody", as: "me", do: "subject export Brandt", rule: "no such subject"},
		{name: "an export of all", as: "me", do: "subject export", rule: "wants a subject"},
		{name: "all evidence taken", as: "me", do: "evidence", rule: "wants"},
		{name: "evidence taken by a pattern", as: "me", do: "evidence me.*", rule: "no such finding"},
		{name: "a report of everybody's facts", as: "me", do: "report --unmasked", rule: "no such flag"},
	}
}
