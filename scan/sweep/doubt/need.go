package doubt

// needTable finds which alarms a text may sound in one walk through it.
type needTable struct {
	begins [256][4]uint64 // pairs of bytes with which a word begins
	words  map[[2]byte][]needWord
}

type needWord struct {
	text   string
	alarms uint64 // that need it, by their place in the list
}

var needTables = func() *needTable {
	t := &needTable{words: map[[2]byte][]needWord{}}
	for i, list := range needs {
		for _, w := range list {
			t.add(w, i)
		}
	}
	return t
}()

func (t *needTable) add(word string, alarm int) {
	at := [2]byte{word[0], word[1]}
	t.begins[at[0]][at[1]>>6] |= 1 << (at[1] & 63)
	list := t.words[at]
	for i := range list {
		if list[i].text == word {
			list[i].alarms |= 1 << alarm
			return
		}
	}
	t.words[at] = append(list, needWord{word, 1 << alarm})
}

// in returns the alarms of which a text has a word that they need.
func (t *needTable) in(s string) (set uint64) {
	for i := 0; i+1 < len(s); i++ {
		a, b := s[i], s[i+1]
		if t.begins[a][b>>6]&(1<<(b&63)) == 0 {
			continue
		}
		for _, w := range t.words[[2]byte{a, b}] {
			if w.alarms&^set != 0 && len(s)-i >= len(w.text) && s[i:i+len(w.text)] == w.text {
				set |= w.alarms
			}
		}
	}
	return set
}
