package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/whohasme/whohasme/brokers"
	"github.com/whohasme/whohasme/scan/crawl/browser"
)

// testBrowser changes how the tests' program starts a browser.
// WHOHASME_TEST_CHROMIUM_NO_SANDBOX lets Chromium run as root, which only
// tests do. WHOHASME_TEST_DESK is the desk of the practice sites: with it the
// window needs no display, and a stand-in answers the practice form as a
// person would.
func testBrowser(env map[string]string, o *browser.Options) {
	o.NoSandbox = env["WHOHASME_TEST_CHROMIUM_NO_SANDBOX"] != ""
	if desk := env["WHOHASME_TEST_DESK"]; desk != "" {
		o.Headless = true
		o.Hands = func(ctx context.Context, w *browser.Window) error { return byHand(ctx, w, desk) }
	}
}

// byHand answers the practice form's question, ticks its terms, sends it, and
// types the code of its picture: wrong at first, then as the desk reads it.
func byHand(ctx context.Context, w *browser.Window, desk string) error {
	do := func(step func(context.Context, brokers.Selector) error, s brokers.Selector) error {
		return step(ctx, s)
	}
	err := errors.Join(w.Fill(ctx, "#sum", "7"), do(w.Click, "#terms"), do(w.Click, "#go"))
	for _, code := range []string{"00000", ""} {
		there, waited := w.Wait(ctx, "#code", 20e9)
		if !there || waited != nil {
			return errors.Join(err, waited, errors.New("the code was not asked for"))
		}
		if code == "" {
			if code, waited = lastCode(ctx, desk); waited != nil {
				return waited
			}
		}
		err = errors.Join(err, w.Fill(ctx, "#code", code), do(w.Click, "#on"))
		if code == "00000" {
			_, waited = w.Wait(ctx, ".wrong", 20e9)
			err = errors.Join(err, waited)
		}
	}
	return err
}

func lastCode(ctx context.Context, desk string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(desk, "/clock")+"/code", nil)
	if err != nil {
		return "", err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return strings.TrimSpace(string(b)), err
}
