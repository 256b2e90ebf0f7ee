// Package browser brings pages through the person's own Chrome or Chromium:
// headless for sites that draw their pages by script ([Launcher.Visit]), and
// visible for sites that want a person ([Launcher.Window]).
//
// A browser is told to be quiet and is then not believed: all its traffic goes
// through a proxy in this process, which dials public addresses only, asks
// nobody but the broker's hosts, keeps to the person's own proxy and bounds the
// bytes. Within it every document, redirects and navigations by script
// included, waits for its turn, robots.txt and pace as fetching does; a page's
// own scripts and data are loaded within the document's turn, from the
// broker's hosts only and where robots.txt allows them. Pictures, fonts, media,
// frames, pop-ups, downloads and service workers are not loaded at all. Each
// visit has a profile of its own, which is wiped after it.
//
// The browser's sandbox is never switched off, but by an option that only
// tests set.
//
// It is the only package that imports chromedp.
package browser
