package main

import "fmt"

// curve prints every target's figure where fewer people are learnt from, and
// where each set is measured with what the others teach.
func curve(samples []*sample, folds int) {
	fmt.Printf("%-20s", "learnt from")
	for _, t := range targets {
		fmt.Printf(" %12s", t.name)
	}
	fmt.Println()
	row := func(title string, weights judged) {
		fmt.Printf("%-20s", title)
		for _, x := range measure(persons(samples, weights), func(int) int { return 1 }) {
			fmt.Printf(" %12.4f", x)
		}
		fmt.Println()
	}
	for _, keep := range []float64{0.05, 0.2, 0.4, 0.6, 0.8, 1} {
		row(fmt.Sprintf("%3.0f%% of the others", 100*keep), cross(samples, folds, 0, keep))
	}
	row("the other sets", without(samples))
	fmt.Println()
}
