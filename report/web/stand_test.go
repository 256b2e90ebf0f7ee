package web_test

import (
	"strings"
	"testing"

	"github.com/whohasme/whohasme/scan"
)

// TestNextStep: nothing is said to be done while a letter was drafted and not
// sent, or while a site could not be checked.
func TestNextStep(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	book := s.made(wilma)
	s.seen(book, "me", scan.Match)
	b := s.in()
	b.says(200, "There are records of yours that nobody was asked to take down", "See the plan")
	s.draft(book)
	b.get("/s/me")
	b.says(200, "drafted, and not noted as sent", "See the requests")
	if strings.Contains(b.text(), "Nothing waits") {
		t.Error("it says that nothing waits")
	}
	b.get("/s/me/requests")
	href, _ := b.page.Find("main table a").First().Attr("href")
	b.get(href)
	b.submit("form.mark", nil)
	b.says(200, "sent, no answer yet")
	b.get("/s/me")
	if b.says(200); strings.Contains(b.text(), "not noted as sent") {
		t.Error("what was sent waits to be sent")
	}
}

// TestNextStepUnchecked: a site that could not be checked is what is left to do.
func TestNextStepUnchecked(t *testing.T) {
	t.Parallel()
	s := open(t)
	book := s.made()
	s.add(book, string(s.file()))
	b := s.in()
	b.get("/s/me/look?broker=practice-wall")
	b.submit("main form", nil)
	b.wait("/s/me/look?follow=yes", "The last look")
	b.get("/s/me")
	b.says(200, "No site answered, so nothing is known")
	b.get("/s/me/look?broker=practice-absent")
	b.submit("main form", nil)
	b.wait("/s/me/look?follow=yes", "do not list you")
	b.wait("/s/me/look?follow=yes", "The last look")
	b.get("/s/me")
	if b.says(200, "could not be checked"); strings.Contains(b.text(), "Nothing waits") {
		t.Error("it says that nothing waits")
	}
}

// TestThreeLooksADay: a site that was asked three times is left alone, and the
// page says so rather than offering to ask again.
func TestThreeLooksADay(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	book := s.made(wilma)
	for range 3 {
		s.seen(book, "me", scan.Match)
	}
	b := s.in()
	b.get("/s/me/look?fresh=yes")
	b.says(200, "No site can be asked now", "more than 3 times a day")
	if strings.Contains(b.text(), "looking again would ask") || b.page.Find("main form").Length() > 0 {
		t.Errorf("it offers to ask again: %s", b.text())
	}
}

// TestSitesOthers: a site whose records are somebody else's, by the person's
// own word, is not said to list nobody.
func TestSitesOthers(t *testing.T) {
	t.Parallel()
	s := open(t, layer())
	book := s.made(wilma)
	s.seen(book, "me", scan.Possible)
	b := s.in()
	b.get("/s/me/sites")
	b.says(200, "List you, or may")
	ok(t, book.Review(t.Context(), "me.evil.1", scan.Other))
	b.get("/s/me/sites")
	b.says(200, "somebody else's, you said", "is not proven")
	if strings.Contains(b.text(), "do not list you") {
		t.Error("it says that the site does not list the person")
	}
}
