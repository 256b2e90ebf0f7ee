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
	single    bool // a page holds one record at most
	household bool // one of the listed bears the name that was asked for
	parted    bool // given names and surname stand apart
}

// styles are those of the families, by name.
var styles = map[string]*style{
	"cards":      {region: "US", list: "age addresses aliases relatives url", profile: "age born addresses aliases relatives phones emails", ages: bareAges, places: cityForms},
	"table":      {region: "US", list: "age addresses relatives url", ages: bareAges, places: cityForms, lastFirst: true},
	"terms":      {region: "US", list: "age addresses aliases relatives phones", ages: bareAges, places: anyForms},
	"utility":    {region: "US", list: "age addresses relatives phones url", profile: "age addresses relatives phones emails", ages: spokenAges, places: anyForms},
	"bem":        {region: "US", list: "age addresses aliases relatives url", profile: "age addresses aliases phones", ages: ages, places: cityForms},
	"hashed":     {region: "US", list: "age addresses aliases relatives url", ages: spokenAges, places: cityForms},
	"grid":       {region: "US", list: "age addresses relatives url", profile: "age addresses relatives phones", ages: spokenAges, places: cityForms},
	"article":    {region: "US", list: "age addresses aliases relatives url", profile: "age addresses aliases relatives phones emails", ages: bareAges, places: cityForms},
	"ordered":    {region: "US", list: "age place relatives url", ages: []ageForm{numbered("Age %d"), numbered("%d yrs"), ageDecade}, places: []placeForm{cityState, cityStateName}, plain: true},
	"linked":     {region: "US", list: "born addresses relatives phones url", ages: bareAges, places: []placeForm{cityState, whole}},
	"itemprops":  {region: "US", list: "age addresses relatives phones url", profile: "age addresses relatives phones emails", ages: bareAges, places: []placeForm{whole}},
	"hydrated":   {region: "US", list: "age addresses aliases relatives phones url", ages: spokenAges, places: []placeForm{cityState}},
	"drawn":      {region: "US", list: "age addresses aliases relatives phones url", ages: []ageForm{numbered("%d")}, places: []placeForm{whole}},
	"lines":      {region: "US", list: "age addresses aliases relatives phones", profile: "age born addresses aliases relatives phones emails", ages: ages, places: anyForms},
	"oldtime":    {region: "US", list: "age addresses phones", ages: bareAges, places: anyForms, lastFirst: true},
	"accordion":  {region: "US", list: "age addresses aliases relatives phones emails", ages: ages, places: anyForms},
	"sections":   {region: "US", list: "age addresses relatives url", profile: "age born addresses aliases relatives phones emails", ages: spokenAges, places: cityForms},
	"brackets":   {region: "US", list: "age place url", profile: "age addresses relatives", ages: []ageForm{numbered("(%d)"), numbered("(age %d)")}, places: cityForms},
	"birthyear":  {region: "US", list: "born addresses relatives url", ages: bareAges, places: cityForms},
	"dialbook":   {region: "US", list: "place phones", ages: bareAges, places: streetForms},
	"attributes": {region: "US", list: "age place url", ages: []ageForm{numbered("%d")}, places: []placeForm{cityState}, plain: true},
	"siblings":   {region: "US", list: "age place relatives url", ages: []ageForm{numbered("Age %d"), numbered("%d years old")}, places: []placeForm{cityState, cityStateName}, plain: true},
	"headline":   {region: "US", list: "age place aliases", ages: []ageForm{numbered("%d")}, places: []placeForm{cityState, cityStateName}, plain: true},
	"sheets":     {region: "US", list: "age born addresses aliases relatives phones emails", ages: bareAges, places: anyForms},
	"pickone":    {region: "US", list: "age addresses relatives", ages: spokenAges, places: cityForms},
	"labelled":   {region: "US", list: "age addresses aliases relatives phones url", ages: ages, places: anyForms, lastFirst: true},
	"prose":      {region: "US", list: "age place relatives", ages: []ageForm{numbered("%d years old"), numbered("%d")}, places: []placeForm{cityState, cityStateName}, plain: true},
	"roll":       {region: "GB", list: "age place relatives", ages: []ageForm{ageBand, ageBandWide}, places: []placeForm{whole}},
	"tracing":    {region: "GB", list: "age addresses relatives phones url", profile: "age addresses relatives phones", ages: []ageForm{ageBand, numbered("%d")}, places: anyForms},
	"maple":      {region: "CA", list: "place phones url", ages: bareAges, places: streetForms},
	"prairie":    {region: "CA", list: "age addresses relatives phones", ages: spokenAges, places: anyForms},
}
