package browser

import (
	"errors"
	"os/exec"
	"path/filepath"
	"runtime"
)

// None, in place of a path, means that no browser is to be used.
const None = "none"

// ErrNone says that there is no browser to be found.
var ErrNone = errors.New("no Chrome or Chromium is installed where it is looked for; --browser says where it is")

// Find returns the path of a browser: the one named, or the first Chrome or
// Chromium in the usual places of this system. getenv reads the person's
// environment. The error is ErrNone where there is none or none is wanted.
func Find(named string, getenv func(string) string) (string, error) {
	switch named {
	case None:
		return "", ErrNone
	case "":
	default:
		path, err := exec.LookPath(named)
		if err != nil {
			return "", errors.New("find browser: what --browser names is no program")
		}
		return path, nil
	}
	for _, p := range places(runtime.GOOS, getenv) {
		if path, err := exec.LookPath(p); err == nil {
			return path, nil
		}
	}
	return "", ErrNone
}

// places are where Chrome and Chromium usually are. Names without a folder are
// looked for in PATH.
func places(system string, getenv func(string) string) []string {
	switch system {
	case "darwin":
		var list []string
		for _, root := range []string{"/Applications", filepath.Join(getenv("HOME"), "Applications")} {
			list = append(list, root+"/Google Chrome.app/Contents/MacOS/Google Chrome", root+"/Chromium.app/Contents/MacOS/Chromium")
		}
		return append(list, "chromium", "google-chrome")
	case "windows":
		var list []string
		for _, root := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
			if dir := getenv(root); dir != "" {
				list = append(list, dir+`\Google\Chrome\Application\chrome.exe`, dir+`\Chromium\Application\chrome.exe`)
			}
		}
		return append(list, "chrome.exe", "chromium.exe")
	}
	return []string{"google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome", "/opt/google/chrome/chrome", "/snap/bin/chromium"}
}
