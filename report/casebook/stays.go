package casebook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// stays lists what cannot be removed here, and what else helps: what is so for
// everybody, what these brokers did, and what the place of residence has.
func (v *view) stays(r report.Report, p Plan) []report.Stay {
	home := v.home()
	list := v.refusing(r)
	list = append(list, unreached(p)...)
	if n := r.UnseenWhy[brokers.NoWay]; n > 0 {
		list = append(list, report.Stay{Is: "unseen", What: count(n, "broker", "brokers") + " that nobody can look at from outside",
			Why: "They sell to companies and show nothing to the public, so no look can tell whether they have you.", Helps: unseenHelp(home)})
	}
	list = append(list, publicRecords...)
	if home.Country == "" || home.Country == "US" {
		list = append(list, creditFiles)
	}
	list = append(list, searchEngines(home))
	if v.high() {
		list = append(list, v.addressProgramme(home))
	}
	return append(list, copies)
}

// home is where the subject lives, or nowhere where that is the place of a
// safe address and of no other: even the name of its law would tell it.
func (v *view) home() scan.Place {
	s := v.Subject
	in := func(a scan.Address) bool {
		return stateCode(a.State) == stateCode(s.Residence.State) && (a.Country == "" || s.Residence.Country == "" || strings.EqualFold(a.Country, s.Residence.Country))
	}
	if len(s.Safe.Addresses) > 0 && !slices.ContainsFunc(s.Open(), in) {
		return scan.Place{}
	}
	return scan.Place{Country: strings.ToUpper(s.Residence.Country), State: stateCode(s.Residence.State)}
}

// refusing are the brokers whose last word is no and that still list the
// subject.
func (v *view) refusing(r report.Report) (list []report.Stay) {
	open := map[string]bool{}
	for _, e := range r.Findings {
		if e.Points != nil {
			open[e.Broker] = true
		}
	}
	for _, k := range v.Cases {
		if k.State != report.Refused && k.State != report.Expired || !open[k.Broker] {
			continue
		}
		why := "It refused"
		if k.State == report.Expired {
			why = "It let the request lapse"
		}
		if k.Reason != "" && k.Reason != "other" {
			why += " (" + k.Reason + ")"
		}
		list = append(list, report.Stay{Is: "refused", What: "the record at " + k.Broker, Why: fmt.Sprintf("%s on %s.", why, k.Answered),
			Helps: "`whohasme plan` shows whether an appeal or a complaint is open to you; `whohasme request show " + k.ID + "` has what was said."})
	}
	return list
}

// unreached are the brokers that no request reaches.
func unreached(p Plan) (list []report.Stay) {
	said := map[string]bool{}
	for _, k := range p.Skipped {
		if said[k.Broker+k.Why] {
			continue
		}
		said[k.Broker+k.Why] = true
		list = append(list, report.Stay{Is: "no-route", What: "the record at " + k.Broker, Why: sentence(k.Why),
			Helps: "Where a search engine lists the page, ask the engine to leave it out; ask the site by hand, telling no more than it shows."})
	}
	return list
}

// sentence begins a text with a capital and ends it with a full stop.
func sentence(s string) string {
	if s = strings.TrimRight(strings.TrimSpace(s), "."); s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func unseenHelp(home scan.Place) string {
	if home.Country == "US" && home.State == "CA" {
		return "California's DROP reaches every registered one with a single request: `whohasme drop`."
	}
	if home.Country == "" || home.Country == "US" {
		return "A Global Privacy Control signal in your browser and advertising identifiers switched off on your phone slow what they gather; `whohasme brokers list` has their opt-outs."
	}
	return "A request for access says what one holds; pick those that you have reason to think of: `whohasme brokers list` has their addresses."
}

// publicRecords are the sources that brokers copy from. The brokers'
// definition of them, and the exemption in most acts, is why a listing comes
// back.
var publicRecords = []report.Stay{
	{Is: "property", What: "deeds, mortgages and property tax rolls", Why: "They are public by law, and brokers copy them again after every removal.",
		Helps: "Ask the county recorder or assessor whether it hides records of people at risk; a home that is bought next can be held in the name of a trust. Take advice first."},
	{Is: "voter", What: "the register of voters", Why: "In many places anyone, or any campaign, may have a copy.",
		Helps: "Ask the election office whether a register entry can be confidential; people in an address confidentiality programme can have that in most states."},
	{Is: "court", What: "court files, marriages, licences and company registers", Why: "They are public so that justice can be seen to be done.",
		Helps: "Ask the clerk how a file is sealed or an address struck out; give an address for service that is not your home."},
}

// creditFiles stay with the bureaus, which are no people-search sites.
var creditFiles = report.Stay{Is: "credit", What: "your files at the credit bureaus and at firms that check identities", Why: "The law lets them be kept, and banks need them to know you.",
	Helps: "A security freeze stops new credit in your name: free, by telephone or online in one business day, by post in three (15 U.S.C. 1681c-1(i)). It takes no listing down. `whohasme letters` leaves identity checks alone so that you are not locked out."}

// searchEngines index what sites show.
func searchEngines(home scan.Place) report.Stay {
	s := report.Stay{Is: "search-engines", What: "results and copies in search engines", Why: "They point at pages that others hold, and keep a copy for some days after a page has gone.",
		Helps: "Ask the engine on its own form: Google's Results about you and its form for outdated content, Bing's content removal. That hides a result, and takes nothing off the site."}
	if european[home.Country] {
		s.Helps += " In the European Union and the United Kingdom you may ask to be delisted for searches of your name (art. 17 GDPR and UK GDPR)."
	}
	return s
}

// european are the states where the GDPR or the UK GDPR is law.
var european = func() map[string]bool {
	m := map[string]bool{}
	for _, c := range strings.Fields("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO GB") {
		m[c] = true
	}
	return m
}()

// addressProgramme is what helps when somebody may be looking for a person.
func (v *view) addressProgramme(home scan.Place) report.Stay {
	s := report.Stay{Is: "address-programme", What: "an address that somebody knows already", Why: "A removal does not unsay what was read.",
		Helps: "An address confidentiality programme gives you another address for public records: 45 states of the United States and the District of Columbia had one in 2023. An advocate of a domestic violence service helps with it, and with a plan for your safety."}
	if home.Country == "US" && home.State == "CA" {
		s.Helps += " In California it is Safe at Home (Gov. Code 6205 and following); who is in it can demand that a home address be taken off the internet (6208.1)."
	}
	return s
}

// copies are out of everybody's reach.
var copies = report.Stay{Is: "copies", What: "copies that were bought or saved before", Why: "Nobody knows who has them.",
	Helps: "What changes loses its worth: a new telephone number or address that was never given to anybody who sells it. Keep it among the safe facts here, and you are warned when a site shows it."}
