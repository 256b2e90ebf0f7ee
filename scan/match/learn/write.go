package main

import "github.com/whohasme/whohasme/scan/match"

func write(path string, w match.Weights) error { return nil }
