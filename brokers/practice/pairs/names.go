package pairs

import "strings"

// Lists that the public tables do not give: what names belong together, are
// short for each other or are spelled in several ways. They are common
// knowledge, written down by hand.
var (
	hispanic = strings.Fields(`Garcia Martinez Rodriguez Hernandez Lopez Gonzalez Perez Sanchez Ramirez Torres Flores Rivera Gomez
		Diaz Reyes Morales Cruz Ortiz Gutierrez Chavez Ramos Ruiz Mendoza Alvarez Castillo Jimenez Moreno Romero Herrera Medina Aguilar Vargas
		Guzman Munoz Salazar Soto Vazquez Delgado Pena Rios Contreras Dominguez Nunez Estrada Ortega Ibanez`)
	hispanicFemale = strings.Fields(`Maria Ana Guadalupe Rosa Carmen Juana Martha Leticia Sofia Alejandra Yolanda Silvia Ines Lucia Veronica Monica Beatriz Teresa`)
	hispanicMale   = strings.Fields(`Jose Juan Luis Carlos Jesus Miguel Jorge Francisco Manuel Ruben Hector Ramon Andres Raul Sergio Julio Martin Angel`)
	middleFemale   = strings.Fields(`Ann Marie Lynn Lee Jean Louise Elizabeth Rose Nicole Michelle Jane Kay Renee Grace`)
	middleMale     = strings.Fields(`Lee James Michael Allen Ray Wayne Alan Joseph William Edward Scott David Thomas Lynn`)
	irish          = strings.Fields(`Obrien Oconnor Oneill Oneal Ohara Okeefe Odonnell Oreilly Oleary Osullivan Odell Omalley Orourke Ogrady`)
	// heads, bodies and tails make up surnames.
	heads  = strings.Fields(`Var Ells Tam Bray Fenn Ost Pell March Dun Kess Hal Zub Wren Quill Mor Ash Tol Grab Hin Kow Lind Nas Pro Rad Schm Stan Tur Ved Wal Yar Bor Cas Dem Fal Gor Hus Jan Kal Lar Mal`)
	bodies = strings.Fields(`ro eni ado ika ov el am or in us ak en il ar un`)
	tails  = strings.Fields(`wick moor brook hollow marsh val grove ano vel worth ski felt inger sen aitis escu ian oglu man beck enko elli ette ard quist shaw combe dottir stad ucci`)

	streets = strings.Fields(`Main Oak Maple Cedar Elm Pine Washington Lake Hill Walnut Park Lincoln 2nd 3rd 5th Sunset Church Mill Highland River Larkspur
		Copperleaf Windmere Hollowbrook Tanager Juniper Foxglove Marlstone Sagewood Heronsgate Bellflower Cinderpath Quarterhorse Applegarth
		Dovetail Mistral Thistledown Orchardview Pinchbeck Saltmarsh`)
	streetKinds = strings.Fields(`St St Ave Ave Dr Dr Rd Ln Ct Blvd Way Pl Ter Cir`)
	mailHosts   = strings.Fields(`example.org example.org example.org example.com example.com example.net mail.test post.test`)
)

// shortForms are names in everyday use for a given name.
var shortForms = forms(`Elizabeth: Liz Beth Betty Lisa; Katherine: Kate Kathy Katie; Catherine: Cathy Kate; Kathleen: Kathy; Deborah: Debbie Deb; Victoria: Vicky Tori;
	Samantha: Sam; Rebecca: Becky; Jennifer: Jen Jenny; Margaret: Peggy Meg Maggie; Pamela: Pam; Christine: Chris Tina; Christina: Tina Chris; Patricia: Pat Trish Patty;
	Barbara: Barb; Susan: Sue Susie; Cynthia: Cindy; Sandra: Sandy; Kimberly: Kim; Jessica: Jess; Stephanie: Steph; Amanda: Mandy; Melissa: Missy; Dorothy: Dot Dottie;
	Judith: Judy; Theresa: Terry Tess; Jacqueline: Jackie; Virginia: Ginny; Martha: Marty; Carolyn: Carol; Frances: Fran; Alexandra: Alex Sandra; Abigail: Abby; Sarah: Sally;
	William: Bill Will Billy; Robert: Bob Rob Bobby; Edward: Ed Ted Eddie; Benjamin: Ben; Nicholas: Nick; Theodore: Ted Theo; Anthony: Tony; Gregory: Greg; Jonathan: Jon;
	Lawrence: Larry; James: Jim Jimmy Jamie; Richard: Rick Dick Rich; Joseph: Joe Joey; Thomas: Tom Tommy; Michael: Mike Mickey; David: Dave; Daniel: Dan Danny;
	Christopher: Chris Topher; Charles: Chuck Charlie; Matthew: Matt; Steven: Steve; Stephen: Steve; Andrew: Andy Drew; Kenneth: Ken Kenny; Ronald: Ron; Donald: Don;
	Timothy: Tim; Jeffrey: Jeff; Samuel: Sam; Alexander: Alex Sandy; Patrick: Pat; Raymond: Ray; Gerald: Jerry; Francis: Frank; Henry: Hank Harry; Albert: Al; Frederick: Fred;
	Zachary: Zach; Joshua: Josh; Nathaniel: Nate; Jacob: Jake; John: Jack Johnny; Philip: Phil; Phillip: Phil; Peter: Pete; Vincent: Vince; Eugene: Gene; Leonard: Len;
	Jose: Pepe; Jesus: Chuy; Francisco: Paco Pancho; Guadalupe: Lupe; Manuel: Manny; Roberto: Beto; Ignacio: Nacho; Alejandro: Alex; Maria: Mari`)

