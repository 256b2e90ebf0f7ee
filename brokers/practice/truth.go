package practice

// Listing says that a site holds a record and about whom.
type Listing struct {
	Broker  string `json:"broker"`
	Record  string `json:"record"`        // number of the record
	URL     string `json:"url,omitempty"` // of its page; empty where records have none
	Person  string `json:"person"`
	Subject bool   `json:"subject"`
	Kind    string `json:"kind"` // see World.Kind
	Removed bool   `json:"removed"`
}

// Truth returns every record of every site as of now, removed ones included.
// What the look-alike site makes up is about nobody and not in it.
func (s *Sites) Truth() []Listing {
	var all []Listing
	for _, srv := range s.servers {
		for _, r := range srv.records {
			l := Listing{
				Broker: srv.id, Record: r.ID, Person: r.person, Kind: s.world.Kind(r.person),
				Subject: r.person == s.world.subject.ID, Removed: srv.removed(r),
			}
			if srv.address != nil {
				l.URL = "http://" + srv.host + srv.address(r.ID)
			}
			all = append(all, l)
		}
	}
	return all
}
