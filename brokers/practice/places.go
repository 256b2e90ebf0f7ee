package practice

// town is a real city with the start of its ZIP codes and an area code.
type town struct{ city, state, zip, area string }

// towns are where people live. ZIP prefixes and area codes are public facts of
// the postal service and the numbering plan.
var towns = []town{
	{"Houston", "TX", "770", "713"}, {"Los Angeles", "CA", "900", "213"}, {"Chicago", "IL", "606", "312"},
	{"Oakland", "CA", "946", "510"}, {"Fresno", "CA", "937", "559"}, {"Sacramento", "CA", "958", "916"}, {"San Diego", "CA", "921", "619"},
	{"Bakersfield", "CA", "933", "661"}, {"Riverside", "CA", "925", "951"}, {"Long Beach", "CA", "908", "562"},
	{"Austin", "TX", "787", "512"}, {"Fort Worth", "TX", "761", "817"}, {"El Paso", "TX", "799", "915"}, {"Dayton", "OH", "454", "937"},
	{"Columbus", "OH", "432", "614"}, {"Evanston", "IL", "602", "847"}, {"St. Louis", "MO", "631", "314"}, {"Kansas City", "MO", "641", "816"},
	{"Miami", "FL", "331", "305"}, {"Tampa", "FL", "336", "813"}, {"Phoenix", "AZ", "850", "602"}, {"Denver", "CO", "802", "303"},
	{"Seattle", "WA", "981", "206"}, {"Portland", "OR", "972", "503"}, {"Boston", "MA", "021", "617"}, {"Buffalo", "NY", "142", "716"},
	{"Brooklyn", "NY", "112", "718"}, {"Newark", "NJ", "071", "973"}, {"Atlanta", "GA", "303", "404"}, {"Winston-Salem", "NC", "271", "336"},
	{"Nashville", "TN", "372", "615"}, {"Detroit", "MI", "482", "313"}, {"Minneapolis", "MN", "554", "612"}, {"Las Vegas", "NV", "891", "702"},
	{"Coeur d'Alene", "ID", "838", "208"}, {"Washington", "DC", "200", "202"},
}

// townsIn returns the towns of a state.
func townsIn(state string) []town {
	var list []town
	for _, t := range towns {
		if t.state == state {
			list = append(list, t)
		}
	}
	return list
}

// townsOutside returns the towns that are not in a state.
func townsOutside(state string) []town {
	var list []town
	for _, t := range towns {
		if t.state != state {
			list = append(list, t)
		}
	}
	return list
}

func townNamed(city string) town {
	for _, t := range towns {
		if t.city == city {
			return t
		}
	}
	return towns[0]
}
