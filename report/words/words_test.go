package words

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func book(t *testing.T) *Book {
	t.Helper()
	b, err := In("es")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestIn(t *testing.T) {
	for in, want := range map[string]string{"en": "en", "es": "es", "es-MX": "es", "EN-us": "en"} {
		if b, err := In(in); err != nil || b.Lang() != want {
			t.Errorf("%s: %v, %v", in, b, err)
		}
	}
	for _, in := range []string{"", "fr", "espanol", "e"} {
		if _, err := In(in); err == nil || !strings.Contains(err.Error(), "en, es") {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// A translation is filled in with what the English is filled in with.
func TestSameFillings(t *testing.T) {
	verbs := func(s string) (list []string) {
		for _, v := range verb.FindAllString(s, -1) {
			list = append(list, regexp.MustCompile(`\[\d\]`).ReplaceAllString(v, ""))
		}
		slices.Sort(list)
		return list
	}
	for english, said := range book(t).table {
		if !slices.Equal(verbs(english), verbs(said)) {
			t.Errorf("%q: filled in otherwise: %q", english, said)
		}
		for _, end := range []string{" ", ".", "?", ":", "\n"} {
			if strings.HasSuffix(english, end) != strings.HasSuffix(said, end) {
				t.Errorf("%q: another end: %q", english, said)
			}
		}
		if strings.Count(english, "`") != strings.Count(said, "`") {
			t.Errorf("%q: a command is lost: %q", english, said)
		}
		if said == "" {
			t.Errorf("%q: says nothing", english)
		}
	}
}

func TestSay(t *testing.T) {
	b := book(t)
	for english, want := range map[string]string{
		"": "", "the line failed": "falló la conexión", "The line failed.": "Falló la conexión.", "seen on 2026-11-20": "visto el 2026-11-20",
		"seen on 2026-11-20; could not be checked on 2026-11-22":                                                                                                        "visto el 2026-11-20; no se pudo comprobar el 2026-11-22",
		"the same name, spelled differently; nothing else agrees":                                                                                                       "el mismo nombre, escrito de otra manera; nada más coincide",
		"lived in Austin, TX as you did, and in another place you gave":                                                                                                 "vivió en Austin, TX, como usted, y en otro lugar que usted dio",
		"definition quarantined: a common name did not read as a list":                                                                                                  "definición en cuarentena: un nombre común no se leyó como lista",
		"1 broker asked, 0 answered, 1 could not be checked.":                                                                                                           "Se preguntó a 1 empresa, 0 respondieron, 1 no se pudo comprobar.",
		"removed on 2026-11-05, says first-look":                                                                                                                        "eliminado el 2026-11-05, según first-look",
		"first seen at spokeo: this broker had not been looked at before":                                                                                               "visto por primera vez en spokeo: esta empresa no se había mirado antes",
		"Ask spokeo to take the record down, on its web form":                                                                                                           "Pida a spokeo que retire el registro, en su formulario web",
		"It shows your street address, your age and relatives to anyone, without payment. You said that it is you.":                                                     "Muestra su dirección, su edad y familiares a cualquiera, sin pagar. Usted dijo que es usted.",
		"It shows safe name 1, the town of safe address 2 and safe phone 1, which you marked as safe, relatives and your age to whoever pays.":                          "Muestra nombre seguro 1, la ciudad de la dirección segura 2 y teléfono seguro 1, que usted marcó como seguro, familiares y su edad a quien pague.",
		"me.corner.2 (under 0.1): It shows your age to anyone, without payment. The site answers any name, so this says next to nothing.":                               "me.corner.2 (menos de 0.1): Muestra su edad a cualquiera, sin pagar. El sitio responde a cualquier nombre, así que esto no dice casi nada.",
		"Sit by while 2 brokers are looked at: `whohasme scan --assisted`":                                                                                              "Acompañe mientras se miran 2 empresas: `whohasme scan --assisted`",
		"asked corner to stop selling the data":                                                                                                                         "se pidió a corner que dejara de vender los datos",
		"3 brokers could not be checked and 1 cannot be seen from outside: they add nothing to it, whatever they hold.":                                                 "3 empresas no se pudieron comprobar y 1 no se puede ver desde fuera: no suman nada, tengan lo que tengan.",
		"1 broker could not be checked: it adds nothing here, whatever it holds.":                                                                                       "1 empresa no se pudo comprobar: no suma nada, tenga lo que tenga.",
		"no browser could be started (it does not run as root with its sandbox on, which stays on); open the page in your own browser, save it and use `whohasme read`": "no se pudo abrir un navegador (no funciona como administrador con su zona aislada encendida, y encendida se queda); abra la página en su propio navegador, guárdela y use `whohasme read`",
		"7 brokers asked, 1 answered, 6 could not be checked.":                                                                                                          "Se preguntó a 7 empresas, 1 respondió, 6 no se pudieron comprobar.",
		"7 brokers asked, 6 answered, 1 could not be checked.":                                                                                                          "Se preguntó a 7 empresas, 6 respondieron, 1 no se pudo comprobar.",
		"2 brokers asked, 1 answered, 1 could not be checked.":                                                                                                          "Se preguntó a 2 empresas, 1 respondió, 1 no se pudo comprobar.",
		"11 brokers asked, 8 answered, 3 could not be checked.":                                                                                                         "Se preguntó a 11 empresas, 8 respondieron, 3 no se pudieron comprobar.",
		"corner shows the town of safe address 1":                                                                                                                       "corner muestra la ciudad de la dirección segura 1",
		"It shows safe address 2, which you marked as safe, relatives and a name to whoever pays.":                                                                      "Muestra dirección segura 2, que usted marcó como seguro, familiares y un nombre a quien pague.",
		"3 brokers were looked at for the first time. Records are judged by matcher 5 in place of 4.":                                                                   "3 empresas se miraron por primera vez. Los registros se juzgan con la versión 5 en lugar de la 4.",
		"It counts only what was seen. 24 brokers could not be checked and 3 cannot be seen from outside: they add nothing to it, whatever they hold.":                  "Cuenta solo lo que se vio. 24 empresas no se pudieron comprobar y 3 no se pueden ver desde fuera: no suman nada, tengan lo que tengan.",
		"an address in Ohio you did not list":                                                                                                                           "una dirección en Ohio que usted no indicó", "age 42 fits, within a year": "la edad 42 coincide, con un año de margen",
		"s1.claimer.1 (45.6): It shows your age to anyone, without payment.":                     "s1.claimer.1 (45.6): Muestra su edad a cualquiera, sin pagar.",
		"70.2  2 brokers were looked at for the first time. Without what is new: 60.1.":          "70.2  2 empresas se miraron por primera vez. Sin lo nuevo: 60.1.",
		"Say of 1 record whether it is you: `whohasme review` (1 minute, under 0.1 points less)": "Diga de 1 registro si es usted: `whohasme review` (1 minuto, menos de 0.1 puntos menos)",
		"also as Wilma Ost (old)": "también como Wilma Ost (anterior)", "respond by 2026-11-30 (due)": "respuesta hasta el 2026-11-30 (a tiempo)",
		"of 3 records: 2 still listed, 1 gone": "de 3 registros: 2 aún en la lista, 1 desaparecidos",
	} {
		if got, ok := b.Say(english); got != want || !ok {
			t.Errorf("%q:\n got %q, %v\nwant %q", english, got, ok, want)
		}
	}
	for _, foreign := range []string{"Wilma Tarn", "12 Elm St, Dayton, OH", "what nobody translated; not at all", "age 42; 12 Elm St, Akron, OH", "It shows what nobody translated; not at all"} {
		if got, ok := b.Say(foreign); got != foreign || ok {
			t.Errorf("%q: got %q, %v", foreign, got, ok)
		}
	}
	if got, ok := English.Say("whatever"); got != "whatever" || !ok {
		t.Errorf("English says %q, %v", got, ok)
	}
}

func TestNumbers(t *testing.T) {
	b := book(t)
	for n, want := range map[int]string{0: "0 familiares", 1: "1 familiar", 2: "2 familiares", 10000: "10000 familiares"} {
		if got := b.N(n, "%d relative", "%d relatives"); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
	if got := b.F("%[2]s %[1]d, %[3]d", 20, b.F("November"), 2026); got != "20 de noviembre de 2026" {
		t.Error(got)
	}
	var heard []string
	l := b.Listening(func(s string) { heard = append(heard, s) })
	l.F("no such text %d", 1)
	l.Say("nor this")
	if !slices.Equal(heard, []string{"no such text %d", "nor this"}) {
		t.Errorf("heard %q", heard)
	}
}

// FuzzSay sees that no text of a page takes long or breaks it.
func FuzzSay(f *testing.F) {
	for _, s := range []string{"the same name, an unusual one", strings.Repeat("a; ", 20), strings.Repeat("the same name; ", 30), "%s %d", "It shows , and  to whoever pays", ". . . .", "seen on ", strings.Repeat("x, ", 15) + ". A: b"} {
		f.Add(s)
	}
	b, err := In("es")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		began := time.Now()
		said, ok := b.Say(s)
		if !ok && said != s {
			t.Errorf("%q became %q", s, said)
		}
		if d := time.Since(began); d > 5*time.Second {
			t.Errorf("%q took %v", s, d)
		}
	})
}
