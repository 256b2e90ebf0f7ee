package gallery

import (
	"fmt"
	"strings"
)

// trade is a kind of site that lists something else than people-search
// records, though often with names, ages and towns.
type trade struct {
	name, title, lead string
	entry             func(*drawer, someone) entry
	data              func([]entry) any
}

func pairs(kv ...string) [][2]string {
	var list [][2]string
	for i := 0; i+1 < len(kv); i += 2 {
		list = append(list, [2]string{kv[i], kv[i+1]})
	}
	return list
}

func of(list ...string) func(*drawer) string {
	return func(d *drawer) string { return pick(d.Rand, list) }
}

var (
	specialty = of("Family Medicine", "Cardiology", "Pediatrics", "Dermatology", "Orthopedic Surgery")
	practise  = of("Family Law", "Personal Injury", "Estate Planning", "Criminal Defense")
	industry  = of("Plumbing", "Auto Repair", "Landscaping", "Bakery", "Insurance Agency")
	post      = of("Assistant Professor", "Office Manager", "Director of Finance", "Principal", "Librarian")
	section   = of("Mathematics", "Human Resources", "Admissions", "Public Works")
	position  = of("Forward", "Guard", "Midfielder", "Pitcher", "Goalkeeper")
	degree    = of("B.A. History", "B.S. Biology", "M.B.A.", "J.D.", "B.S.N.")
	county    = of("Kern County", "Cook County", "Travis County", "Fulton County")
)

func (d *drawer) number(low, high int) string { return fmt.Sprint(low + d.IntN(high-low)) }

func (d *drawer) day() string {
	return fmt.Sprintf("%s %d, 20%d", pick(d.Rand, strings.Fields("January March May June September November")), 1+d.IntN(28), 10+d.IntN(16))
}

