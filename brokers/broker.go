package brokers

// Broker is a company or site that sells or shows data about people it has no
// relation with, as one file of the catalogue describes it.
type Broker struct {
	ID       string   `yaml:"id"`                 // lower-case letters, digits and hyphens; the file's name
	Name     string   `yaml:"name"`               // as the company writes it
	Domain   string   `yaml:"domain"`             // main host, without scheme; host:port for practice sites
	Mirrors  []string `yaml:"mirrors,omitempty"`  // other hosts that show the same pages
	Operator string   `yaml:"operator,omitempty"` // legal name, when known
	Family   string   `yaml:"family,omitempty"`   // group that shares data or an opt-out
	Category string   `yaml:"category"`           // see Categories
	Country  string   `yaml:"country"`            // ISO 3166-1 alpha-2, or UnknownCountry
	Status   Status   `yaml:"status"`

	Registered []Registration `yaml:"registered,omitempty"` // state registries that list it
	Suppresses []Suppression  `yaml:"suppresses,omitempty"` // brokers that one opt-out here clears too
	OptOut     []OptOut       `yaml:"opt_out,omitempty"`    // ways out, best first
	Search     *Definition    `yaml:"search,omitempty"`     // nil: cannot be seen from outside

	Sources    []Source `yaml:"sources,omitempty"`
	Checked    Date     `yaml:"checked,omitempty"`    // last time somebody saw it work; zero: never confirmed live
	Confidence string   `yaml:"confidence,omitempty"` // high, medium, low
}

// Status says whether the site is known to be alive.
type Status string

// The states of a broker.
const (
	Active  Status = "active"
	Retired Status = "retired"
	Unknown Status = "unknown"
)

// Categories are the kinds of broker a file may name.
var Categories = []string{
	"people-search", "background-check", "marketing", "adtech", "credit-risk", "location", "health",
	"b2b-contact", "real-estate", "recruiting", IdentityCheck, "other",
}

// IdentityCheck is the category of the brokers by which banks and health care
// check who somebody is. They are left alone unless a person names them: a
// removal there can lock its owner out (disclosure rule 9).
const IdentityCheck = "identity-check"

// UnknownCountry stands in a file where no source names a country: a code that
// ISO 3166 leaves to its users, as the CLDR takes it.
const UnknownCountry = "ZZ"

// Registration is an entry in a state's register of data brokers.
type Registration struct {
	State string `yaml:"state" json:"state"`
	Year  int    `yaml:"year" json:"year"`
}

// Suppression says that an opt-out here also clears another broker, and why
// that is believed.
type Suppression struct {
	ID       string `yaml:"id" json:"id"`
	Evidence string `yaml:"evidence" json:"evidence"`
	Date     Date   `yaml:"date" json:"date"`
}

// Ask is one of the things that can be asked of a broker.
type Ask string

// The asks, in the words of the field.
const (
	Suppress     Ask = "suppress"
	OptOutOfSale Ask = "opt-out-of-sale"
	Delete       Ask = "delete"
	Know         Ask = "know"
	Correct      Ask = "correct"
	Object       Ask = "object"
)

// Asks are all asks, in the order they are preferred.
var Asks = []Ask{Suppress, OptOutOfSale, Delete, Know, Correct, Object}

// OptOut is one way to put one ask to a broker.
type OptOut struct {
	Ask      Ask      `yaml:"ask" json:"ask"`
	By       Channel  `yaml:"by" json:"by"`
	URL      string   `yaml:"url,omitempty" json:"url,omitempty"`           // of the form
	To       string   `yaml:"to,omitempty" json:"to,omitempty"`             // mailbox, telephone number or postal address
	Requires []string `yaml:"requires,omitempty" json:"requires,omitempty"` // what the broker wants, such as record-url, captcha
	Bounced  Date     `yaml:"bounced,omitempty" json:"bounced,omitzero"`    // of a mailbox: the day mail to it came back; never written to
}

// Channel is how a request travels.
type Channel string

// The channels.
const (
	ByForm  Channel = "web-form"
	ByEmail Channel = "email"
	ByPost  Channel = "post"
	ByPhone Channel = "phone"
	ByDROP  Channel = "drop" // California's Delete Request and Opt-out Platform
)

// Source is where facts of a file come from.
type Source struct {
	Name string `yaml:"name" json:"name"`
	Date When   `yaml:"date,omitempty" json:"date,omitempty"` // empty: the source carries no date
}

// Look returns how a scan can look at the broker today, and false when none can:
// no way is known, the definition was withdrawn, or the site is gone.
func (b *Broker) Look() (Way, bool) {
	if b.Search == nil || !b.Search.Retired.IsZero() || b.Status == Retired {
		return "", false
	}
	return b.Search.Way, true
}

// Way returns how the broker's pages can be reached, or could before the
// definition was withdrawn, and false when no way was ever known.
func (b *Broker) Way() (Way, bool) {
	if b.Search == nil {
		return "", false
	}
	return b.Search.Way, true
}

// Home returns the broker's country, or "" where none is known.
func (b *Broker) Home() string {
	if b.Country == UnknownCountry {
		return ""
	}
	return b.Country
}

// NoWay is the reason why most brokers are passed by.
const NoWay = "no way to look is known"

// PassedBy says why a scan of all brokers leaves this one out, in words for a
// report, or "" when it is visited. Whoever is passed by counts as unseen and
// never as clear.
func (b *Broker) PassedBy() string {
	switch {
	case b.Category == IdentityCheck:
		return "checks identities for banks or health care, so it is left alone unless you name it"
	case b.Search == nil:
		return NoWay
	case !b.Search.Retired.IsZero():
		return "the definition is retired"
	}
	return ""
}

// RegisteredIn reports whether a state's register lists the broker for the
// year or the one before it (registers renew in January).
func (b *Broker) RegisteredIn(state string, year int) bool {
	for _, r := range b.Registered {
		if r.State == state && (r.Year == year || r.Year == year-1) {
			return true
		}
	}
	return false
}
