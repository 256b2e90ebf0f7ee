// Package letter writes the letter that carries a request.
//
// [Write] puts a request into words; the package paper below puts the letter
// into files of every form.
// A letter tells what the request says it tells and nothing else: before a
// word is written, every fact is checked once more against the listing and the
// subject's safe facts, so a request drafted long ago tells nothing that
// became safe since.
package letter
