package gallery

// style is what a family shows and the forms it may write it in.
type style struct {
	region    string
	list      string // fields on lists; "place" stands for the first address alone
	profile   string // fields on the page of a record
	ages      []ageForm
	places    []placeForm
	lastFirst bool
	plain     bool // never in capitals, because the wording runs on
}

// styles are those of the families, by name.
var styles = map[string]*style{
	"cards":      {"US", "age addresses aliases relatives url", "age born addresses aliases relatives phones emails", bareAges, cityForms, false, false},
	"table":      {"US", "age addresses relatives url", "", bareAges, cityForms, true, false},
	"terms":      {"US", "age addresses aliases relatives phones", "", bareAges, anyForms, false, false},
	"utility":    {"US", "age addresses relatives phones url", "age addresses relatives phones emails", spokenAges, anyForms, false, false},
	"bem":        {"US", "age addresses aliases relatives url", "age addresses aliases phones", ages, cityForms, false, false},
	"hashed":     {"US", "age addresses aliases relatives url", "", spokenAges, cityForms, false, false},
	"grid":       {"US", "age addresses relatives url", "age addresses relatives phones", spokenAges, cityForms, false, false},
	"article":    {"US", "age addresses aliases relatives url", "age addresses aliases relatives phones emails", bareAges, cityForms, false, false},
	"ordered":    {"US", "age place relatives url", "", []ageForm{numbered("Age %d"), numbered("%d yrs"), ageDecade}, []placeForm{cityState, cityStateName}, false, true},
	"linked":     {"US", "born addresses relatives phones url", "", bareAges, []placeForm{cityState, whole}, false, false},
	"itemprops":  {"US", "age addresses relatives phones url", "age addresses relatives phones emails", bareAges, []placeForm{whole}, false, false},
	"hydrated":   {"US", "age addresses aliases relatives phones url", "", spokenAges, []placeForm{cityState}, false, false},
	"drawn":      {"US", "age addresses aliases relatives phones url", "", []ageForm{numbered("%d")}, []placeForm{whole}, false, false},
	"lines":      {"US", "age addresses aliases relatives phones", "age born addresses aliases relatives phones emails", ages, anyForms, false, false},
	"oldtime":    {"US", "age addresses phones", "", bareAges, anyForms, true, false},
	"accordion":  {"US", "age addresses aliases relatives phones emails", "", ages, anyForms, false, false},
	"sections":   {"US", "age addresses relatives url", "age born addresses aliases relatives phones emails", spokenAges, cityForms, false, false},
	"brackets":   {"US", "age place url", "age addresses relatives", []ageForm{numbered("(%d)"), numbered("(age %d)")}, cityForms, false, false},
	"birthyear":  {"US", "born addresses relatives url", "", bareAges, cityForms, false, false},
	"dialbook":   {"US", "place phones", "", bareAges, streetForms, false, false},
	"attributes": {"US", "age place url", "", []ageForm{numbered("%d")}, []placeForm{cityState}, false, true},
	"siblings":   {"US", "age place relatives url", "", []ageForm{numbered("Age %d"), numbered("%d years old")}, []placeForm{cityState, cityStateName}, false, true},
	"headline":   {"US", "age place aliases", "", []ageForm{numbered("%d")}, []placeForm{cityState, cityStateName}, false, true},
	"sheets":     {"US", "age born addresses aliases relatives phones emails", "", bareAges, anyForms, false, false},
	"pickone":    {"US", "age addresses relatives", "", spokenAges, cityForms, false, false},
	"labelled":   {"US", "age addresses aliases relatives phones url", "", ages, anyForms, true, false},
	"prose":      {"US", "age place relatives", "", []ageForm{numbered("%d years old"), numbered("%d")}, []placeForm{cityState, cityStateName}, false, true},
	"roll":       {"GB", "age place relatives", "", []ageForm{ageBand, ageBandWide}, []placeForm{whole}, false, false},
	"tracing":    {"GB", "age addresses relatives phones url", "age addresses relatives phones", []ageForm{ageBand, numbered("%d")}, anyForms, false, false},
	"maple":      {"CA", "place phones url", "", bareAges, streetForms, false, false},
	"prairie":    {"CA", "age addresses relatives phones", "", spokenAges, anyForms, false, false},
}
