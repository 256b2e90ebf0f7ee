// Package letter writes the letter that carries a request, as text and as PDF.
//
// [Write] puts a request into words; [Text] and [PDF] put the letter on paper.
// A letter tells what the request says it tells and nothing else: before a
// word is written, every fact is checked once more against the listing and the
// subject's safe facts, so a request drafted long ago tells nothing that
// became safe since.
package letter