// spellings are ways in which one name of another script or tongue is written.
// Each row is one given name or surname.
var (
	foreignGiven = rows(`Mohammed Muhammad Mohamed Mohammad; Aleksandr Alexander Oleksandr; Yuri Yury Iurii; Sergei Sergey Serhii; Dmitri Dmitry Dmytro; Yevgeny Evgeny Evgenii;
		Ahmed Ahmad Ahmet; Abdallah Abdullah; Hussein Husain Hossein; Khaled Khalid; Yousef Yusuf Youssef; Omar Umar; Hassan Hasan; Xiaoming Hsiao-Ming; Qing Ching; Zhiwei Chih-Wei;
		Seung-Hyun Seunghyun Sung-Hyun; Ji-Young Jiyoung Jee-Young; Lakshmi Laxmi; Srinivas Shrinivas; Vikram Bikram; Giorgos Georgios Yorgos; Ioannis Yiannis; Nikolaos Nikos`)
	foreignFamily = rows(`Kuznetsov Kusnetsov Kuznetsoff; Shevchenko Szewczenko; Petrenko Petrenco; Yakovlev Iakovlev; Chernyshov Tchernychev Chernyshev; Zhang Chang; Xu Hsu; Zhou Chou;
		Cai Tsai; Qian Chien; Hussein Hossain Husain; Al-Masri Almasri El-Masri; Abdelrahman Abdul-Rahman Abdurrahman; El-Sayed Elsayed Al-Sayed; Khalil Khaleel; Choudhury Chowdhury Chaudhry;
		Mukherjee Mukerji Mookerjee; Banerjee Banerji; Lee Yi Rhee; Park Pak; Choi Choe; Papadopoulos Papadopulos; Georgiou Yeoryiou; Djokovic Dokovic`)
	// marked are names as their bearers write them, with marks that pages lose.
	markedGiven  = strings.Fields(`José Jesús Andrés Inés Sofía Lucía Verónica Renée Zoë Chloë François André Jürgen Søren Björn Łukasz Małgorzata Željko Şule Håkan Ramón Martín Raúl Óscar Ángel`)
	markedFamily = strings.Fields(`Núñez Peña Muñoz García López Ibáñez Müller Schröder Groß Łukasik Wójcik Håkansson Çelik Şahin Børgesen Dvořák Kovačić Nguyễn Trần Désirée-Roux Castañeda Gutiérrez Hernández Jiménez Sjöberg Jørgensen`)
	particled    = []string{"De La Cruz", "Van der Berg", "St. Clair", "De Leon", "Von Braunfels", "La Rosa", "Del Rio", "Van Dyke", "O'Donnell", "MacLeod", "Le Blanc", "D'Angelo", "De Los Santos", "Ter Horst", "Du Bois", "Al Hamadi", "St. John", "Mac Donald"}
)

// rows reads lists separated by semicolons.
func rows(s string) [][]string {
	var list [][]string
	for row := range strings.SplitSeq(s, ";") {
		list = append(list, strings.Fields(row))
	}
	return list
}

// forms reads "Name: Short Short; Name: ...".
func forms(s string) map[string][]string {
	m := map[string][]string{}
	for row := range strings.SplitSeq(s, ";") {
		name, list, _ := strings.Cut(row, ":")
		m[strings.TrimSpace(name)] = strings.Fields(list)
	}
	return m
}
