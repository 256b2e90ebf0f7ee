package datenanfragen

// record is one company of the schema, in its order of keys. Keys that the
// schema has and a broker never fills (fax, PGP, templates of their own) are
// not here.
type record struct {
	Slug      string    `json:"slug"`
	Countries []string  `json:"relevant-countries"`
	Groups    []string  `json:"categories,omitempty"`
	Name      string    `json:"name"`
	Runs      []string  `json:"runs,omitempty"`
	Address   string    `json:"address"`
	Phone     string    `json:"phone,omitempty"`
	Email     string    `json:"email,omitempty"`
	Form      string    `json:"webform,omitempty"`
	Web       string    `json:"web,omitempty"`
	Sources   []string  `json:"sources"`
	Required  []element `json:"required-elements,omitempty"`
	Language  string    `json:"request-language,omitempty"`
	NeedsID   bool      `json:"needs-id-document,omitempty"`
	Medium    string    `json:"suggested-transport-medium,omitempty"`
	Comments  []string  `json:"comments,omitempty"`
	Quality   string    `json:"quality"`
}

// element is one thing that a person has to tell.
type element struct {
	Desc string `json:"desc"`
	Type string `json:"type"` // input, textarea, email, address, name, birthdate
}

// groups are the schema's categories for ours; the rest have none.
var groups = map[string]string{
	"people-search": "addresses", "background-check": "addresses", "b2b-contact": "addresses", "real-estate": "addresses",
	"marketing": "ads", "adtech": "ads", "location": "ads", "credit-risk": "credit agency", "health": "health",
}

// elements are what a way out wants, in the schema's types. What a form shows
// by itself, such as a captcha, is no element of a letter.
var elements = map[string]element{
	"name":              {"Name", "name"},
	"postal-address":    {"Postal address", "address"},
	"email-address":     {"E-mail address", "email"},
	"date-of-birth":     {"Date of birth", "birthdate"},
	"age-or-birth-year": {"Age or year of birth", "input"},
	"record-url":        {"Address of the record on the site", "input"},
	"phone-number":      {"Telephone number", "input"},
	"place":             {"City and state", "input"},
}

// country is a country by its English name and, where it has one for all, the
// language of its companies.
type country struct{ name, language string }

// schemaCountries are the countries that a record can be relevant for.
var schemaCountries = map[string]country{
	"AT": {"Austria", "de"}, "BE": {"Belgium", ""}, "BG": {"Bulgaria", "bg"}, "HR": {"Croatia", "hr"}, "CY": {"Cyprus", ""},
	"CZ": {"Czechia", "cs"}, "DK": {"Denmark", "da"}, "EE": {"Estonia", "et"}, "FI": {"Finland", "fi"}, "FR": {"France", "fr"},
	"DE": {"Germany", "de"}, "GR": {"Greece", "el"}, "HU": {"Hungary", "hu"}, "IE": {"Ireland", "en"}, "IT": {"Italy", "it"},
	"LV": {"Latvia", "lv"}, "LT": {"Lithuania", "lt"}, "LU": {"Luxembourg", ""}, "MT": {"Malta", "en"}, "NL": {"Netherlands", "nl"},
	"PL": {"Poland", "pl"}, "PT": {"Portugal", "pt"}, "RO": {"Romania", "ro"}, "SK": {"Slovakia", "sk"}, "SI": {"Slovenia", "sl"},
	"ES": {"Spain", "es"}, "SE": {"Sweden", "sv"}, "GB": {"United Kingdom", "en"}, "NO": {"Norway", "no"}, "IS": {"Iceland", "is"},
	"LI": {"Liechtenstein", "de"}, "CH": {"Switzerland", ""},
}

// otherCountries are those outside the schema that brokers sit in.
var otherCountries = map[string]country{
	"US": {"United States of America", "en"}, "CA": {"Canada", "en"}, "AU": {"Australia", "en"}, "NZ": {"New Zealand", "en"},
	"IN": {"India", "en"}, "IL": {"Israel", "en"}, "SG": {"Singapore", "en"},
}

// sourcePages are the pages of named sources.
var sourcePages = map[string]string{
	"ddg":           "https://github.com/duckduckgo/apple-browsers",
	"ddg-android":   "https://github.com/duckduckgo/Android",
	"datenanfragen": "https://github.com/datenanfragen/data",
	"cppa":          "https://cppa.ca.gov/data_broker_registry/",
}
