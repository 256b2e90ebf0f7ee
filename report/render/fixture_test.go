package render_test

import (
	"time"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

func day(n int) brokers.Date {
	return brokers.Date{Year: 2026, Month: time.November, Day: 1}.AddDays(n - 1)
}

// A record of each kind, as the casebook puts it into a report.
var (
	match = report.Exposure{
		ID: "s1.first-look.1", Broker: "first-look", State: "listed", Verdict: scan.Match, FirstSeen: day(1), LastSeen: day(20),
		URL: "https://first-look.test/p/1f2e", Observation: "seen on 2026-11-20", Request: "s1.first-look.suppress",
		Shows: []string{"Wilma Tarn", "age 42", "Austin, TX", "a street you did not list, Dayton, OH", "relatives: 2"},
		Reasons: []scan.Reason{
			{Field: "name", Effect: scan.For, Weight: 12.5, Text: "the same name, which few people have"},
			{Field: "place", Effect: scan.For, Weight: 4, Text: "lived in Austin, TX as you did"},
			{Field: "age", Effect: scan.Against, Weight: -0.25, Text: "age 42, you are 41"},
		},
	}
	possible = report.Exposure{
		ID: "s1.maybe-site.1", Broker: "maybe-site", State: "listed", Verdict: scan.Possible, FirstSeen: day(3), LastSeen: day(3),
		Observation: "seen on 2026-11-03; could not be checked on 2026-11-20", Shows: []string{"Wilma Tarn"},
	}
	gone = report.Exposure{
		ID: "s1.gone-site.1", Broker: "gone-site", State: "gone", Verdict: scan.Match, FirstSeen: day(1), LastSeen: day(2), Request: "s1.gone-site.suppress",
		Claim: "removed on 2026-11-05", Observation: "gone: two looks, on 2026-11-06 and 2026-11-10, did not see it", Shows: []string{"Wilma Tarn"},
		Alarms: []string{"safe phone 1"},
	}
	relisted = report.Exposure{
		ID: "s1.back-site.1", Broker: "back-site", State: "relisted", Verdict: scan.Match, FirstSeen: day(1), LastSeen: day(20),
		Observation: "back again: seen on 2026-11-20", Shows: []string{"Wilma Tarn"},
	}
	contradicted = report.Exposure{
		ID: "s1.claimer.1", Broker: "claimer", State: "listed", Verdict: scan.Match, FirstSeen: day(1), LastSeen: day(20), Request: "s1.claimer.suppress",
		Claim: "removed on 2026-11-05", Contradicts: true, Observation: "seen on 2026-11-20", Shows: []string{"Wilma Tarn", "safe address 1"}, Alarms: []string{"safe address 1"},
	}
	lookAlike = report.Exposure{
		ID: "s1.mirror-mirror.1", Broker: "mirror-mirror", State: "listed", Verdict: scan.Possible, FirstSeen: day(4), LastSeen: day(4), LookAlike: true,
		Observation: "seen on 2026-11-04", Shows: []string{"Wilma Tarn"},
	}
	unchecked = []report.Unchecked{
		{Broker: "wall-site", Outcome: scan.Blocked, Why: "the site shows a challenge page"},
		{Broker: "form-site", Outcome: scan.NeedsYou, Why: "the site wants a form, a captcha or a code; search there yourself, save the page and use `whohasme read`"},
		{Broker: "terms-site", Outcome: scan.Disallowed, Why: "the site's terms forbid automated visits"},
		{Broker: "down-site", Outcome: scan.Unreachable, Why: "the line failed"},
		{Broker: "rot-site", Outcome: scan.Unreadable, Why: "definition quarantined: a common name did not read as a list"},
	}
)

func made(answered int, unchecked []report.Unchecked, unseen []string, findings ...report.Exposure) report.Report {
	return report.Report{
		Subject: "s1", AsOf: day(20), Findings: append([]report.Exposure{}, findings...), Unchecked: append([]report.Unchecked{}, unchecked...), Unseen: unseen,
		Totals: report.Totals{Asked: answered + len(unchecked), Answered: answered, Unchecked: len(unchecked), Unseen: len(unseen)},
	}
}

// reports are what the golden files are made of, by the file's name.
func reports() map[string]report.Report {
	sealed := made(6, unchecked, []string{"adtech-one", "credit-two"}, match, possible, gone, relisted, contradicted, lookAlike)
	sealed.Journal = []report.Head{{Chain: "", Count: 14, Link: "9f2c1a"}, {Chain: "s1", Count: 31, Link: "77ab03"}}
	return map[string]report.Report{
		"nothing-asked": made(0, nil, []string{"adtech-one"}),
		"all-answered":  made(3, nil, nil),
		"none-answered": made(0, unchecked[:2], nil),
		"everything":    sealed,
		"scripts":       made(7, nil, nil, scripts()...),
		"rich":          rich(12, 13),
		"hostile":       made(len(hostile), hostileWhy(), []string{"adtech-one"}, hostileFindings()...),
	}
}

// Names as people write them. Some take two columns a letter, some none.
var names = []string{"ليلى الحسيني", "王小明 林", "प्रिया शर्मा", "👩‍👩‍👧 Tarn", "Jose\u0301 Nu\u0308n\u0303ez", "ГРИГОРИЙ Ёлкин", "Nguyễn Thị Ánh"}

func scripts() (list []report.Exposure) {
	for i, n := range names {
		e := possible
		e.ID, e.Observation = "s1.site-"+string(rune('a'+i))+".1", "seen on 2026-11-03"
		e.Claim = n
		e.Shows = []string{n, "also as " + n}
		e.Reasons = []scan.Reason{{Field: "name", Effect: scan.For, Weight: 3, Text: "the name " + n}}
		list = append(list, e)
	}
	return list
}

// What a page may print in the hope that it is not taken for text.
var hostile = []string{
	"\x1b[2J\x1b[31mred\x1b[0m", "\u009b31mred", "abc\u202egnp.exe\u202c", "\u2066left\u2069 \u200fright\u200e \u061cmark",
	"a | b || c \\| d \\", "first\nALARM: forged\r\nthird\u2028fourth\u2029fifth", "<script>alert(1)</script> <img src=x onerror=y> &lt;b&gt;",
	"[click](javascript:alert(1)) ![x](https://evil.test/x.png) `code` **bold** ~~gone~~ _it_ # head", "tab\there\x00null\x7fdel\ufffd\xff", "| --- | --- |\n## Forged",
}

func hostileFindings() (list []report.Exposure) {
	for i, h := range hostile {
		e := match
		e.ID, e.Broker = "s1.evil-"+string(rune('a'+i))+".1", "evil-"+string(rune('a'+i))
		e.Claim, e.Observation, e.Shows, e.URL = h, h, []string{h, h}, "https://evil.test/"+h
		e.Reasons = []scan.Reason{{Field: "name", Effect: scan.For, Weight: 1, Text: h}}
		list = append(list, e)
	}
	list[0].URL = "javascript:alert(1)"
	return list
}

func hostileWhy() (list []report.Unchecked) {
	for i, h := range hostile {
		list = append(list, report.Unchecked{Broker: "wall-" + string(rune('a'+i)), Outcome: scan.Blocked, Why: h})
	}
	return list
}
