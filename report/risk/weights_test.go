package risk

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/whohasme/whohasme/report"
)

// RISK.md has the weights that are used, and no kind is without one.
func TestWeightsAsDocumented(t *testing.T) {
	b, err := os.ReadFile("../RISK.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(b)
	says := func(row string) {
		if !strings.Contains(doc, row) {
			t.Errorf("RISK.md lacks %q", row)
		}
	}
	named := map[report.FactKind]string{
		report.StreetFact: "street address", report.PhoneFact: "phone", report.RelativesFact: "relatives", report.CityFact: "town", report.EmailFact: "e-mail",
		report.AliasFact: "another name", report.AgeFact: "age", report.BornFact: "birth date, to the day", report.NameFact: "name",
	}
	if len(report.FactKinds) != kinds {
		t.Fatalf("%d kinds of fact, and %d are weighed", len(report.FactKinds), kinds)
	}
	for _, k := range report.FactKinds {
		says(fmt.Sprintf("| %s | %.3f | %.3f | %.3f |", named[k], harm[report.Stalking][k], harm[report.Fraud][k], harm[report.Spam][k]))
	}
	for r, words := range map[report.Reach]string{
		report.Indexed: "anyone, and search engines list it", report.Free: "anyone, without payment", report.ReachUnknown: "not known", report.Paid: "whoever pays", report.Trade: "other companies",
	} {
		says(fmt.Sprintf("| %s | %.2f |", words, reach[r]))
	}
	says(fmt.Sprintf("Current %v, not known %v, old %v.", currency[report.CurrentFact], currency[report.CurrencyUnknown], currency[report.OldFact]))
	says(fmt.Sprintf("Weights: stalking %v, fraud %v, spam %v.", weight(report.Stalking, false), weight(report.Fraud, false), weight(report.Spam, false)))
	says(fmt.Sprintf("stalking weighs %v instead of %v", weight(report.Stalking, true), weight(report.Stalking, false)))
	says("## Formula " + Version + "\n")
	says(fmt.Sprintf("at most %v", lookAlike))
}
