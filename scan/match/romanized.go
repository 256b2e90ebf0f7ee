package match

import "strings"

// romanized are last names that are one name in different ways of writing it in
// Latin letters: Wade-Giles and Pinyin, the Korean romanizations, and the ways
// of Cantonese and of families long abroad. Our own list.
const romanized = `
zhang chang cheung; xu hsu hui; zhou chou chow; qian chien chin; cai tsai choi; zhao chao chiu; zheng cheng cheang; jiang chiang; xie hsieh tse;
xiao hsiao siu; cao tsao; zeng tseng tsang; zhu chu; zhong chung; deng teng tang; du tu; gao kao; guo kuo kwok; huang hwang wong; peng pang;
he ho; kong kung; liang leung; lin lam; liu lau; luo lo law; pan poon; qiu chiu yau; ruan yuen nguyen; song sung soong; sun suen; tian tien tin;
wu ng; yang yeung; ye yeh yip; yu yue; chen chan tan; li lee; lee yi rhee ri; park pak bak; choi choe; jung jeong chung; kang gang; cho jo; yoon yun;
lim im rim; shin sin; kwon gwon; noh roh; oh o; moon mun; bae pae; baek paik paek; ahn an; hwang whang; ryu yoo ryoo; woo u;
al-masri el-masri almasri elmasri; hussein husain hossain hussain; choudhury chowdhury chaudhry chaudhary; mukherjee mukerji mookerjee; banerjee banerji`

// readRomanized groups the names of one kind.
func readRomanized(t tables) {
	group := int32(1)
	for row := range strings.SplitSeq(strings.ReplaceAll(romanized, "\n", " "), ";") {
		for _, name := range strings.Fields(row) {
			k := t.name(strings.ReplaceAll(name, "-", ""))
			k.romanized = append(k.romanized, group)
		}
		group++
	}
}

// oneRomanized reports whether two last names are ways to write one.
func oneRomanized(a, b *word) bool {
	if a.known == nil || b.known == nil || len(a.known.romanized) == 0 {
		return false
	}
	for _, x := range a.known.romanized {
		for _, y := range b.known.romanized {
			if x == y {
				return true
			}
		}
	}
	return false
}
