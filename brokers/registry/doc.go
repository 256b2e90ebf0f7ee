// Package registry reads California's register of data brokers (Cal. Civ. Code
// § 1798.99.82) as the California Privacy Protection Agency publishes it: one
// CSV file a year, and one for the years 2020 to 2023.
//
// The files differ from year to year in their columns and wording, so [Read]
// finds columns by what their headings mean, and takes them as spreadsheet
// programs save them again: UTF-16, Windows-1252, semicolons, tabs. A broker
// that is registered is reached by the state's deletion platform, DROP, from
// 2026 on, and gets that way out. That somebody registered does not prove that
// the site is alive, so the status is unknown.
//
// What brokers collect, to whom they sell it and how many requests they had is
// not carried, nor are telephone numbers. A postal address is carried for who
// has a company's name and for nobody who may be one person at home. The page
// on which a broker explains a consumer's rights is carried as a web form that
// wants "rights-page" first, unless its address or its heading says that it is a
// form: it is a place to start.
//
// Shapes of the files: their headings as quoted by public readers of the
// register (2020-23, 2024, 2025, 2026), read in November 2026.
package registry
