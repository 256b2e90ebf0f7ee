package spelling

import "strings"

// Sound is what is left of a name when letters that sound alike are made one
// and vowels after the first letter dropped: "geoffrey" and "jeffrey", "kristin"
// and "christen", "mhmd" and "muhammad" become the same. It is a plain cousin of
// Soundex (Russell 1918) that keeps all consonants, five bits each.
type Sound uint64

const maxSounds = 12

func (k *Sound) add(c byte) {
	code := Sound(c - 'a' + 1)
	if c < 'a' || c > 'z' {
		code = 31
	}
	if *k&31 != code && *k>>(5*(maxSounds-1)) == 0 {
		*k = *k<<5 | code
	}
}

var soundPairs = []struct {
	letters string
	code    byte
}{{"sch", 's'}, {"chr", 'k'}, {"sh", 's'}, {"ch", 's'}, {"ck", 'k'}, {"ph", 'f'}, {"th", 't'}, {"dg", 'j'}, {"tz", 's'}, {"ts", 's'}}

func SoundOf(s string) Sound {
	var k Sound
	for i := 0; i < len(s); i++ {
		if n := k.pair(s[i:]); n > 0 {
			i += n - 1
			continue
		}
		soft := i+1 < len(s) && strings.IndexByte("eiy", s[i+1]) >= 0
		switch c := s[i]; c {
		case 'a', 'e', 'i', 'o', 'u', 'y':
			if i == 0 {
				k.add('a')
			}
		case 'h', 'w':
			if i == 0 {
				k.add(c)
			}
		case 'c':
			k.add(either(soft, 's', 'k'))
		case 'g':
			k.add(either(soft, 'j', 'g'))
		case 'q':
			k.add('k')
		case 'x':
			k.add('k')
			k.add('s')
		case 'z':
			k.add('s')
		case 'v':
			k.add('f')
		default:
			k.add(c)
		}
	}
	return k
}

// pair takes letters that sound as one, and returns how many.
func (k *Sound) pair(s string) int {
	if len(s) < 2 || strings.IndexByte("kwgsctdp", s[0]) < 0 || strings.IndexByte("nrhckgzs", s[1]) < 0 && s[1] != 'c' {
		return 0
	}
	if *k == 0 && (strings.HasPrefix(s, "kn") || strings.HasPrefix(s, "wr")) {
		k.add(s[1])
		return 2
	}
	if strings.HasPrefix(s, "gh") {
		if *k == 0 {
			k.add('g')
		}
		return 2
	}
	for _, p := range soundPairs {
		if strings.HasPrefix(s, p.letters) {
			k.add(p.code)
			if p.letters == "chr" {
				return 2
			}
			return len(p.letters)
		}
	}
	return 0
}

func either(yes bool, a, b byte) byte {
	if yes {
		return a
	}
	return b
}
