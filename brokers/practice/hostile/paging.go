package hostile

import (
	"fmt"
	"net/http"
	"strconv"
)

// pagings are lists of several pages that do not end as lists should.
func pagings() []*Behaviour {
	of := func(name, want, because string, serve func(w http.ResponseWriter, name string, n int)) *Behaviour {
		return &Behaviour{Name: "paging/" + name, Want: wants(want), Because: because, serve: func(_ *Site, w http.ResponseWriter, a *asking) {
			n, _ := strconv.Atoi(a.URL.Query().Get("page"))
			serve(w, a.name, max(n, 1))
		}}
	}
	return []*Behaviour{
		of("endless", "unknown", "every page has a next one, with new people on it", func(w http.ResponseWriter, name string, n int) {
			write(w, sheet(name, n, "", fmt.Sprint("?page=", n+1)))
		}),
		of("endless-same", "unknown", "every page has a next one, with the same people on it", func(w http.ResponseWriter, name string, n int) {
			write(w, sheet(name, 1, "", fmt.Sprint("?page=", n+1)))
		}),
		of("itself", "unknown or unreadable", "the next page is the page itself, and the total says that there are more", func(w http.ResponseWriter, name string, n int) {
			write(w, sheet(name, 1, `<p class="count">40 people found</p>`, "?"))
		}),
		of("back", "unknown or unreadable", "the next page of the second is the first", func(w http.ResponseWriter, name string, n int) {
			write(w, sheet(name, n, "", fmt.Sprint("?page=", 3-n)))
		}),
		of("other-host", "unreachable or unknown", "the next page is with another company", func(w http.ResponseWriter, name string, n int) {
			write(w, sheet(name, n, "", "http://other.example/next"))
		}),
		of("private", "unreachable or unknown", "the next page is in a private network", func(w http.ResponseWriter, name string, n int) { write(w, sheet(name, n, "", "http://10.1.2.3/next")) }),
		of("script", "unknown", "only a script knows the next page", func(w http.ResponseWriter, name string, n int) { write(w, sheet(name, n, "", "javascript:more()")) }),
		of("second-is-wall", "blocked", "a check stands before the second page", func(w http.ResponseWriter, name string, n int) {
			if n > 1 {
				w.Header().Set("Cf-Mitigated", "challenge")
				w.WriteHeader(http.StatusForbidden)
				return
			}
			write(w, sheet(name, n, "", "?page=2"))
		}),
		of("second-is-login", "needs-you", "the second page wants one to sign in", func(w http.ResponseWriter, name string, n int) {
			if n > 1 {
				write(w, fill(`{{TOP}}<h2>Please log in to continue</h2><form><input name="u"><input type="password" name="p"><button>Log in</button></form>{{BOTTOM}}`, name))
				return
			}
			write(w, sheet(name, n, "", "?page=2"))
		}),
		of("second-is-none", "unreadable", "the second page says that there is nobody", func(w http.ResponseWriter, name string, n int) {
			if n > 1 {
				write(w, nothing(name))
				return
			}
			write(w, sheet(name, n, "", "?page=2"))
		}),
		of("second-is-404", "unreadable", "there is no second page", func(w http.ResponseWriter, name string, n int) {
			if n > 1 {
				w.WriteHeader(http.StatusNotFound)
			}
			write(w, sheet(name, n, "", "?page=2"))
		}),
		of("second-breaks", "unreachable", "the second page answers with a fault of the server", func(w http.ResponseWriter, name string, n int) {
			if n > 1 {
				w.WriteHeader(http.StatusBadGateway)
				return
			}
			write(w, sheet(name, n, "", "?page=2"))
		}),
		of("second-has-subject", "found", "the second page has the subject", func(w http.ResponseWriter, name string, n int) {
			if n > 1 {
				write(w, fill(`{{TOP}}<div class="results"><p class="count">3 people found</p>`, name)+mine(name)+"</div>"+bottom)
				return
			}
			write(w, sheet(name, n, `<p class="count">3 people found</p>`, "?page=2"))
		}),
		of("second-of-another", "unreadable", "the second page is of another search", func(w http.ResponseWriter, name string, n int) {
			if n > 1 {
				write(w, fill("{{TOP-OTHER}}{{WRONG}}{{BOTTOM}}", name))
				return
			}
			write(w, sheet(name, n, "", "?page=2"))
		}),
		of("total-changes", "unreadable or unknown", "each page gives another total", func(w http.ResponseWriter, name string, n int) {
			next := "?page=2"
			if n > 1 {
				next = ""
			}
			write(w, sheet(name, n, fmt.Sprintf(`<p class="count">%d people found</p>`, 9-3*n), next))
		}),
		of("ends", "absent", "two pages of other people, and their total", func(w http.ResponseWriter, name string, n int) {
			next := "?page=2"
			if n > 1 {
				next = ""
			}
			write(w, sheet(name, n, `<p class="count">4 people found</p>`, next))
		}),
	}
}

// sheet is one page of a list: two other people, and a link.
func sheet(name string, n int, count, next string) string {
	list := person(fmt.Sprint(100+2*n), name, "91", "Bangor, ME") + person(fmt.Sprint(101+2*n), name, "19", "Fargo, ND")
	if next != "" {
		next = `<p class="pages"><a class="next" rel="next" href="` + next + `">Next</a></p>`
	}
	return fill("{{TOP}}", name) + `<div class="results">` + count + list + "</div>" + next + bottom
}
