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
	Address   string    `json:"address"` // required; never empty
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
	"LV": {"Latvia", "lv"}, "LT": {"Lithuania", "lt"}, "LU": {"Luxembourg", ""}, "MT": {"Malta", "en"}, "NL": {"The Netherlands", "nl"},
	"PL": {"Poland", "pl"}, "PT": {"Portugal", "pt"}, "RO": {"Romania", "ro"}, "SK": {"Slovakia", "sk"}, "SI": {"Slovenia", "sl"},
	"ES": {"Spain", "es"}, "SE": {"Sweden", "sv"}, "GB": {"United Kingdom", "en"}, "NO": {"Norway", "no"}, "IS": {"Iceland", "is"},
	"LI": {"Liechtenstein", "de"}, "CH": {"Switzerland", ""},
}

// otherCountries are those outside the schema that brokers sit in.
var otherCountries = map[string]country{
	"US": {"United States of America", "en"}, "CA": {"Canada", "en"}, "AU": {"Australia", "en"}, "NZ": {"New Zealand", "en"},
	"IN": {"India", "en"}, "IL": {"Israel", "en"}, "SG": {"Republic of Singapore", "en"}, "AR": {"Argentina", "es"}, "BR": {"Brazil", "pt"},
	"MX": {"Mexico", "es"}, "CN": {"China", ""}, "TW": {"Taiwan", ""}, "HK": {"Hong Kong", ""}, "JP": {"Japan", "ja"}, "KR": {"South Korea", "ko"},
	"RU": {"Russia", "ru"}, "UA": {"Ukraine", "uk"}, "TR": {"Turkey", "tr"}, "AE": {"United Arab Emirates", ""}, "ZA": {"South Africa", "en"},
	"PH": {"Philippines", "en"}, "GI": {"Gibraltar", "en"}, "JE": {"Jersey", "en"},
}

// ownNames are other names of countries in the last line of an address.
var ownNames = map[string]string{
	"usa": "US", "us": "US", "u.s.a.": "US", "united states": "US", "united states of america": "US", "deutschland": "DE", "österreich": "AT", "schweiz": "CH",
	"suisse": "CH", "uk": "GB", "united kingdom": "GB", "great britain": "GB", "england": "GB", "españa": "ES", "italia": "IT", "nederland": "NL", "netherlands": "NL",
	"belgique": "BE", "belgië": "BE", "sverige": "SE", "norge": "NO", "danmark": "DK", "suomi": "FI", "polska": "PL", "singapore": "SG",
}

// noAddress stands where the schema wants a postal address and none is known.
const noAddress = "Postal address not known"

// sourcePages are the pages of named sources.
var sourcePages = map[string]string{
	"ddg":           "https://github.com/duckduckgo/apple-browsers",
	"ddg-android":   "https://github.com/duckduckgo/Android",
	"datenanfragen": "https://github.com/datenanfragen/data",
	"cppa":          "https://cppa.ca.gov/data_broker_registry/",

	"markup-ca2025":  "https://github.com/the-markup/investigation-data-broker-opt-out-pages",
	"persprotect":    "https://github.com/Persprotect/data-broker-opt-out-list",
	"brianreumere":   "https://github.com/brianreumere/data-brokers",
	"thumpersecure":  "https://github.com/thumpersecure/opt-out-manual-2026",
	"badbool":        "https://github.com/yaelwrites/Big-Ass-Data-Broker-Opt-Out-List",
	"leakydata":      "https://github.com/leakydata/broker-remove",
	"eraser":         "https://github.com/drumandbytes/eraser",
	"ydr-2021":       "https://github.com/your-digital-rights/data-brokers",
	"cvs0":           "https://github.com/cvs0/data-brokers-list",
	"coreconvention": "https://github.com/coreConvention/data-broker-optouts",
	"awesome-osint":  "https://github.com/jivoi/awesome-osint",

	"peopletracer-terms":  "https://peopletracer.co.uk/",
	"ukphonebook-privacy": "https://ukphonebook.com/",
}

// home is where the record itself comes from.
const home = "https://github.com/whohasme/whohasme"
