//go:build race

package web_test

const raced = true // which makes everything slower by far
