package field

import (
	"testing"

	"github.com/whohasme/whohasme/scan"
)

func TestAge(t *testing.T) {
	none, y := scan.Age{}, scan.Years
	for _, c := range []struct {
		name, text string
		age        scan.Age
		born       string
	}{
		{"number", "45", y(45), ""},
		{"spaces", "  45 ", y(45), ""},
		{"brackets", "(45)", y(45), ""},
		{"square brackets", "[45]", y(45), ""},
		{"comma left over", ", 42", y(42), ""},
		{"word", "Age 45", y(45), ""},
		{"word and colon", "Age: 45", y(45), ""},
		{"capitals", "AGE 45", y(45), ""},
		{"aged", "aged 45", y(45), ""},
		{"on two lines", "Age\n45", y(45), ""},
		{"word in brackets", "(age 45)", y(45), ""},
		{"word then brackets", "Age (45)", y(45), ""},
		{"years old", "45 years old", y(45), ""},
		{"year-old", "a 45-year-old", y(45), ""},
		{"yrs", "45 yrs", y(45), ""},
		{"yrs old", "45 yrs. old", y(45), ""},
		{"y/o", "45 y/o", y(45), ""},
		{"yo", "45yo", y(45), ""},
		{"about", "about 45", y(45), ""},
		{"name and comma", "Maria Garcia, 42", y(42), ""},
		{"name and brackets", "Maria Garcia (42)", y(42), ""},
		{"in a sentence", "Maria Garcia, age 42, lives in Austin, TX 78704", y(42), ""},
		{"oldest", "120", y(120), ""},
		{"one", "Age 1", y(1), ""},

		{"decade", "in their 40s", scan.Age{Low: 40, High: 49}, ""},
		{"her decade", "In her 30s", scan.Age{Low: 30, High: 39}, ""},
		{"bare decade", "50s", scan.Age{Low: 50, High: 59}, ""},
		{"decade with apostrophe", "60's", scan.Age{Low: 60, High: 69}, ""},
		{"late decade stays whole", "late 40s", scan.Age{Low: 40, High: 49}, ""},
		{"band", "35-44", scan.Age{Low: 35, High: 44}, ""},
		{"band with en dash", "35 – 44", scan.Age{Low: 35, High: 44}, ""},
		{"band with to", "35 to 44", scan.Age{Low: 35, High: 44}, ""},
		{"band with label", "Age range: 35-44", scan.Age{Low: 35, High: 44}, ""},
		{"band of years", "Ages 35-44 years", scan.Age{Low: 35, High: 44}, ""},
		{"two ages", "44 or 45", scan.Age{Low: 44, High: 45}, ""},
		{"plus", "45+", scan.Age{Low: 45, High: 120}, ""},
		{"or older", "65 or older", scan.Age{Low: 65, High: 120}, ""},
		{"over", "over 80", scan.Age{Low: 80, High: 120}, ""},
		{"under", "under 30", scan.Age{Low: 0, High: 29}, ""},

		{"born year", "born 1979", none, "1979"},
		{"born in", "Born in 1979", none, "1979"},
		{"month and year", "Mar 1984", none, "1984-03"},
		{"year alone", "1984", none, "1984"},
		{"day", "March 12, 1984", none, "1984-03-12"},
		{"age and month", "45 (Mar 1981)", y(45), "1981-03"},
		{"age word and month", "Age 45 (Mar 1981)", y(45), "1981-03"},
		{"age and born", "Age: 45, Born: March 1981", y(45), "1981-03"},
		{"born then age", "Born March 1981 (age 45)", y(45), "1981-03"},
		{"born, age", "Born March 1981, age 45", y(45), "1981-03"},
		{"a year of something else", "Age 45, here since 2015", y(45), ""},
		{"date of birth", "DOB: 03/12/1984", none, "1984-03-12"},

		{"zero", "0", none, ""},
		{"too old", "121", none, ""},
		{"far too old", "Age 450", none, ""},
		{"masked", "Age: 4*", none, ""},
		{"masked by x", "4X", none, ""},
		{"masked whole", "XX", none, ""},
		{"fraction", "Age 45.5", none, ""},
		{"backwards", "44-35", none, ""},
		{"life dates", "1940 - 2012", none, ""},
		{"unknown", "Age: Unknown", none, ""},
		{"not available", "N/A", none, ""},
		{"street", "12 Elm St", none, ""},
		{"lived there", "lived here for 12 years", none, ""},
		{"word only", "Age", none, ""},
		{"page is not age", "Page 45", none, ""},
		{"village is not age", "Village 12", none, ""},
		{"zip", "78704", none, ""},
		{"nothing", "", none, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			age, born := Age(c.text, "US")
			if age != c.age || born.String() != c.born {
				t.Errorf("Age(%q) = %v, %q; want %v, %q", c.text, age, born.String(), c.age, c.born)
			}
		})
	}
}

func FuzzAge(f *testing.F) {
	for _, s := range []string{"45", "in their 40s", "35-44", "45+", "born 1979", "Age 45 (Mar 1981)", "XX/XX/1984", "4*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, _ := Age(s, "US")
		if a.Low < 0 || a.Low > a.High || a.High > oldest {
			t.Errorf("Age(%q) = %v", s, a)
		}
	})
}
