package main

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// every hour: windows of the schedule are days wide, and their last part is for
// machines that look now and then.

// systemdUnits is a service that looks once, and the timer that starts it. What
// opens the vault comes as a credential (systemd.exec(5)): it stands in no
// argument and no variable, and the service reads it in memory of its own.
//
// The service is the user's, so what needs rights over the system is left out;
// what would hinder a browser's own sandbox, too.
func systemdUnits(j job) string {
	args, credential := j.args, ""
	if j.secret.flag != "" {
		args = append(args[:len(args):len(args)], j.secret.flag)
		credential = fmt.Sprintf("LoadCredential=%s:%s\n", j.secret.name, strings.ReplaceAll(j.secret.path, "%", "%%"))
	}
	words := []string{strings.ReplaceAll(systemdWord(j.program), "$$", "$")} // variables are not looked for in it
	if strings.ContainsAny(j.program, `'"\`) {                               // which systemd takes in no program's name
		words = []string{`"/bin/sh"`, `"-c"`, systemdWord(`exec "$0" "$@"`), systemdWord(j.program)}
	}
	for _, a := range args {
		words = append(words, systemdWord(a))
	}
	if j.secret.flag != "" {
		words = append(words, "%d/"+j.secret.name)
	}
	return `# ~/.config/systemd/user/whohasme-watch.service
[Unit]
Description=Look at what is due

[Service]
Type=oneshot
ExecStart=` + strings.Join(words, " ") + `
` + credential + `# 3: something was found; 4: some could not be checked
SuccessExitStatus=3 4
TimeoutStartSec=infinity
TimeoutStopSec=60
UMask=0077
LimitCORE=0
Nice=10
StandardOutput=null
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK

# ~/.config/systemd/user/whohasme-watch.timer
[Unit]
Description=Look at what is due, every hour

[Timer]
OnCalendar=hourly
RandomizedDelaySec=15min
Persistent=true

[Install]
WantedBy=timers.target
`
}

// systemdWord writes one argument of a command line (systemd.service(5)): in
// quotes, with backslashes before quotes and backslashes, and with the signs
// that begin a specifier or a variable doubled.
func systemdWord(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "%", "%%", "$", "$$").Replace(s) + `"`
}

// launchdPlist is an agent of the user (launchd.plist(5)). An hour that passed
// in sleep is made up for on waking.
func launchdPlist(j job) string {
	var b strings.Builder
	for _, a := range append([]string{j.program}, j.plainArgs()...) {
		fmt.Fprintf(&b, "\t\t<string>%s</string>\n", escaped(a))
	}
	return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>Label</key>
	<string>org.whohasme.watch</string>
	<key>ProgramArguments</key>
	<array>
` + b.String() + `	</array>
	<key>StartInterval</key>
	<integer>3600</integer>
	<key>ProcessType</key>
	<string>Background</string>
	<key>LowPriorityIO</key>
	<true/>
	<key>Umask</key>
	<integer>63</integer>
	<key>ExitTimeOut</key>
	<integer>60</integer>
	<key>StandardOutPath</key>
	<string>/dev/null</string>
	<key>StandardErrorPath</key>
	<string>/dev/null</string>
</dict>
</plist>
`
}

// cronLine is one line of a crontab (crontab(5)): words in the shell's single
// quotes, and the percent sign, which cron takes for the end of a line, behind a
// backslash. What is printed is thrown away: cron would mail it.
func cronLine(j job) string {
	words := []string{shellWord(j.program)}
	for _, a := range j.plainArgs() {
		words = append(words, shellWord(a))
	}
	return "17 * * * * " + strings.ReplaceAll(strings.Join(words, " "), "%", `\%`) + " >/dev/null 2>&1\n"
}

func shellWord(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// windowsTask is a task of Windows' scheduler (MS-TSCH 2.5), its elements in the
// order in which Windows itself writes them. It has no encoding in its head, as
// it is right in whichever a shell saves it.
func windowsTask(j job) string {
	var args []string
	for _, a := range j.plainArgs() {
		args = append(args, windowsWord(a))
	}
	return `<?xml version="1.0"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Look at what is due, every hour</Description>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <Repetition>
        <Interval>PT1H</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <StartBoundary>2026-01-01T00:17:00</StartBoundary>
      <Enabled>true</Enabled>
      <RandomDelay>PT15M</RandomDelay>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>true</RunOnlyIfNetworkAvailable>
    <Enabled>true</Enabled>
    <Hidden>true</Hidden>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>7</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>` + escaped(j.program) + `</Command>
      <Arguments>` + escaped(strings.Join(args, " ")) + `</Arguments>
    </Exec>
  </Actions>
</Task>
`
}

// windowsWord writes one argument so that CommandLineToArgvW reads it back:
// backslashes count as such unless a quotation mark follows.
func windowsWord(s string) string {
	if s != "" && !strings.ContainsAny(s, " \t\"") {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	slashes := 0
	for _, r := range s {
		switch r {
		case '\\':
			slashes++
		case '"':
			b.WriteString(strings.Repeat(`\`, slashes+1))
			slashes = 0
		default:
			slashes = 0
		}
		b.WriteRune(r)
	}
	b.WriteString(strings.Repeat(`\`, slashes))
	b.WriteByte('"')
	return b.String()
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder takes everything
	return b.String()
}
