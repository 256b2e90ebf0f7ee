package casebook

// SafetyQuestion is one of the few questions that come before anything is sent
// for somebody else. They are put to whoever acts for the subject, who talks
// them through with the subject first.
type SafetyQuestion struct {
	Key     string
	Ask     string // one plain sentence
	Why     string // one plain sentence
	Choices []SafetyChoice
}

// SafetyChoice is one answer.
type SafetyChoice struct {
	Word string // as it is typed
	Text string
	Shut bool // letters wait while it stands
}

// SafetyQuestions are the questions, in the order in which they are put. That
// sudden changes can raise a danger, and that removal helps most while the
// dangerous person lacks the new address, is what survivor programmes teach.
var SafetyQuestions = []SafetyQuestion{
	{"plan", "Have you and the client talked through how the client stays safe while this goes on?",
		"Removal can be noticed. A plan that the client made comes before any letter.",
		[]SafetyChoice{{"yes", "yes", false}, {"not-yet", "not yet", true}}},
	{"noticed", "If somebody watches the client: may that person notice that records go, and what would they do?",
		"Sudden changes can raise a danger. Only the client can weigh that.",
		[]SafetyChoice{{"no", "nobody watches, or it would change nothing", false}, {"weighed", "yes, and the client has weighed it and wants to go on", false},
			{"yes", "yes, and that is a danger", true}, {"not-yet", "not talked about yet", true}}},
	{"devices", "Are the client's phone, computer and mail safe from that person?",
		"An answer of a broker, or a draft in a mailbox, is read by whoever can open it.",
		[]SafetyChoice{{"yes", "yes, or nothing of this reaches them", false}, {"no", "no", true}, {"not-yet", "not checked yet", true}}},
	{"reply", "Do only the client and you read the mailbox that brokers answer to?",
		"It stands in every letter.",
		[]SafetyChoice{{"yes", "yes", false}, {"no", "no", true}, {"not-yet", "not checked yet", true}}},
	{"address", "Does that person know where the client lives now?",
		"An address that they lack must be filed as a safe address, so that no letter can tell it.",
		[]SafetyChoice{{"known", "yes, or there is nobody like that", false}, {"safe", "no, and it is filed here as a safe address", false},
			{"elsewhere", "no, and it is not in the client's file at all", false}, {"no", "no, and it is in the file as any other address", true}, {"not-yet", "not talked about yet", true}}},
	{"agreed", "Has the client seen what the letters tell, and to whom, and agreed to send them now?",
		"`whohasme letters --dry-run` shows it. The client decides, and may say stop at any time.",
		[]SafetyChoice{{"yes", "yes", false}, {"not-yet", "not yet", true}}},
	{"post", "May letters go by paper mail?",
		"Answers on paper come to a door. With no, letters that go by post are not written and all others are.",
		[]SafetyChoice{{"yes", "yes", false}, {"no", "no", false}}},
}

func (q SafetyQuestion) choice(word string) (SafetyChoice, bool) {
	for _, c := range q.Choices {
		if c.Word == word {
			return c, true
		}
	}
	return SafetyChoice{}, false
}

func safetyQuestion(key string) (SafetyQuestion, bool) {
	for _, q := range SafetyQuestions {
		if q.Key == key {
			return q, true
		}
	}
	return SafetyQuestion{}, false
}
