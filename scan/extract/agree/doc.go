// Package agree holds what a definition reads of a page against what the page
// says without it. [Check] names the selectors that no longer fit, and what
// would fit instead. Definitions rot: sites are rebuilt, and a selector that
// finds nothing looks like a person who is not listed.
package agree
