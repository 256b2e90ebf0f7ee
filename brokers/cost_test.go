package brokers_test

import (
	"strings"
	"testing"
	"time"

	"github.com/whohasme/whohasme/brokers"
)

// Selectors that would keep a reader busy for hours on a large page are refused;
// those that people write are not.
func TestSelectorCost(t *testing.T) {
	for _, bad := range []brokers.Selector{
		"q div div div div", "* * * * *", "q ~ * ~ * ~ *", "q ~ p ~ p ~ p ~ p", "ul li ul li ul li", ":has(:has(:has(q)))", ".a, b b b b b", "div  div\tdiv\ndiv div",
		"//div//div//div//div", "//*/following::*/preceding::*", "//*[//*[//q]]", "//*[.//*[.//*[.//*[.//q]]]]", "(//p)[//a]//b//c//d//e", "//*/descendant::*/descendant::*/ancestor::*",
		"//*[preceding::*[preceding::x]]", "//p|//div//div//div//div",
	} {
		if err := brokers.CheckSelector(bad); err == nil || !strings.Contains(err.Error(), "for hours") {
			t.Errorf("%q: got %v", bad, err)
		}
	}
	for _, good := range []brokers.Selector{
		"table tbody tr td", "div.results ul li a", "#main > div > div > div > ul > li", ".a .b .c .d .e .f", "main section article h2", "h2 ~ p", "h2 ~ ul ~ p", "p, q, a, b, i, u",
		"a[title='div div div div div']", "li:has(a):not(:has(b))", "tr:nth-child(2n + 1) td",
		"//div[@class='a']//div[@class='b']//div[@class='c']//div[@class='d']//span", "//div//ul//li", ".//span[.//b[.//i]]", "//a[contains(., '// // // //')]",
		"//h2/following-sibling::ul/li", "//div[.//h2[contains(., 'Age')]]//li", "//p|//q|//a|//b|//i", "//*[@id='x']/div/div/div/div/div/a", "//td[count(preceding-sibling::td)=2]",
		"(//div[@id='a'])[1]//a", "concat",
	} {
		if err := brokers.CheckSelector(good); err != nil {
			t.Errorf("%q: got %v", good, err)
		}
	}
}

// To look at a selector takes no time, however it is made.
func TestSelectorCostIsQuick(t *testing.T) {
	begin := time.Now()
	for _, piece := range []string{"//", "::", "[", "(", "//*[", "* ", "~", "'", "//p|", "following::", ":not(", ",", ":has(", "a>"} {
		s := brokers.Selector("//" + strings.Repeat(piece, 1990/len(piece)))
		_, _ = brokers.CheckSelector(s), brokers.CheckSelector(s[2:])
	}
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
}
