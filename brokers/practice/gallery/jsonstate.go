package gallery

// jsonState is the state that a page drawn by a script carries: the records in
// the names such programs give them.
func jsonState(rows []written) any {
	type addr struct {
		Line1      string `json:"streetLine1,omitempty"`
		City       string `json:"city"`
		StateCode  string `json:"stateCode"`
		PostalCode string `json:"zip5,omitempty"`
		Current    bool   `json:"isCurrent"`
	}
	type person struct {
		ID        string              `json:"personId"`
		FullName  string              `json:"fullName"`
		Age       *int                `json:"age"`
		Addresses []addr              `json:"addresses"`
		Aliases   []string            `json:"akas"`
		Relatives []map[string]string `json:"relatives"`
		Phones    []map[string]any    `json:"phoneNumbers"`
		URL       string              `json:"profileUrl"`
		Score     float64             `json:"matchScore"`
	}
	list := []person{}
	for _, w := range rows {
		p := person{ID: w.ID, FullName: w.Name, Aliases: w.Aliases, URL: w.Link, Score: float64(len(w.Name)) / 40}
		if w.High > 0 && w.Low == w.High {
			p.Age = &w.Low
		}
		for i, a := range w.Places {
			p.Addresses = append(p.Addresses, addr{a.Street, a.City, a.State, a.Zip, i == 0})
		}
		for _, k := range w.Kin {
			p.Relatives = append(p.Relatives, map[string]string{"name": k, "relation": "unknown"})
		}
		for _, t := range w.Tel {
			p.Phones = append(p.Phones, map[string]any{"display": t.Text, "type": "landline"})
		}
		list = append(list, p)
	}
	return list
}
