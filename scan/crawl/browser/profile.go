package browser

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/whohasme/whohasme/scan/owner"
)

// profileName begins the name of every profile; the number of the process that
// made it follows.
const profileName = "whohasme-browser-"

// newProfile makes an empty profile with the settings that no switch has.
func newProfile(temp string) (string, error) {
	if temp == "" {
		temp = os.TempDir()
	}
	wipeLost(temp)
	dir, err := os.MkdirTemp(temp, profileName+strconv.Itoa(os.Getpid())+"-")
	if err != nil {
		return "", errors.New("make browser profile: the folder for temporary files cannot be written")
	}
	data, err := json.Marshal(preferences)
	if err == nil {
		err = errors.Join(owner.Restrict(dir), owner.MkdirAll(filepath.Join(dir, "Default")))
	}
	if err == nil {
		err = owner.WriteFile(filepath.Join(dir, "Default", "Preferences"), data)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("make browser profile: %w", err), os.RemoveAll(dir))
	}
	return dir, nil
}

// off is how a setting of sites' permissions says "block".
const off = 2

// preferences are Chrome's own names.
var preferences = map[string]any{
	"alternate_error_pages":                map[string]any{"enabled": false},
	"autofill":                             map[string]any{"profile_enabled": false, "credit_card_enabled": false},
	"credentials_enable_service":           false,
	"dns_prefetching":                      map[string]any{"enabled": false},
	"download_restrictions":                3,
	"net":                                  map[string]any{"network_prediction_options": 2},
	"profile":                              map[string]any{"default_content_setting_values": blocked, "password_manager_enabled": false},
	"safebrowsing":                         map[string]any{"enabled": false, "enhanced": false},
	"search":                               map[string]any{"suggest_enabled": false},
	"signin":                               map[string]any{"allowed": false},
	"spellcheck":                           map[string]any{"use_spelling_service": false},
	"translate":                            map[string]any{"enabled": false},
	"url_keyed_anonymized_data_collection": map[string]any{"enabled": false},
	"webrtc":                               map[string]any{"ip_handling_policy": "disable_non_proxied_udp", "multiple_routes_enabled": false, "nonproxied_udp_enabled": false},
	"browser":                              map[string]any{"has_seen_welcome_page": true, "check_default_browser": false},
	"background_mode":                      map[string]any{"enabled": false},
}

// blocked are the permissions that no site gets.
var blocked = map[string]int{
	"automatic_downloads": off, "bluetooth_guard": off, "clipboard": off, "file_system_write_guard": off, "geolocation": off, "hid_guard": off,
	"idle_detection": off, "local_fonts": off, "media_stream_camera": off, "media_stream_mic": off, "midi_sysex": off, "notifications": off,
	"payment_handler": off, "sensors": off, "serial_guard": off, "usb_guard": off, "vr": off, "window_placement": off,
}

// wipe removes a profile. A browser's last processes may still write into it
// for a moment.
func wipe(dir string) error {
	var err error
	for range 100 {
		if err = os.RemoveAll(dir); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return errors.New("wipe browser profile: it cannot be removed; it is in the folder for temporary files")
}

// wipeLost removes the profiles of processes that were killed before they
// could do it themselves.
func wipeLost(temp string) {
	list, err := filepath.Glob(filepath.Join(temp, profileName+"*"))
	if err != nil {
		return
	}
	for _, dir := range list {
		number, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(dir), profileName), "-")
		if pid, err := strconv.Atoi(number); err == nil && pid != os.Getpid() && gone(pid) {
			_ = os.RemoveAll(dir) // another try is made next time
		}
	}
}
