package match

import "strings"

// First and last names are not drawn apart: among those called Garcia, Martinez
// and Rodriguez there are seven to eight times as many Marias as among all
// (FiveThirtyEight, most-common-name adjustments, CC BY 4.0). Our own lists of
// Spanish names; those that are as usual elsewhere are left out.
const (
	spanishFirst = `maria jose juan jesus carlos luis jorge miguel francisco pedro manuel alejandro alejandra guadalupe javier ricardo
		fernando raul roberto eduardo sergio jaime ruben enrique arturo armando alfredo ramon rafael gerardo ernesto pablo andres cesar
		julio salvador guillermo gustavo ignacio esteban felipe rodolfo hector alberto oscar angel rosa juana carmen margarita ana silvia
		leticia yolanda esperanza alicia lourdes rocio socorro xiomara ximena luz elena josefina consuelo dolores graciela ramona blanca
		esmeralda araceli maribel marisol beatriz mercedes norma veronica claudia adriana daniela gabriela mariana santiago diego mateo`
	spanishLast = `garcia torres flores rivera cruz ortiz morales reyes ramos ruiz mendoza moreno medina castro vargas guerrero soto
		delgado rojas salazar guzman aguilar garza vega contreras castillo maldonado estrada luna silva santiago sandoval carrillo
		herrera rios ayala fuentes padilla acosta mejia molina campos cabrera duran santos leon serrano rosales trejo valencia solis
		espinoza ochoa zamora avila cardenas pena robles salinas figueroa navarro calderon lozano orozco cervantes villarreal trevino`
)

// kindredBits is how much likelier the two are together than apart.
const kindredBits = 3

func readSpanish(t tables) {
	for _, name := range strings.Fields(spanishFirst) {
		t.name(name).spanishFirst = true
	}
	for _, name := range strings.Fields(spanishLast) {
		t.name(name).spanishLast = true
	}
	for name, k := range t.names {
		if k.last != 0 && strings.HasSuffix(name, "ez") {
			k.spanishLast = true
		}
	}
}

// kindred reports a first and a last name that go together.
func (p *person) kindred() bool {
	if p.first == 0 || p.last == len(p.words) {
		return false
	}
	first, last := p.words[0].known, p.words[p.last].known
	return first != nil && last != nil && first.spanishFirst && last.spanishLast
}
