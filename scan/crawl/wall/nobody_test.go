package wall

import "testing"

// However a site says that it found nobody, an offer, a link to sign in or a
// captcha beside it does not make the page a wall.
func TestNobodyFoundInManyWords(t *testing.T) {
	says := []string{
		"No results found for Ada Quill.", "No free results for Ada Quill.", "No such person in our files.", "0 people found", "We found 0 records.",
		"We found no one by that name.", "We found nobody named Ada Quill.", "Your search returned nothing.", "Your search returned no results.",
		"The search returned zero hits.", "No entries found.", "No hits for Ada Quill.", "No information found for Ada Quill.", "No data found.",
		"No data available for Ada Quill.", "Ada Quill is not in our database.", "Ada Quill was not found in our directory.", "Ada Quill does not appear in our records.",
		"We have no record of Ada Quill.", "We have no information about Ada Quill.", "We don't have any records for Ada Quill.", "We do not have a listing for Ada Quill.",
		"We could not find a person named Ada Quill.", "Sorry, we can't find anyone by that name.", "Nobody found.", "No one found.",
		"Nothing matched your search.", "Your search did not match any records.", "There is no one named Ada Quill here.", "There are no listings for Ada Quill.",
		"No available records.", "No relevant results.", "No current listings for this name.", "No individuals found.", "No person found.", "Person not found.",
		"No matching people.", "No contacts found.", "No residents found.", "Zero results.", "Search yielded no results.", "Unable to find a match.", "Nothing found.",
	}
	beside := []string{
		`<div><h3>Get unlimited access</h3><p>Search court records and more. Choose a plan, from $19.95 per month.</p></div>`,
		`<p>Sign in to see your saved searches.</p><form><input type="email"><input type="password"><button>Sign in</button></form>`,
		`<p>We value your privacy. <button>Accept all</button></p>`,
		`<form><div class="g-recaptcha"></div></form>`,
	}
	for _, s := range says {
		for _, b := range beside {
			p := &page{Status: 200, HTML: `<html lang="en"><head><title>People</title></head><body><main><h1>Search</h1><p>` + s + `</p>` + b + `</main></body></html>`}
			if f := of(p); f != nil {
				t.Errorf("%q beside %.40q: taken for a wall: %v", s, b, f)
			}
		}
	}
}

// What reads alike on a wall does not make it a page.
func TestNobodyFoundIsNotSaidByWalls(t *testing.T) {
	const sign = `<form><input type="email"><input type="password"><button>Sign in</button></form>`
	for _, s := range []string{
		"You have no free results left today. Choose a plan.", "We have no way to know that you are human.", "Sign in: no account found for this address.",
		"There is no free access to this page. Subscribe to continue.", "No data plan? Choose a plan.", "Sign in to see results. No credit card needed.",
		"Nothing to pay today. Enter your payment method.", "No more free searches. Upgrade to continue.", "Password not found. Please sign in.",
	} {
		p := &page{Status: 200, HTML: `<html><body><h1>` + s + `</h1>` + sign + `</body></html>`}
		if of(p) == nil {
			t.Errorf("%q: no wall seen", s)
		}
	}
}
