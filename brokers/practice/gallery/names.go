package gallery

import (
	"math/rand/v2"
	"strings"
)

// Name is a person's name in parts.
type Name struct {
	First, Middle, Last, Suffix string
	order                       order
}

// order is how the parts stand one behind the other.
type order int

const (
	western order = iota // given name first
	eastern              // surname first, a space between
	joined               // surname first, nothing between
)

// String returns the name as its script writes it.
func (n Name) String() string {
	switch n.order {
	case eastern:
		return n.Last + " " + n.First
	case joined:
		return n.Last + n.First
	}
	return strings.Join(strings.Fields(n.First+" "+n.Middle+" "+n.Last+" "+n.Suffix), " ")
}

// script is a way of writing with a few of its names.
type script struct {
	name          string
	order         order
	first, middle []string
	last          []string
}

// scripts are the ways of writing other than Latin, and Latin with letters
// that plain tables lack. The names are common ones, put together at random.
var scripts = []script{
	{"cyrillic", western, strings.Fields("Ольга Наталья Татьяна Светлана Людмила"), strings.Fields("Ивановна Петровна Сергеевна"), strings.Fields("Смирнова Кузнецова Попова Лебедева Щербакова")},
	{"ukrainian", western, strings.Fields("Олександр Володимир Ігор Їжак"), nil, strings.Fields("Шевченко Коваленко Бондаренко Кравець")},
	{"greek", western, strings.Fields("Γιώργος Κώστας Δημήτρης Νίκος"), nil, strings.Fields("Παπαδόπουλος Νικολάου Γεωργίου Βασιλείου")},
	{"arabic", western, strings.Fields("محمد أحمد فاطمة خالد يوسف"), strings.Fields("علي حسن"), strings.Fields("الحسيني المصري الخطيب حداد")},
	{"hebrew", western, strings.Fields("דוד יוסף רחל שרה משה"), nil, strings.Fields("כהן לוי מזרחי פרץ")},
	{"devanagari", western, strings.Fields("प्रिया राहुल अनिल सुनीता"), strings.Fields("कुमार देवी"), strings.Fields("शर्मा वर्मा पटेल गुप्ता")},
	{"thai", western, strings.Fields("สมชาย สมหญิง ประเสริฐ วิชัย"), nil, strings.Fields("ใจดี ศรีสุข ทองคำ แก้วมณี")},
	{"han", joined, strings.Fields("小明 伟 秀英 建国 丽华"), nil, strings.Fields("王 李 张 欧阳 陈")},
	{"hangul", joined, strings.Fields("민준 서연 지훈 영희"), nil, strings.Fields("김 이 박 최")},
	{"japanese", eastern, strings.Fields("太郎 美咲 健一 花子"), nil, strings.Fields("佐藤 鈴木 高橋 田中")},
	{"armenian", western, strings.Fields("Արամ Անահիտ Տիգրան"), nil, strings.Fields("Պետրոսյան Հակոբյան")},
	{"georgian", western, strings.Fields("გიორგი ნინო დავით"), nil, strings.Fields("ბერიძე კაპანაძე")},
	{"vietnamese", western, strings.Fields("Thảo Dũng Hương Tuấn Phượng"), strings.Fields("Thị Văn"), strings.Fields("Nguyễn Trần Phạm Đặng")},
	{"polish", western, strings.Fields("Małgorzata Łukasz Zdzisława Święto"), nil, strings.Fields("Wójcik Dąbrowska Żak Grzęda")},
	{"turkish", western, strings.Fields("Çağla İbrahim Gökçe Şule"), nil, strings.Fields("Yıldız Öztürk Kılıç Güneş")},
	{"icelandic", western, strings.Fields("Þórdís Guðrún Björn Ævar"), nil, strings.Fields("Jónsdóttir Þorsteinsson Guðmundsdóttir")},
	{"hawaiian", western, strings.Fields("Keʻalohi Kaʻiulani Noʻeau"), nil, strings.Fields("Kealiʻi Kahananui Hoʻopiʻi")},
}

// draw returns a name of the script.
func (s script) draw(r *rand.Rand) Name {
	n := Name{First: pick(r, s.first), Last: pick(r, s.last), order: s.order}
	if len(s.middle) > 0 && r.Float64() < 0.3 {
		n.Middle = pick(r, s.middle)
	}
	return n
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
