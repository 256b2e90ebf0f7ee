package practice

import "strings"

// The lists that people are assembled from. Order matters: names nearer the
// front are drawn more often.
var (
	femaleNames = strings.Fields(`Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy
		Maria Sandra Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Sharon
		Cynthia Kathleen Amy Angela Anna Brenda Pamela Nicole Ruth Katherine Samantha Christine Catherine Virginia
		Rachel Carolyn Janet Heather Diane Olivia Julie Joyce Victoria Alejandra Guadalupe Ximena Yolanda Thuy Mei
		Priya Fatima Aaliyah Keisha Zoë Renée Inés Søs Noor`)
	maleNames = strings.Fields(`James Robert John Michael David William Richard Joseph Thomas Christopher Charles
		Daniel Matthew Anthony Mark Donald Steven Andrew Paul Joshua Kenneth Kevin Brian George Timothy Ronald Edward
		Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel
		Gregory Alexander Patrick Frank Raymond Jack Dennis Jerry José Luis Jesús Andrés Minh Wei Raj Omar DeShawn
		Jamal François Jürgen Søren Tariq Xavier`)
	surnames = splitList(`Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez
		Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark
		Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker
		Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes
		Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos
		Kim Cox Ward Richardson Watson Brooks Chavez Wood Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo
		Sanders Patel Myers Long Ross Foster O'Brien McDonald MacLeod O'Connor Núñez Peña Muñoz Ibáñez Müller Łukasik
		Håkansson Çelik`, "García_López", "De_La_Cruz", "Van_der_Berg", "Ortiz-Rivera", "Smith-Jones", "St._Clair")
	// rareSurnames are made up, so that a subject drawn from them is the only
	// one of that full name.
	rareSurnames = splitList(`Varrowick Ellsmoor Tambrook Brayhollow Fennimarsh Ostreval Pellingrove Marchetano Dunravel
		Kessworth Halvorne Zubarelli Castañera Wrenfeldt Quillaroy Brézillac O'Tavish Morrowgate Ashbrinner Tolverano`,
		"Vega_Montclaro", "Harrow-Lindell")
	// formerSurnames are likewise made up: nobody else bears a subject's
	// former name.
	formerSurnames = strings.Fields(`Pennebrake Lorrimond Stavely-Roe Aldercott Greshmoor Bellacorte Ravensole Tarrivane Okomoro Yarrowfield`)
	// subjectFemale and subjectMale have a well-known short form each.
	subjectFemale = strings.Fields(`Elizabeth Katherine Deborah Victoria Samantha Rebecca Jennifer Margaret Pamela Christine`)
	subjectMale   = strings.Fields(`William Robert Edward Benjamin Nicholas Theodore Anthony Gregory Jonathan Lawrence`)
	streetNames   = strings.Fields(`Larkspur Copperleaf Windmere Hollowbrook Tanager Juniper Foxglove Marlstone Sagewood Heronsgate
		Bellflower Cinderpath Quarterhorse Applegarth Dovetail Mistral Thistledown Orchardview Pinchbeck Saltmarsh`)
	streetKinds = strings.Fields(`St Ave Dr Ln Ct Rd Blvd Way Pl Ter`)
	sponsors    = strings.Fields(`TruthLens PeopleVault QuickCheck InstaReport`)
)

// nicknames are short forms in everyday use.
var nicknames = map[string][]string{
	"Elizabeth": {"Liz", "Beth"}, "Katherine": {"Kate", "Kathy"}, "Catherine": {"Cathy"}, "Deborah": {"Debbie"}, "Victoria": {"Vicky"},
	"Samantha": {"Sam"}, "Rebecca": {"Becky"}, "Jennifer": {"Jen", "Jenny"}, "Margaret": {"Peggy", "Meg"}, "Pamela": {"Pam"},
	"Christine": {"Chris"}, "Patricia": {"Pat", "Trish"}, "Barbara": {"Barb"}, "Susan": {"Sue"}, "Cynthia": {"Cindy"}, "Guadalupe": {"Lupe"},
	"William": {"Bill", "Will"}, "Robert": {"Bob", "Rob"}, "Edward": {"Ed", "Ted"}, "Benjamin": {"Ben"}, "Nicholas": {"Nick"},
	"Theodore": {"Ted", "Theo"}, "Anthony": {"Tony"}, "Gregory": {"Greg"}, "Jonathan": {"Jon"}, "Lawrence": {"Larry"},
	"James": {"Jim", "Jimmy"}, "Richard": {"Rick", "Dick"}, "Joseph": {"Joe"}, "Thomas": {"Tom"}, "Michael": {"Mike"}, "David": {"Dave"},
	"Daniel": {"Dan"}, "Christopher": {"Chris"}, "Charles": {"Chuck"}, "Matthew": {"Matt"}, "José": {"Pepe"}, "Jesús": {"Chuy"},
}

// splitList reads words; in the extra ones an underscore stands for a space.
func splitList(words string, extra ...string) []string {
	list := strings.Fields(words)
	for _, e := range extra {
		list = append(list, strings.ReplaceAll(e, "_", " "))
	}
	return list
}
