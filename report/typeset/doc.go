// Package typeset sets text in any of the scripts its fonts know and writes it
// as PDF.
//
// A [Setter] breaks a text into lines, with each script shaped and each
// direction in order; a [Doc] puts lines on pages. The document is tagged: its
// structure, language and characters can be read by a screen reader, searched
// and copied. Only the fonts that a document uses are in it, cut down to the
// glyphs that it uses. The same calls give the same bytes.
package typeset
