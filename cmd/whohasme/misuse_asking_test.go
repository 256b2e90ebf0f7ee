package main

// misuseOfAsking is about letters, requests and the state's platform.
func misuseOfAsking() []misuse {
	answers := "subject safety danger --answer plan=yes --answer noticed=no --answer devices=yes --answer reply=yes --answer address=known --answer agreed=yes --answer post=yes"
	return []misuse{
		{name: "letters on a mandate that was withdrawn", as: "me", do: "letters --subject aunt --format txt -o $DIR/out", rule: "withdrawn"},
		{name: "letters on a mandate that ended", as: "me", do: "letters --subject ended --format txt -o $DIR/out", rule: "ended on 2026-11-10"},
		{name: "letters as of a day on which the mandate held", as: "me", do: "letters --subject ended --as-of 2026-11-09 --format txt -o $DIR/out", rule: "ended on 2026-11-10"},
		{name: "letters by a clock on which the mandate held", as: "me", on: "2026-11-06", do: "letters --subject ended --format txt -o $DIR/out", rule: "the clock of this machine is behind"},
		{name: "a request marked as sent, withdrawn", as: "me", do: "request sent aunt.far.suppress", rule: "withdrawn"},
		{name: "a request marked as sent, withdrawn, on a day before", as: "me", do: "request sent aunt.far.suppress --on 2026-11-03", rule: "withdrawn"},
		{name: "a request marked as sent, ended", as: "me", do: "request sent ended.far.suppress", rule: "ended on 2026-11-10"},
		{name: "a request marked as sent, ended, on a day before", as: "me", do: "request sent ended.far.suppress --on 2026-11-09", rule: "ended on 2026-11-10"},
		{name: "a request marked as sent tomorrow", as: "me", do: "request sent me.far.suppress --on 2026-11-21", rule: "in the future"},
		{name: "a request of nobody marked as sent", as: "me", do: "request sent brandt.far.suppress", rule: "no such request"},

		{name: "letters before the safety questions", as: "me", do: "letters --subject danger --format txt -o $DIR/out", rule: "the safety questions must be answered"},
		{name: "letters in another form before the safety questions", as: "me", do: "letters --subject danger --format eml -o $DIR/out", rule: "the safety questions must be answered"},
		{name: "a request marked as sent before the safety questions", as: "me", do: "request sent danger.far.suppress", rule: "the safety questions must be answered"},
		{name: "letters on an answer of not yet", as: "me", before: answers + ";subject safety danger --answer agreed=not-yet", do: "letters --subject danger --format txt -o $DIR/out", rule: `the answer to "agreed" is no or not yet`},
		{name: "letters on half the answers", as: "me", before: "subject safety danger --answer plan=yes", do: "letters --subject danger --format txt -o $DIR/out", rule: "the safety questions must be answered"},
		{name: "letters half a year after the answers", as: "me", before: answers, on: "2027-05-25", do: "letters --subject danger --format txt -o $DIR/out", rule: "answers hold for 180 days"},
		{name: "letters half a year after, the clock set back", as: "me", before: answers + ";@2027-05-25 subject safety danger --answer plan=yes", do: "letters --subject danger --format txt -o $DIR/out", rule: "answers hold for 180 days"},
		{name: "the platform's sheet before the safety questions", as: "me", do: "drop sheet --subject danger", rule: "the safety questions must be answered"},
		{name: "a filing on the platform before the safety questions", as: "me", do: "drop filed --subject danger --on 2026-11-19", rule: "the safety questions must be answered"},
		{name: "a filing on the platform, as a request, before the safety questions", as: "me", do: "request sent danger.ca-drop", rule: "the safety questions must be answered|no such request"},
		{name: "letters of a clinic before the safety questions", as: "c-1", do: "letters --subject case-1 --format txt -o $DIR/out", rule: "the safety questions must be answered"},
		{name: "a safety question that is none", as: "me", do: "subject safety danger --answer mother=Brandt", rule: "there is no such question"},
		{name: "a safety answer that is none", as: "me", do: "subject safety danger --answer plan=Brandt", rule: "plan wants yes or not-yet"},
		{name: "safety answers in a file with more", as: "me", do: "subject safety danger --from $DIR/answers.yaml", rule: "answers.yaml:2"},
		{name: "safety answers for nobody", as: "me", do: "subject safety Brandt --answer plan=yes", rule: "no such subject"},

		{name: "the platform for somebody in Idaho", as: "me", do: "drop sheet --subject me", rule: "residents of California"},
		{name: "a filing on the platform for somebody in Idaho", as: "me", do: "drop filed --subject me", rule: "residents of California"},
		{name: "the platform on a mandate that was withdrawn", as: "me", do: "drop sheet --subject aunt", rule: "withdrawn"},
		{name: "a household letter about a record of another client", as: "c-1", do: "request household case-2.far.1", rule: "no such finding"},
		{name: "a correction in another client's record", as: "c-1", do: "request correct case-2.far.1", rule: "no such finding"},
		{name: "a withdrawal twice", as: "me", do: "subject withdraw aunt", rule: "withdrawn on 2026-11-05 already"},
		{name: "a removal without a yes", as: "me", do: "subject remove me", rule: "say --yes"},
		{name: "pages kept for longer than a month", as: "me", do: "vault retention --pages 31", rule: "30 days at most"},
	}
}
