package field

import (
	"slices"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// The forms that records give addresses in beside the plain ones: military
// mail, grids, fractions, highways, territories, foreign codes.
func TestAddressesOfAllKinds(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"APO", "PSC 802 Box 74, APO, AE 09499", []string{"PSC 802 Box 74|APO|AE|09499"}},
		{"APO without commas", "Unit 2050 Box 4190\nAPO AP 96278", []string{"Unit 2050 Box 4190|APO|AP|96278"}},
		{"FPO", "FPO, AP 96601", []string{"|FPO|AP|96601"}},
		{"DPO", "DPO AE 09498", []string{"|DPO|AE|09498"}},
		{"district in words", "Washington, District of Columbia", []string{"|Washington|DC"}},
		{"district dotted", "Washington, D.C. 20001", []string{"|Washington|DC|20001"}},
		{"Puerto Rico", "San Juan, PR 00901", []string{"|San Juan|PR|00901"}},
		{"Puerto Rico in words", "San Juan, Puerto Rico", []string{"|San Juan|PR"}},
		{"Guam", "Tamuning, GU 96913", []string{"|Tamuning|GU|96913"}},
		{"Virgin Islands", "St Thomas, VI 00802", []string{"|St Thomas|VI|00802"}},
		{"Samoa", "Pago Pago, American Samoa", []string{"|Pago Pago|AS"}},
		{"saint in full", "Saint Paul, MN", []string{"|Saint Paul|MN"}},
		{"sainte", "Ste. Genevieve, MO", []string{"|Ste. Genevieve|MO"}},
		{"fort short", "Ft. Worth, TX", []string{"|Ft. Worth|TX"}},
		{"mount short", "Mt. Vernon, NY", []string{"|Mt. Vernon|NY"}},
		{"north short", "N. Little Rock, AR", []string{"|N. Little Rock|AR"}},
		{"grid", "450 S 1200 E, Provo, UT 84606", []string{"450 S 1200 E|Provo|UT|84606"}},
		{"grid of Wisconsin", "N6W23001 Bluemound Rd, Waukesha, WI 53188", []string{"N6W23001 Bluemound Rd|Waukesha|WI|53188"}},
		{"fraction", "123 1/2 Main St, Dayton, OH 45402", []string{"123 1/2 Main St|Dayton|OH|45402"}},
		{"letter behind the number", "123B Main St, Dayton, OH", []string{"123B Main St|Dayton|OH"}},
		{"hyphen in the number", "42-15 Crescent St, Queens, NY 11101", []string{"42-15 Crescent St|Queens|NY|11101"}},
		{"highway", "2200 US Highway 41, Dayton, OH", []string{"2200 US Highway 41|Dayton|OH"}},
		{"county road", "5500 N County Road 25A, Troy, OH 45373", []string{"5500 N County Road 25A|Troy|OH|45373"}},
		{"state route", "17 State Route 9, Dayton, OH", []string{"17 State Route 9|Dayton|OH"}},
		{"farm road", "1200 FM 1960 Rd, Houston, TX 77090", []string{"1200 FM 1960 Rd|Houston|TX|77090"}},
		{"numbered street", "7 42nd St, New York, NY 10036", []string{"7 42nd St|New York|NY|10036"}},
		{"suite", "12 Elm St Ste 400, Dayton, OH", []string{"12 Elm St Ste 400|Dayton|OH"}},
		{"floor", "12 Elm St Fl 2, Dayton, OH", []string{"12 Elm St Fl 2|Dayton|OH"}},
		{"directional at both ends", "12 N Elm St SW, Dayton, OH", []string{"12 N Elm St SW|Dayton|OH"}},
		{"box without dots", "PO BOX 88\nBryan, TX 77801", []string{"PO BOX 88|Bryan|TX|77801"}},
		{"rural box", "HC 63 Box 12, Alpine, TX", []string{"HC 63 Box 12|Alpine|TX"}},
		{"county in the middle", "Dayton, Montgomery County, OH", []string{"|Dayton|OH"}},
		{"county of Louisiana", "Houma, Terrebonne Parish, Louisiana 70360", []string{"|Houma|LA|70360"}},
		{"borough of Alaska", "Palmer, Matanuska-Susitna Borough, AK", []string{"|Palmer|AK"}},
		{"many in one", "Previously in Laredo, TX, Waco, TX and Tyler, TX", []string{"|Laredo|TX", "|Waco|TX", "|Tyler|TX"}},
		{"many in one, no commas", "Columbus OH, Lima OH, Akron OH", []string{"|Columbus|OH", "|Lima|OH", "|Akron|OH"}},
		{"nothing but spaces between", "Boise, ID Salt Lake City, UT Dayton, OH", []string{"|Boise|ID", "|Salt Lake City|UT", "|Dayton|OH"}},
		{"spaces behind codes", "Boise, ID 83702 Dayton, OH 45402", []string{"|Boise|ID|83702", "|Dayton|OH|45402"}},
		{"footnote", "Reno, NV *", []string{"|Reno|NV"}},
		{"said to be current", "Reno, NV - Current", []string{"|Reno|NV"}},
		{"dots cut it off", "Columbus OH, Lima OH, ...", []string{"|Columbus|OH", "|Lima|OH"}},
		{"middle dots", "Austin, TX · Dayton, OH · Reno, NV", []string{"|Austin|TX", "|Dayton|OH", "|Reno|NV"}},
		{"slashes", "Austin, TX / Dayton, OH", []string{"|Austin|TX", "|Dayton|OH"}},
		{"Quebec", "Montréal, QC H2X 1Y4", []string{"|Montréal|QC|H2X 1Y4|CA"}},
		{"Quebec in words", "Montréal, Québec", []string{"|Montréal|QC||CA"}},
		{"Canadian code glued", "Toronto ON M5V2T6", []string{"|Toronto|ON|M5V 2T6|CA"}},
		{"Canadian street", "12 Main St, Unit 4, Calgary, AB T2P 1J9", []string{"12 Main St, Unit 4|Calgary|AB|T2P 1J9|CA"}},
		{"London", "221B Baker Street, London NW1 6XE", []string{"221B Baker Street|London||NW1 6XE|GB"}},
		{"British flat", "Flat 3, 77 Park Row, Leeds, LS1 5HD", []string{"Flat 3, 77 Park Row|Leeds||LS1 5HD|GB"}},
		{"British with country", "10 High Street, Leeds, LS1 4AB, United Kingdom", []string{"10 High Street|Leeds||LS1 4AB|GB"}},
		{"Scotland", "4 Royal Mile, Edinburgh, EH1 1AA, Scotland", []string{"4 Royal Mile|Edinburgh||EH1 1AA|GB"}},
		{"capitals with street", "12 ELM ST, DAYTON, OH 45402", []string{"12 ELM ST|DAYTON|OH|45402"}},
		{"lower state name", "dayton, ohio", []string{"|dayton|OH"}},
		{"label and list", "Places lived: Austin, TX; Dayton, OH", []string{"|Austin|TX", "|Dayton|OH"}},
		{"O'Fallon", "O'Fallon, MO", []string{"|O'Fallon|MO"}},
		{"Truth or Consequences", "Truth or Consequences, NM", []string{"|Truth or Consequences|NM"}},
		{"King and Queen Court House", "King of Prussia, PA", []string{"|King of Prussia|PA"}},
		{"Indiana is a town", "Indiana, PA", []string{"|Indiana|PA"}},
		{"Delaware is a town", "Delaware, OH 43015", []string{"|Delaware|OH|43015"}},
		{"California is a town", "California, MD", []string{"|California|MD"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := short(Addresses(c.text)); !slices.Equal(got, c.want) {
				t.Errorf("Addresses(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func TestAgesOfAllKinds(t *testing.T) {
	y := scan.Years
	for _, c := range []struct {
		name, text string
		age        scan.Age
		born       string
	}{
		{"dead at", "Deceased at 81", scan.Age{}, ""},
		{"deceased", "Deceased", scan.Age{}, ""},
		{"age, deceased", "Age 81 (Deceased)", y(81), ""},
		{"unknown", "Age unknown", scan.Age{}, ""},
		{"in brackets unknown", "(Unknown)", scan.Age{}, ""},
		{"not available", "Age: N/A", scan.Age{}, ""},
		{"bar", "Age: 45 | Born Mar 1981", y(45), "1981-03"},
		{"81 and over", "81+", scan.Age{Low: 81, High: 120}, ""},
		{"band and label", "Age Range 35-44", scan.Age{Low: 35, High: 44}, ""},
		{"early decade", "in their early 40s", scan.Age{Low: 40, High: 49}, ""},
		{"capital decade", "AGE 60s", scan.Age{Low: 60, High: 69}, ""},
		{"approximate", "Age ~45", y(45), ""},
		{"circa", "approx. 45", y(45), ""},
		{"number and years", "45 years", y(45), ""},
		{"masked", "4*", scan.Age{}, ""},
		{"masked by x", "Age 4X", scan.Age{}, ""},
		{"locked", "Age 🔒", scan.Age{}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			age, born := Age(c.text, "US")
			if age != c.age || born.String() != c.born {
				t.Errorf("Age(%q) = %v, %q; want %v, %q", c.text, age, born, c.age, c.born)
			}
		})
	}
}
