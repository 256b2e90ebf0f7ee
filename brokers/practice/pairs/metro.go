package pairs

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"sync"
)

// metros are towns that border each other: who moves next door, or whose post
// office serves two towns, is listed in either.
var metros = strings.Split(`OH: Dayton, Kettering, Huber Heights, Beavercreek, Fairborn, Centerville
OH: Columbus, Dublin, Westerville, Grove City, Hilliard, Gahanna
OH: Cleveland, Parma, Lakewood, Euclid, Mentor, Strongsville
TX: Dallas, Plano, Irving, Garland, Richardson, Mesquite, Carrollton
TX: Houston, Pasadena, Sugar Land, Pearland, Baytown, Missouri City
TX: Austin, Round Rock, Cedar Park, Georgetown, Pflugerville
TX: Fort Worth, Arlington, Mansfield, North Richland Hills, Euless
IL: Chicago, Evanston, Cicero, Skokie, Oak Lawn, Berwyn, Oak Park
IL: Naperville, Aurora, Bolingbrook, Wheaton, Downers Grove
MO: Kansas City, Independence, Lee's Summit, Raytown, Liberty
MO: St. Louis, Florissant, Kirkwood, University City, Ballwin, Chesterfield
CA: Los Angeles, Burbank, Glendale, Inglewood, Pasadena, Torrance, Culver City
CA: Oakland, Berkeley, Alameda, San Leandro, Emeryville
CA: San Jose, Santa Clara, Sunnyvale, Milpitas, Campbell
CA: San Diego, Chula Vista, El Cajon, La Mesa, National City
CA: Sacramento, Roseville, Elk Grove, Citrus Heights, Folsom
AZ: Phoenix, Mesa, Chandler, Tempe, Scottsdale, Glendale, Gilbert
CO: Denver, Aurora, Lakewood, Englewood, Westminster, Arvada
WA: Seattle, Bellevue, Renton, Kent, Kirkland, Shoreline
OR: Portland, Gresham, Beaverton, Hillsboro, Tigard
MA: Boston, Cambridge, Quincy, Somerville, Newton, Brookline
NY: Buffalo, Cheektowaga, Lackawanna, Tonawanda
NY: New York, Yonkers, Mount Vernon, New Rochelle
NJ: Newark, East Orange, Bloomfield, Irvington, Elizabeth
FL: Miami, Hialeah, Miami Beach, Coral Gables, North Miami
FL: Tampa, Brandon, Plant City, Clearwater, Largo
FL: Orlando, Winter Park, Altamonte Springs, Apopka
GA: Atlanta, Marietta, Sandy Springs, Roswell, Decatur, Smyrna
NC: Charlotte, Concord, Gastonia, Matthews, Huntersville
NC: Raleigh, Cary, Durham, Garner, Apex
MI: Detroit, Dearborn, Warren, Southfield, Livonia, Royal Oak
MN: Minneapolis, Bloomington, Brooklyn Park, Plymouth, Edina, Richfield
PA: Philadelphia, Chester, Norristown, Drexel Hill
PA: Pittsburgh, Bethel Park, Monroeville, McKeesport
NV: Las Vegas, Henderson, North Las Vegas, Paradise
TN: Nashville, Brentwood, Hendersonville, Smyrna, Franklin
VA: Norfolk, Virginia Beach, Chesapeake, Portsmouth
UT: Salt Lake City, West Valley City, Murray, Sandy, West Jordan
WI: Milwaukee, West Allis, Wauwatosa, Greenfield, Brookfield
IN: Indianapolis, Carmel, Fishers, Greenwood, Lawrence`, "\n")

// nextTo draws a town that borders the given one; false where none is known.
func nextTo(r *rand.Rand, t town) (town, bool) {
	for _, m := range metros {
		state, list, _ := strings.Cut(m, ": ")
		cities := strings.Split(list, ", ")
		if state != t.state || !has(cities, t.city) {
			continue
		}
		for range 10 {
			if c := pick(r, cities); c != t.city {
				return town{c, state, 60_000}, true
			}
		}
	}
	return town{}, false
}

// codes are some area codes and the first ZIP prefix of each state, public
// facts of the numbering plan and the postal service.
var codes = strings.Fields(`AK/907/995 AL/205,251,256,334/350 AR/479,501,870/716 AZ/480,520,602,623/850 CA/213,310,408,415,510,559,619,714,916/900
	CO/303,719,970/800 CT/203,860/060 DC/202/200 DE/302/197 FL/305,352,407,561,727,813,904/320 GA/229,404,478,706,770/300 HI/808/967 IA/319,515,563,712/500
	ID/208/832 IL/217,309,312,618,630,708,847/600 IN/219,260,317,574,812/460 KS/316,620,785,913/660 KY/270,502,606,859/400 LA/225,318,337,504/700
	MA/413,508,617,781/010 MD/301,410/206 ME/207/039 MI/231,248,313,517,616,734/480 MN/218,320,507,612,651/550 MO/314,417,573,636,816/630
	MS/228,601,662/386 MT/406/590 NC/252,336,704,828,910,919/270 ND/701/580 NE/308,402/680 NH/603/030 NJ/201,609,732,856,908,973/070 NM/505,575/870
	NV/702,775/889 NY/212,315,516,518,585,607,716,718,845,914/100 OH/216,330,419,513,614,740,937/430 OK/405,580,918/730 OR/503,541/970
	PA/215,412,570,610,717,724,814/150 RI/401/028 SC/803,843,864/290 SD/605/570 TN/423,615,731,865,901,931/370
	TX/210,214,254,281,361,409,512,713,806,817,915,972/750 UT/435,801/840 VA/276,434,540,703,757,804/220 VT/802/050 WA/206,253,360,425,509/980
	WI/262,414,608,715,920/530 WV/304/247 WY/307/820`)

// code is the entry of a state in codes.
type code struct {
	areas []string
	zip   int
}

var codesByState = sync.OnceValue(func() map[string]code {
	m := map[string]code{}
	for _, c := range codes {
		f := strings.Split(c, "/")
		m[f[0]] = code{strings.Split(f[1], ","), int(number(f[2]))}
	}
	return m
})

// codesOf returns the area code and the ZIP prefix of a town: always the same
// for one town.
func codesOf(city, state string) (area, zip string) {
	h := fnv.New32a()
	h.Write([]byte(city + state))
	n := int(h.Sum32() >> 1)
	c, ok := codesByState()[state]
	if !ok {
		return "500", "000"
	}
	return c.areas[n%len(c.areas)], fmt.Sprintf("%03d", c.zip+n/7%10)
}
