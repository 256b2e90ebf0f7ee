// Package browser brings pages through the person's own Chrome or Chromium:
// headless for sites that draw their pages by script ([Launcher.Visit]), and
// visible for sites that want a person ([Launcher.Window]).
//
// A browser is told to be quiet and is then not believed: all its traffic goes
// through a proxy in this process, which dials public addresses only, asks
// nobody but the broker's hosts, keeps to the person's own proxy and bounds the
// bytes. Within it every document, redirects and navigations by script
// included, waits for its turn, robots.txt and pace as fetching does; a page's
// own scripts, data and frames are loaded within the document's turn, from the
// broker's hosts only (frames from the page's own site) and where robots.txt
// allows them. Pictures, fonts, media, pop-ups, downloads, service workers and
// sockets are not loaded at all. Each visit has a profile of its own, which is
// wiped after it; visible windows are tabs of one browser, which wipes what a
// site kept before the next one is opened.
//
// A page is handed on as a person sees it, with what stands in shadow roots and
// in frames of the site in its place; README.md says how definitions address it.
//
// The browser's sandbox is never switched off, but by an option that only
// tests set.
//
// It is the only package that imports chromedp.
package browser
