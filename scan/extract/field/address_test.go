package field

import (
	"fmt"
	"slices"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// short writes addresses as street|city|state|zip|country|from-to, without
// the empty ends.
func short(list []scan.Address) []string {
	var out []string
	for _, a := range list {
		s := a.Street + "|" + a.City + "|" + a.State + "|" + a.Zip + "|" + a.Country
		if a.From != 0 || a.To != 0 {
			s += "|" + fmt.Sprintf("%d-%s", a.From, until(a.To))
		}
		for len(s) > 0 && s[len(s)-1] == '|' {
			s = s[:len(s)-1]
		}
		out = append(out, s)
	}
	return out
}

func until(year int) string {
	if year == 0 {
		return ""
	}
	return fmt.Sprint(year)
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"city and state", "Austin, TX", []string{"|Austin|TX"}},
		{"with ZIP", "Austin, TX 78704", []string{"|Austin|TX|78704"}},
		{"no comma", "Austin TX 78704", []string{"|Austin|TX|78704"}},
		{"no comma, no ZIP", "Austin TX", []string{"|Austin|TX"}},
		{"lower case", "austin, tx", []string{"|austin|TX"}},
		{"capitals", "FORT WORTH, TX", []string{"|FORT WORTH|TX"}},
		{"full state", "Austin, Texas", []string{"|Austin|TX"}},
		{"full state, no comma", "Fort Worth Texas 76102", []string{"|Fort Worth|TX|76102"}},
		{"state of two words", "Charleston, South Carolina", []string{"|Charleston|SC"}},
		{"West Virginia without comma", "Charleston West Virginia", []string{"|Charleston|WV"}},
		{"dotted state", "Albany, N.Y.", []string{"|Albany|NY"}},
		{"full stop", "Austin, TX.", []string{"|Austin|TX"}},
		{"saint", "St. Louis, MO", []string{"|St. Louis|MO"}},
		{"saint without dot", "St Louis MO 63101", []string{"|St Louis|MO|63101"}},
		{"two words", "Fort Worth, TX", []string{"|Fort Worth|TX"}},
		{"apostrophe", "Coeur d'Alene, ID", []string{"|Coeur d'Alene|ID"}},
		{"hyphen", "Winston-Salem, NC", []string{"|Winston-Salem|NC"}},
		{"town with a number", "29 Palms, CA", []string{"|29 Palms|CA"}},
		{"New York", "New York, NY", []string{"|New York|NY"}},
		{"New York twice", "New York, New York", []string{"|New York|NY"}},
		{"Washington", "Washington, DC 20001", []string{"|Washington|DC|20001"}},
		{"Washington D.C.", "Washington D.C.", []string{"|Washington|DC"}},
		{"Nevada in Missouri", "Nevada, MO", []string{"|Nevada|MO"}},
		{"Kansas City", "Kansas City, MO", []string{"|Kansas City|MO"}},
		{"Port Washington", "Port Washington, NY 11050", []string{"|Port Washington|NY|11050"}},
		{"Lebanon is a town", "Lebanon, PA", []string{"|Lebanon|PA"}},
		{"Mexico is a town", "Mexico, MO", []string{"|Mexico|MO"}},
		{"state alone", "Texas", []string{"||TX"}},
		{"code alone", "TX", []string{"||TX"}},
		{"states", "Texas, Ohio", []string{"||TX", "||OH"}},
		{"ZIP alone", "78704", []string{"|||78704"}},
		{"city and ZIP", "Austin, 78704", []string{"|Austin||78704"}},
		{"city alone", "Austin", []string{"|Austin"}},

		{"street", "12 Elm St, Dayton, OH 45402-1234", []string{"12 Elm St|Dayton|OH|45402-1234"}},
		{"street, ZIP apart", "12 Elm St, Dayton, OH, 45402", []string{"12 Elm St|Dayton|OH|45402"}},
		{"street without commas", "12 Elm St Dayton OH 45402", []string{"12 Elm St|Dayton|OH|45402"}},
		{"saint street without commas", "12 St Charles St St Louis MO 63101", []string{"12 St Charles St|St Louis|MO|63101"}},
		{"unit without commas", "12 Elm St Apt 4 Dayton OH 45402", []string{"12 Elm St Apt 4|Dayton|OH|45402"}},
		{"road of a court", "12 Old Court Rd Dayton OH 45402", []string{"12 Old Court Rd|Dayton|OH|45402"}},
		{"highway", "4500 Hwy 6 Dayton OH 45402", []string{"4500 Hwy 6|Dayton|OH|45402"}},
		{"unit apart", "12 Elm St, Apt 4, Dayton, OH", []string{"12 Elm St, Apt 4|Dayton|OH"}},
		{"hash unit", "12 Elm St #4, Dayton, OH", []string{"12 Elm St #4|Dayton|OH"}},
		{"no city", "12 Elm St, OH", []string{"12 Elm St||OH"}},
		{"street only", "12 Elm St", []string{"12 Elm St"}},
		{"street without number", "Elm Street, Dayton, OH", []string{"Elm Street|Dayton|OH"}},
		{"box", "PO Box 12, Dayton, OH 45402", []string{"PO Box 12|Dayton|OH|45402"}},
		{"dotted box", "P.O. Box 12 Dayton OH 45402", []string{"P.O. Box 12|Dayton|OH|45402"}},
		{"rural route", "RR 2 Box 5, Dayton, OH", []string{"RR 2 Box 5|Dayton|OH"}},
		{"court is not Connecticut", "12 Elm CT, Dayton, OH", []string{"12 Elm CT|Dayton|OH"}},
		{"northeast is not Nebraska", "123 5th St NE, Washington, DC 20001", []string{"123 5th St NE|Washington|DC|20001"}},
		{"northeast alone", "123 5th St NE", []string{"123 5th St NE"}},
		{"street, city and state in one", "12 Elm St Dayton OH", []string{"12 Elm St|Dayton|OH"}},
		{"quarter left out", "Travis Heights, Austin, TX", []string{"|Austin|TX"}},
		{"county left out", "Austin, Travis County, Texas", []string{"|Austin|TX"}},
		{"county only", "Travis County, Texas", []string{"||TX"}},
		{"county, no comma", "Travis County TX", []string{"||TX"}},
		{"parish", "Houma, Terrebonne Parish, LA", []string{"|Houma|LA"}},
		{"county in brackets", "Austin, TX (Travis County)", []string{"|Austin|TX"}},
		{"street city county state", "12 Elm St, Dayton, Montgomery County, OH 45402", []string{"12 Elm St|Dayton|OH|45402"}},

		{"two lines", "12 Elm St Apt 4\nDayton, OH", []string{"12 Elm St Apt 4|Dayton|OH"}},
		{"three lines", "12 Elm St\nApt 4\nDayton, OH 45402", []string{"12 Elm St, Apt 4|Dayton|OH|45402"}},
		{"comma at the end of a line", "Dayton,\nOH 45402", []string{"|Dayton|OH|45402"}},
		{"state on its own line", "Dayton\nOH 45402", []string{"|Dayton|OH|45402"}},
		{"country on its own line", "12 Elm St\nDayton, OH\nUnited States", []string{"12 Elm St|Dayton|OH||US"}},
		{"cells", "12 Elm St\tDayton\tOH\t45402", []string{"12 Elm St|Dayton|OH|45402"}},
		{"lines of places", "Austin, TX\nDayton, OH", []string{"|Austin|TX", "|Dayton|OH"}},
		{"lines of whole addresses", "12 Elm St\nDayton, OH\n9 Oak Ave\nAustin, TX", []string{"12 Elm St|Dayton|OH", "9 Oak Ave|Austin|TX"}},
		{"streets without towns", "12 Elm St\n9 Oak Ave", []string{"12 Elm St", "9 Oak Ave"}},
		{"semicolon", "Austin, TX; Dayton, OH", []string{"|Austin|TX", "|Dayton|OH"}},
		{"commas only", "Austin, TX, Dayton, OH", []string{"|Austin|TX", "|Dayton|OH"}},
		{"commas and ZIPs", "Austin, TX 78704, Dayton, OH 45402", []string{"|Austin|TX|78704", "|Dayton|OH|45402"}},
		{"commas and full states", "Austin, Texas, Dayton, Ohio", []string{"|Austin|TX", "|Dayton|OH"}},
		{"commas and New York", "New York, NY, Los Angeles, CA", []string{"|New York|NY", "|Los Angeles|CA"}},
		{"no inner commas", "Austin TX, Dayton OH", []string{"|Austin|TX", "|Dayton|OH"}},
		{"and", "Austin, TX and Dayton, OH", []string{"|Austin|TX", "|Dayton|OH"}},
		{"and after a full state", "Austin, Texas and Dayton, Ohio", []string{"|Austin|TX", "|Dayton|OH"}},
		{"bullet", "Austin, TX • Dayton, OH", []string{"|Austin|TX", "|Dayton|OH"}},
		{"bar", "Austin, TX | Dayton, OH", []string{"|Austin|TX", "|Dayton|OH"}},
		{"dash", "Austin, TX - Dayton, OH", []string{"|Austin|TX", "|Dayton|OH"}},
		{"two streets", "12 Elm St, Dayton, OH, 9 Oak Ave, Austin, TX", []string{"12 Elm St|Dayton|OH", "9 Oak Ave|Austin|TX"}},

		{"lives in", "Lives in Austin, TX", []string{"|Austin|TX"}},
		{"lives in, colon", "Lives in: Austin, TX", []string{"|Austin|TX"}},
		{"current address", "Current address: 12 Elm St, Dayton, OH", []string{"12 Elm St|Dayton|OH"}},
		{"used to live in", "Used to live in Dayton, OH, Austin, TX", []string{"|Dayton|OH", "|Austin|TX"}},
		{"has lived in", "Has lived in Dayton, OH", []string{"|Dayton|OH"}},
		{"label above", "Previous addresses\n12 Elm St\nDayton, OH", []string{"12 Elm St|Dayton|OH"}},
		{"labels part addresses", "Current address\n12 Elm St\nPrevious address\nAustin, TX", []string{"12 Elm St", "|Austin|TX"}},
		{"city that looks like a label", "City of Industry, CA", []string{"|City of Industry|CA"}},
		{"home is not Homestead", "Homestead, FL", []string{"|Homestead|FL"}},
		{"plus more", "Austin, TX, Dayton, OH +3 more", []string{"|Austin|TX", "|Dayton|OH"}},
		{"and more", "Austin, TX and 3 more", []string{"|Austin|TX"}},

		{"years", "12 Elm St, Dayton, OH (2009-2015)", []string{"12 Elm St|Dayton|OH|||2009-2015"}},
		{"months and years", "Dayton, OH 45402 (Mar 2009 - Apr 2015)", []string{"|Dayton|OH|45402||2009-2015"}},
		{"since", "Austin, TX since 2019", []string{"|Austin|TX|||2019-"}},
		{"until now", "Austin, TX, 2019 - Present", []string{"|Austin|TX|||2019-"}},
		{"years backwards", "Austin, TX (2019-2009)", []string{"|Austin|TX"}},

		{"USA", "Austin, TX, USA", []string{"|Austin|TX||US"}},
		{"USA without comma", "Austin, TX 78704 USA", []string{"|Austin|TX|78704|US"}},
		{"United States", "Austin, Texas 78704, United States", []string{"|Austin|TX|78704|US"}},
		{"Canada", "55 King St W, Toronto, ON M5V 2T6", []string{"55 King St W|Toronto|ON|M5V 2T6|CA"}},
		{"Canada in words", "Toronto, Ontario, Canada", []string{"|Toronto|ON||CA"}},
		{"Canada, code apart", "Toronto, ON, M5V 2T6, Canada", []string{"|Toronto|ON|M5V 2T6|CA"}},
		{"Canada as CA", "Toronto, ON, CA", []string{"|Toronto|ON||CA"}},
		{"Ontario, California", "Ontario, CA 91764", []string{"|Ontario|CA|91764"}},
		{"Britain", "10 High Street, Leeds LS1 4AB", []string{"10 High Street|Leeds||LS1 4AB|GB"}},
		{"Britain with county", "10 High Street, Leeds, West Yorkshire, LS1 4AB", []string{"10 High Street|Leeds||LS1 4AB|GB"}},
		{"Britain, a house by name", "Rose Cottage, High St, Milton under Wychwood, OX7 6LE", []string{"Rose Cottage, High St|Milton under Wychwood||OX7 6LE|GB"}},
		{"lived", "Also lived: Trenton NJ", []string{"|Trenton|NJ"}},
		{"voter", "Registered to Vote In: Durham, NC", []string{"|Durham|NC"}},
		{"Britain, country", "Leeds, England", []string{"|Leeds|||GB"}},
		{"elsewhere", "Guadalajara, Mexico", []string{"|Guadalajara|||MX"}},

		{"and before the last", "Lived in Austin, TX, Dayton, OH, and Houston, TX", []string{"|Austin|TX", "|Dayton|OH", "|Houston|TX"}},
		{"button behind", "12 Elm St, Dayton, OH 45402 View map", []string{"12 Elm St|Dayton|OH|45402"}},
		{"view is a town", "Mountain View, CA", []string{"|Mountain View|CA"}},
		{"in before the town", "Lives at: 12 Elm St in Dayton, OH", []string{"12 Elm St|Dayton|OH"}},
		{"labels on one line", "Lives in: San Antonio, TX Used to live in: Dallas, TX", []string{"|San Antonio|TX", "|Dallas|TX"}},
		{"state in brackets", "Houston (TX)", []string{"|Houston|TX"}},
		{"state twice", "Austin, Texas (TX)", []string{"|Austin|TX"}},
		{"dash before the ZIP", "Austin, TX - 78704", []string{"|Austin|TX|78704"}},
		{"ZIP cut off", "Austin, TX 78704-", []string{"|Austin|TX|78704"}},
		{"years on their own line", "Dayton, OH\n2009 - 2015", []string{"|Dayton|OH|||2009-2015"}},
		{"no town before the state", "somewhere: nobody knows, TX", []string{"||TX"}},

		{"masked street", "12** Elm St, Dayton, OH", []string{"|Dayton|OH"}},
		{"masked by x", "XXXX Elm St, Dayton, OH", []string{"|Dayton|OH"}},
		{"unknown", "Unknown", nil},
		{"not available", "N/A", nil},
		{"button", "View full address", nil},
		{"button after", "Austin, TX, View all addresses", []string{"|Austin|TX"}},
		{"age", "42", nil},
		{"age in words", "Age 42, Austin, TX", []string{"|Austin|TX"}},
		{"count", "3 locations", nil},
		{"dashes", "--", nil},
		{"sentence", "we have found 12 things about this person", nil},
		{"nothing", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := short(Addresses(c.text)); !slices.Equal(got, c.want) {
				t.Errorf("Addresses(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func FuzzAddresses(f *testing.F) {
	for _, s := range []string{"12 Elm St Apt 4\nDayton, OH 45402", "Austin, TX, Dayton, OH", "Toronto, ON, CA", ",,,\n;|", "LS1 4AB", "St St St OH"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, a := range Addresses(s) {
			if a == (scan.Address{}) {
				t.Errorf("Addresses(%q) gives an empty address", s)
			}
			if Masked(a.Street + " " + a.City) {
				t.Errorf("Addresses(%q) gives a masked part: %q", s, a)
			}
		}
	})
}