// trades are the kinds made from a list of entries.
var trades = []trade{
	{"doctors", "Find a Doctor", "Accepting new patients near you", func(d *drawer, s someone) entry {
		return entry{"Dr. " + s.Name + ", MD", "", pairs("Specialty", specialty(d), "Experience", d.number(3, 40)+" years", "Office", s.Street+", "+s.Town+" "+s.Zip, "Phone", s.Phone, "Rating", "4.7 (32 reviews)")}
	}, typed("Physician")},
	{"lawyers", "Attorney Directory", "Lawyers and law firms", func(d *drawer, s someone) entry {
		return entry{s.Name, "Free consultation.", pairs("Practice areas", practise(d), "Licensed since", d.number(1980, 2020), "Firm", s.Last+" & Associates LLP", "Location", s.Town, "Phone", s.Phone)}
	}, typed("Attorney")},
	{"companies", "Local Businesses", "Businesses near you", func(d *drawer, s someone) entry {
		return entry{s.Name + " " + industry(d) + " LLC", "", pairs("Address", s.Street+", "+s.Town+" "+s.Zip, "Phone", s.Phone, "Hours", "Mon-Fri 8:00-17:00", "In business", d.number(2, 60)+" years")}
	}, typed("LocalBusiness")},
	{"staff", "Faculty and Staff", "Our people", func(d *drawer, s someone) entry {
		return entry{s.Name, "", pairs("Title", post(d), "Department", section(d), "Office", "Room "+d.number(100, 400), "Phone", s.Phone, "Email", s.Email)}
	}, people("jobTitle")},
	{"race-results", "Half Marathon Results", "Official finishers, chip time", func(d *drawer, s someone) entry {
		return entry{s.Name, "", pairs("Bib", d.number(100, 3000), "Age", fmt.Sprint(s.Age), "Hometown", s.Town, "Time", fmt.Sprintf("1:%02d:%02d", d.IntN(60), d.IntN(60)), "Pace", fmt.Sprintf("%d:%02d", 6+d.IntN(6), d.IntN(60)))}
	}, nil},
	{"roster", "Team Roster", "2026 season", func(d *drawer, s someone) entry {
		return entry{s.Name, "", pairs("No.", d.number(1, 99), "Pos.", position(d), "Ht.", "6-1", "Age", fmt.Sprint(18+d.IntN(6)), "Hometown", s.Town, "Prev. school", s.City+" HS")}
	}, people("memberOf")},
	{"obituaries", "Obituaries", "Recent death notices", func(d *drawer, s someone) entry {
		return entry{s.Name, fmt.Sprintf("%s, %d, of %s, passed away on %s. Survived by %s. Services will be held at First Church.", s.Name, s.Age+30, s.Town, d.day(), strings.Join(s.Kin, ", ")), pairs("Born", fmt.Sprint(s.Year-30), "Died", d.day(), "Funeral home", s.Last+" Funeral Home, "+s.Town)}
	}, nil},
	{"genealogy", "Descendants", "Family tree", func(d *drawer, s someone) entry {
		return entry{s.Name, "", pairs("b.", fmt.Sprintf("%d in %s", s.Year-120, s.Town), "d.", fmt.Sprint(s.Year-50), "m.", s.Kin[0], "Children", strings.Join(s.Kin[1:], ", "))}
	}, nil},
	{"news", "Local News", "Latest stories", func(d *drawer, s someone) entry {
		return entry{"Council hears " + s.Name + " on road repairs", fmt.Sprintf("%s — %s, %d, told the council on Tuesday that the roads must be mended.", strings.ToUpper(s.City), s.Name, s.Age), pairs("By", s.Kin[0], "Published", d.day())}
	}, typed("NewsArticle")},
	{"forum", "Thread: best hiking boots", "Page 1 of 3", func(d *drawer, s someone) entry {
		return entry{s.Name, "I had mine resoled last year and they are as good as new.", pairs("Joined", d.day(), "Location", s.Town, "Posts", d.number(3, 900), "Age", fmt.Sprint(s.Age))}
	}, nil},
	{"comments", "Ten ways to fold a map", "Comments", func(d *drawer, s someone) entry {
		return entry{s.Name + " says:", "Great post! Greetings from " + s.Town + ".", pairs("Posted", d.day(), "Reply", "Reply to this comment")}
	}, nil},
	{"court", "Court Calendar", "Department 4, criminal division", func(d *drawer, s someone) entry {
		return entry{"State v. " + s.Name, "", pairs("Case no.", "26CR"+d.number(1000, 9999), "Defendant", s.Name, "Hearing", d.day()+" 9:00 AM", "Judge", "Hon. "+s.Kin[1], "County", county(d))}
	}, nil},
	{"shop", "Customer Reviews", "4.6 out of 5", func(d *drawer, s someone) entry {
		return entry{"Sturdy kettle", "Boils fast. Five stars.", pairs("Reviewer", s.Name, "Location", s.Town, "Age range", fmt.Sprintf("%d-%d", s.Age/10*10, s.Age/10*10+9), "Price", "$"+d.number(10, 90)+".99", "Verified purchase", "Yes")}
	}, typed("Product")},
	{"recipes", "Family Recipes", "From our readers", func(d *drawer, s someone) entry {
		return entry{"Grandma's lemon cake", "Beat the eggs, fold in the flour.", pairs("Submitted by", s.Name+", "+s.Town, "Prep time", d.number(5, 50)+" min", "Serves", d.number(2, 12))}
	}, typed("Recipe")},
	{"events", "Upcoming Events", "Tickets on sale", func(d *drawer, s someone) entry {
		return entry{"An evening with " + s.Name, "Doors open at seven.", pairs("Date", d.day(), "Venue", s.Last+" Hall, "+s.Town, "Tickets", "$"+d.number(15, 80))}
	}, typed("Event")},
	{"alumni", "Alumni Directory", "Stay in touch", func(d *drawer, s someone) entry {
		return entry{s.Name, "", pairs("Class of", d.number(1970, 2020), "Degree", degree(d), "Lives in", s.Town, "Employer", s.City+" Hospital")}
	}, people("alumniOf")},
	{"social", "People you may know", "Follow them", func(d *drawer, s someone) entry {
		return entry{s.Name, "Coffee, dogs, long walks.", pairs("Handle", "@"+strings.ToLower(s.First[:1])+"walks"+d.number(10, 99), "From", s.Town, "Followers", d.number(5, 5000), "Following", d.number(5, 900))}
	}, people("description")},
	{"scholars", "Publications", "Sorted by citations", func(d *drawer, s someone) entry {
		return entry{"On the drift of glacial till", "", pairs("Author", s.Name, "Affiliation", "University of "+s.City, "Year", d.number(1990, 2025), "Cited by", d.number(0, 400))}
	}, nil},
	{"agents", "Real Estate Agents", "Top agents", func(d *drawer, s someone) entry {
		return entry{s.Name, "", pairs("Brokerage", s.Last+" Realty", "License", "#0"+d.number(100000, 999999), "Serves", s.Town, "Phone", s.Phone, "Sold last year", d.number(1, 60)+" homes")}
	}, typed("RealEstateAgent")},
	{"jobs", "Job Openings", "New this week", func(d *drawer, s someone) entry {
		return entry{post(d), "Apply by " + d.day() + ".", pairs("Company", s.Name+" "+industry(d), "Location", s.Town, "Salary", "$"+d.number(40, 120)+",000", "Contact", s.Phone)}
	}, typed("JobPosting")},
	{"homes", "Homes for Sale", "New listings", func(d *drawer, s someone) entry {
		return entry{s.Street + ", " + s.Town + " " + s.Zip, "Charming bungalow.", pairs("Price", "$"+d.number(200, 900)+",000", "Beds", d.number(1, 6), "Sqft", d.number(800, 4000), "Listing agent", s.Name, "Phone", s.Phone)}
	}, nil},
	{"donors", "Campaign Contributions", "Itemized receipts", func(d *drawer, s someone) entry {
		return entry{strings.ToUpper(s.Last + ", " + s.First), "", pairs("City", strings.ToUpper(s.Town), "Occupation", strings.ToUpper(post(d)), "Amount", "$"+d.number(10, 2900)+".00", "Date", d.day())}
	}, nil},
	{"licences", "Nurse License Lookup", "State board of nursing", func(d *drawer, s someone) entry {
		return entry{s.Name + ", RN", "", pairs("License number", "RN"+d.number(100000, 999999), "Status", "Current", "Expires", d.day(), "County", county(d))}
	}, nil},
	{"signatures", "Petition: save the library", "Signed by", func(d *drawer, s someone) entry {
		return entry{s.Name, "Libraries matter.", pairs("From", s.Town, "Signed", d.number(2, 50)+" days ago")}
	}, nil},
	{"cast", "Cast and Crew", "The Long Winter (2021)", func(d *drawer, s someone) entry {
		return entry{s.Name, "", pairs("Role", "as "+s.Kin[0], "Born", fmt.Sprintf("%s %d in %s", s.Month, s.Year, s.Town), "Known for", "Autumn Road")}
	}, people("jobTitle")},
	{"weddings", "Wedding Announcements", "Engagements and weddings", func(d *drawer, s someone) entry {
		return entry{s.Name + " and " + s.Kin[0], fmt.Sprintf("The bride, %d, of %s, teaches at %s Elementary.", s.Age, s.Town, s.City), pairs("Date", d.day(), "Parents", s.Kin[1]+" and "+s.Kin[2])}
	}, nil},
	{"blotter", "Police Blotter", "Arrests and calls for service", func(d *drawer, s someone) entry {
		return entry{d.day(), fmt.Sprintf("%s, %d, of %s, was cited for speeding on %s.", s.Name, s.Age, s.Town, s.Street), pairs("Incident", "26-"+d.number(1000, 9999), "Officer", s.Kin[2])}
	}, nil},
	{"chess", "Rating List", "Active players", func(d *drawer, s someone) entry {
		return entry{s.Name, "", pairs("Rating", d.number(900, 2300), "Games", d.number(5, 400), "Born", fmt.Sprint(s.Year), "Club", s.City+" Chess Club", "State", s.State)}
	}, nil},
}

// typed gives every entry a type of schema.org that is no Person; the first
// line is its name, and authors are persons.
func typed(kind string) func([]entry) any {
	return func(list []entry) any {
		var out []map[string]any
		for _, e := range list {
			m := map[string]any{"@context": "https://schema.org", "@type": kind, "name": e.Head}
			for _, p := range e.Pairs {
				if p[0] == "By" || p[0] == "Submitted by" || p[0] == "Reviewer" {
					m["author"] = map[string]any{"@type": "Person", "name": p[1]}
				}
				if p[0] == "Phone" {
					m["telephone"] = p[1]
				}
			}
			out = append(out, m)
		}
		return out
	}
}

// people gives every entry the type Person with the role it is listed for.
func people(role string) func([]entry) any {
	return func(list []entry) any {
		var out []map[string]any
		for _, e := range list {
			m := map[string]any{"@type": "Person", "name": e.Head, role: e.Pairs[0][1]}
			if role == "memberOf" || role == "alumniOf" {
				m[role] = map[string]any{"@type": "Organization", "name": "Example College"}
			}
			out = append(out, m)
		}
		return map[string]any{"@context": "https://schema.org", "@type": "Organization", "name": "Example College", "employee": out}
	}
}
