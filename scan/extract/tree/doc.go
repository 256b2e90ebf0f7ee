// Package tree builds the tree of a page within limits and says what people
// see of it: [Text] is the text rule, [Shown] and [Veiled] tell what is hidden
// and what is blurred.
package tree
