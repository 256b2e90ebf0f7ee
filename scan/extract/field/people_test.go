package field

import (
	"slices"
	"strings"
	"testing"
)

func TestPeople(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"one", "José García", []string{"José García"}},
		{"commas", "José García, Ana García", []string{"José García", "Ana García"}},
		{"semicolons", "José García; Ana García", []string{"José García", "Ana García"}},
		{"lines", "José García\nAna García", []string{"José García", "Ana García"}},
		{"tabs", "José García\tAna García", []string{"José García", "Ana García"}},
		{"bars", "José García | Ana García", []string{"José García", "Ana García"}},
		{"bullets", "José García • Ana García", []string{"José García", "Ana García"}},
		{"leading bullets", "• José García\n• Ana García", []string{"José García", "Ana García"}},
		{"slashes", "José García / Ana García", []string{"José García", "Ana García"}},
		{"and", "José García and Ana García", []string{"José García", "Ana García"}},
		{"comma and and", "José García, Ana García and Luis García", []string{"José García", "Ana García", "Luis García"}},
		{"Oxford comma", "José García, Ana García, and Luis García", []string{"José García", "Ana García", "Luis García"}},
		{"ampersand", "José García & Ana García", []string{"José García", "Ana García"}},
		{"and inside a name", "Sandra Anderson", []string{"Sandra Anderson"}},
		{"last first", "Garcia, Maria", []string{"Garcia, Maria"}},
		{"last first middle", "Garcia, Maria Elena", []string{"Garcia, Maria Elena"}},
		{"last first twice", "Garcia, Maria Elena, Lopez, Jose", []string{"Garcia, Maria Elena", "Lopez, Jose"}},
		{"last first, semicolons", "Garcia, Maria; Lopez, Jose", []string{"Garcia, Maria", "Lopez, Jose"}},
		{"last first, lines", "Garcia, Maria\nLopez, Jose", []string{"Garcia, Maria", "Lopez, Jose"}},
		{"last first with particle", "de la Cruz, Ana", []string{"de la Cruz, Ana"}},
		{"four single words stay apart", "Ana, Luis, Jose, Eva", []string{"Ana", "Luis", "Jose", "Eva"}},
		{"three single words", "Ana, Luis, Jose", []string{"Ana", "Luis", "Jose"}},
		{"full then single", "Ana García, Luis", []string{"Ana García", "Luis"}},
		{"junior", "John Smith, Jr, Ana Smith", []string{"John Smith, Jr", "Ana Smith"}},
		{"junior with dot", "John Smith, Jr.", []string{"John Smith, Jr."}},
		{"third", "John Smith III, Ana Smith", []string{"John Smith III", "Ana Smith"}},
		{"last first junior", "Smith, John, Jr.", []string{"Smith, John, Jr."}},
		{"ages after commas", "José García, 70, Ana García, 68", []string{"José García", "Ana García"}},
		{"ages in brackets", "José García (70), Ana García (68)", []string{"José García", "Ana García"}},
		{"age words", "José García Age 70\nAna García Age 68", []string{"José García", "Ana García"}},
		{"label related to", "Related to José García, Ana García", []string{"José García", "Ana García"}},
		{"label may be related to", "May be related to: José García", []string{"José García"}},
		{"label relatives", "Relatives: José García", []string{"José García"}},
		{"label possible relatives", "Possible Relatives & Associates: José García", []string{"José García"}},
		{"label on its own line", "Possible Relatives\nJosé García\nAna García", []string{"José García", "Ana García"}},
		{"label aka", "AKA: Maria Lopez", []string{"Maria Lopez"}},
		{"label also known as", "Also known as Maria Lopez, Maria E Garcia", []string{"Maria Lopez", "Maria E Garcia"}},
		{"label may also go by", "May also go by Mia Garcia", []string{"Mia Garcia"}},
		{"label aliases", "Aliases: Mia Garcia; Maria Lopez", []string{"Mia Garcia", "Maria Lopez"}},
		{"other names", "Other names: Mia Garcia", []string{"Mia Garcia"}},
		{"plus more", "José García, Ana García +3 more", []string{"José García", "Ana García"}},
		{"and more", "José García, Ana García, and 3 more", []string{"José García", "Ana García"}},
		{"others", "José García and 12 others", []string{"José García"}},
		{"more on its own", "José García\n+3 more", []string{"José García"}},
		{"see all", "José García, See all", []string{"José García"}},
		{"relation in brackets", "José García (Father), Ana García (Mother)", []string{"José García", "Ana García"}},
		{"relation after dash", "José García - Brother", []string{"José García"}},
		{"relation before", "Spouse: José García", []string{"José García"}},
		{"relation alone", "Father\nJosé García", []string{"José García"}},
		{"short label", "rel: Garcia, Maria; Garcia, José", []string{"Garcia, Maria", "Garcia, José"}},
		{"knows", "Knows: Ana García, Luis Garcia", []string{"Ana García", "Luis Garcia"}},
		{"full stop at the end", "Dora Abernathy and Silas Abernathy.", []string{"Dora Abernathy", "Silas Abernathy"}},
		{"full stop of a rank", "Jose Garcia Jr.", []string{"Jose Garcia Jr."}},
		{"relation and age in brackets", "Jose Garcia (father, 70)", []string{"Jose Garcia"}},
		{"maiden name", "Maria Lopez (maiden name)", []string{"Maria Lopez"}},
		{"first names and", "Related to: Jose, Ana and Luis Garcia", []string{"Jose", "Ana", "Luis Garcia"}},
		{"rank alone", "Jose Garcia Sr & Jr", []string{"Jose Garcia Sr"}},
		{"dots and more", "Jose Garcia... more", []string{"Jose Garcia"}},
		{"masked", "J*** G****, Ana García", []string{"Ana García"}},
		{"initials", "J. G., Ana García", []string{"Ana García"}},
		{"twice", "Ana García, ANA GARCÍA", []string{"Ana García"}},
		{"nothing", "", nil},
		{"unknown", "Unknown", nil},
		{"none", "None", nil},
		{"button", "View all relatives", nil},
		{"label alone", "Relatives", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := People(c.text, false); !slices.Equal(got, c.want) {
				t.Errorf("People(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
	if got := People("García López, Maria", true); !slices.Equal(got, []string{"García López, Maria"}) {
		t.Errorf("a whole item was cut: %q", got)
	}
}

func FuzzPeople(f *testing.F) {
	for _, s := range []string{"Garcia, Maria, Lopez, Jose", "Relatives: A B +3 more", ", ,Jr", "Spouse:"} {
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, s string, whole bool) {
		for _, n := range People(s, whole) {
			if n == "" || n != strings.TrimSpace(n) || Masked(n) {
				t.Errorf("People(%q) gives %q", s, n)
			}
		}
	})
}
