package practice

// unseenSite sells data about people and has no search: nobody outside can
// see whom it lists.
func unseenSite() *site {
	return &site{
		id: "practice-unseen", name: "Practice Unseen", operator: "Practice Unseen LP", prefix: "U", page: "unseen",
		mailbox: "privacy@unseen.example.org", registered: true,
	}
}
