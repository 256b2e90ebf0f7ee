package render

import (
	"fmt"
	"strings"

	"github.com/whohasme/whohasme/report"
	"github.com/whohasme/whohasme/scan"
)

// recordPairs say of one record what it shows to whom, why we think it is the
// subject, and what it weighs.
func recordPairs(f report.Exposure, reasons bool) (pairs [][2]string) {
	add := func(word, text string) {
		if text != "" {
			pairs = append(pairs, [2]string{word, text})
		}
	}
	add("shows", shownWord(f))
	add("to", reachWords[f.Reach])
	if reasons {
		for _, r := range f.Reasons {
			add(string(r.Effect), fmt.Sprintf("%+.1f  %s", r.Weight, r.Text))
		}
	} else {
		add("why", reasonWords(f.Reasons))
	}
	add("sure", sureWord(f))
	add("but", f.Change)
	if f.Points != nil {
		add("risk", score(f.Points.Overall)+" of 100: "+f.Points.Text)
	}
	return pairs
}

// shownWord lists what a record shows; what is no longer so is said.
func shownWord(f report.Exposure) string {
	if len(f.Facts) == 0 {
		return strings.Join(f.Shows, "; ")
	}
	var parts []string
	for _, x := range f.Facts {
		text := x.Text
		switch {
		case x.Kind == report.RelativesFact && !x.Safe:
			text = fmt.Sprintf("relatives: %d", x.Count)
		case x.Kind == report.AliasFact && !x.Safe:
			text = "also as " + text
		}
		if x.Current == report.OldFact {
			text += " (old)"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

var reachWords = map[report.Reach]string{
	report.Indexed: "anyone, and search engines list it", report.Free: "anyone, without payment", report.Paid: "whoever pays", report.Trade: "other companies",
}

// sureWord says how sure it is that a record is the subject's.
func sureWord(f report.Exposure) string {
	switch {
	case f.Reviewed && f.Verdict == scan.Match:
		return "you said that it is you"
	case f.LookAlike:
		return "hardly: the site answers any name"
	case f.Probability > 0:
		return fmt.Sprintf("%s%% likely to be you", percentOf(f.Probability))
	}
	return ""
}

// percentOf writes a probability so that what is not certain never reads as
// certain.
func percentOf(p float64) string {
	switch n := int(p * 100); {
	case p > 0 && n == 0:
		return "under 1"
	case p < 1 && n >= 99:
		return "over 99"
	default:
		return fmt.Sprint(n)
	}
}
