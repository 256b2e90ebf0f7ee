// Package letter puts requests into words: the first letter of each ask, the
// letters that come back to one (follow-up, reply, appeal, complaint), the
// permission for an agent, the letter about a relative's page, and the sheet
// that explains a letter to the person.
//
// [Writer.Write] holds a request against the laws and the disclosure rules once
// more before a word is written, so a request drafted long ago cites no law
// that does not cover the person today and tells nothing that became safe
// since. The words are templates; [OpenTemplates] reads a person's own in their
// place. A template says facts by its functions alone:
//
//	{{field "broker"}}     a field; one that is empty is an error
//	{{if has "due"}}       whether a field has something
//	{{cite "deadline"}}    a section in brackets, or nothing
//	{{range shown}}        what names the record, one item a line
//	{{range list "timeline"}}   corrections, timeline, evidence or permitted
//	{{if also "profiling"}}     a right the act gives besides
//	{{if of "collected"}}  the data the act's right reaches
//	{{if act "eu-gdpr"}} {{if ask "delete"}} {{if by "agent"}} {{if reason "no_match"}} {{if form "notice"}} {{if route "post"}}
//
// Its first line is "Subject: " and some words; paragraphs stand between empty
// lines, lines that begin with "- " are items, and lines that begin with "1. "
// items that are counted, whatever their number. The files in the folder
// templates are ours: what to begin one's own with.
package letter
