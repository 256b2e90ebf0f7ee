package main

import (
	"slices"
	"strings"

	"github.com/whohasme/whohasme/report"
)

// stepReasons are the reasons a step may have, in the words of the Data Rights
// Protocol 1.0; any one word is taken for the steps that are not listed.
var stepReasons = map[report.RequestState][]string{
	report.Answered:  {string(report.NeedsProof)},
	report.Fulfilled: {string(report.Suppressed)},
	report.Refused:   append(slices.Clone(report.Reasons), string(report.Expired)),
}

// reasonWord brings a reason as typed to its word. What is none is not
// repeated: people type what the broker wrote, which is about them.
func reasonWord(state report.RequestState, typed string) (string, error) {
	words := stepReasons[state]
	if typed == "" || len(words) == 0 {
		return typed, nil
	}
	plain := strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(strings.TrimSpace(typed)))
	if slices.Contains(words, plain) {
		return plain, nil
	}
	if near := nearest(plain, words); len(near) > 0 {
		return "", usage("--reason: did you mean %s?", strings.Join(near, " or "))
	}
	return "", usage("--reason: want one of %s", joinComma(words))
}

// stepWord says a step in the words of the commands.
func stepWord(s report.Step) string {
	word := map[report.RequestState]string{
		report.Drafted: "drafted anew", report.Sent: "sent", report.Answered: "answered", report.NeedsProof: "answered: wants proof of who asks", report.Extended: "extended",
		report.Fulfilled: "fulfilled, by its own word", report.Suppressed: "suppressed, by its own word", report.Refused: "refused", report.Expired: "let lapse", report.Closed: "closed",
	}[s.State]
	if word == "" {
		word = string(s.State)
	}
	if s.Reason != "" {
		word += ": " + s.Reason
	}
	return word
}
