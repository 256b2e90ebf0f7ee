package drop

import "strings"

// Words are those of a sheet in one language.
type Words struct {
	Title, Born, None, Same, Held, Lacks string
	Combine                              string // how many names, ZIP codes, combinations
	Warn                                 string
	Kinds                                map[Kind]string
	Columns                              [4]string // number, to type, compared as, remark
	notes                                map[string]string
}

// WordsIn returns the words of a sheet in a language, English where it has
// none.
func WordsIn(language string) Words {
	if language == "es" {
		return spanish
	}
	return english
}

// Note says a note in the language.
func (w Words) Note(note string) string {
	parts := strings.Split(note, "; ")
	for i, p := range parts {
		if said, ok := w.notes[p]; ok {
			parts[i] = said
		}
	}
	return strings.Join(parts, "; ")
}

var english = Words{
	Title: "Sheet for California's DROP, subject %s", Born: "Date of birth", None: "none in the subject's file", Same: "same as %d: need not be typed",
	Held: "%s, not printed; to print it: --with-safe %q", Lacks: "The form asks for more than the file has:",
	Combine: "Brokers compare a name, the date of birth and a ZIP code as one, exactly. Names that differ: %d; ZIP codes: %d; combinations: %d.",
	Warn:    "Type these into the state's site yourself. Keep the sheet to yourself: it is a list of facts about you.",
	Kinds:   map[Kind]string{NameEntry: "Names, former ones too", ZipEntry: "ZIP codes, of every address you had", EmailEntry: "E-mail addresses", PhoneEntry: "Telephones"},
	Columns: [4]string{"", "to type", "compared as", "remark"},
}

var spanish = Words{
	Title: "Hoja para DROP, de California, sujeto %s", Born: "Fecha de nacimiento", None: "no hay en el archivo del sujeto", Same: "igual que %d: no hace falta escribirlo",
	Held: "%s, no se imprime; para imprimirlo: --with-safe %q", Lacks: "El formulario pide más de lo que tiene el archivo:",
	Combine: "Los corredores comparan exactamente nombre, fecha de nacimiento y código postal juntos. Nombres distintos: %d; códigos postales: %d; combinaciones: %d.",
	Warn:    "Escríbalo usted en el sitio del Estado. Guarde la hoja para sí: es una lista de datos sobre usted.",
	Kinds:   map[Kind]string{NameEntry: "Nombres, también los anteriores", ZipEntry: "Códigos postales de todas sus direcciones", EmailEntry: "Correos electrónicos", PhoneEntry: "Teléfonos"},
	Columns: [4]string{"", "escribir", "se compara como", "nota"},
	notes: map[string]string{
		NoteFormer: "nombre anterior", NoteAlias: "también conocido como", NoteHalf: "los corredores suelen guardar la mitad de un apellido doble",
		NoteSpelt: "la transcripción de la plataforma puede ser otra", NoteLong: "más dígitos de los que tiene un número: escríbalo sin la extensión",
		NoteShort: "menos dígitos que un número de Estados Unidos: ¿falta el prefijo?",
		lackBorn:  "la fecha de nacimiento completa: los corredores comparan nombre, fecha y código postal juntos; añada `born: 1984-03-12` al archivo del sujeto",
		lackZip:   "un código postal: añada `zip:` a las direcciones del archivo, también a las anteriores",
		lackEmail: "un correo electrónico: muchos corredores no conocen a la gente por otra cosa",
		lackPhone: "un teléfono: muchos corredores no conocen a la gente por otra cosa",
	},
}

const (
	lackBorn  = "the whole date of birth: brokers compare name, date and ZIP code as one, so add `born: 1984-03-12` to the subject's file"
	lackZip   = "a ZIP code: add `zip:` to the addresses in the subject's file, former ones too"
	lackEmail = "an e-mail address: many brokers know people by nothing else"
	lackPhone = "a telephone number: many brokers know people by nothing else"
)
