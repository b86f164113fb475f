import Door

extension BoardSettings {
    /// What a board and a site that are each well formed get wrong together. An error is what the door cannot work with; the
    /// rest are warnings.
    public func contradictions(with site: SiteSettings) -> [SettingsFinding] {
        (devices == nil ? [] : missingLines(site)) + badTimes(site)
    }

    private func missingLines(_ site: SiteSettings) -> [SettingsFinding] {
        let (door, lines) = (site.door, doorLines)
        var findings: [SettingsFinding] = []
        if door.hasExitButton, lines.inputs[.exitButton] == nil {
            findings.append(
                site.source.finding(
                    at: "door.exit_button", "is true, and the board has no door_lines.exit: nobody could get out by it")
            )
        }
        if !door.hasExitButton, lines.inputs[.exitButton] != nil {
            findings.append(
                site.source.finding(
                    at: "door.exit_button", "is false: the board's door_lines.exit asks for nothing"
                ).asWarning)
        }
        if door.hasContact, lines.inputs[.contact] == nil {
            findings.append(
                site.source.finding(
                    at: "door.contact",
                    "is true, and the board has no door_lines.contact: the door would always seem closed"
                ).asWarning)
        }
        if lines.inputs[.fire] == nil {
            findings.append(
                source.finding(at: "door_lines", "has no fire: of a fire the terminal is told nothing").asWarning)
        }
        if door.callMilliseconds > 0, lines.outputs[.intercom] == nil {
            findings.append(
                site.source.finding(
                    at: "door.call_milliseconds",
                    "is \(door.callMilliseconds), and the board has no door_lines.intercom"
                ).asWarning)
        }
        return findings
    }

    private func badTimes(_ site: SiteSettings) -> [SettingsFinding] {
        var findings: [SettingsFinding] = []
        let strike = site.door.strikeMilliseconds
        for input in DoorInput.allCases {
            guard let debounce = doorLines.timings[input]?.debounceMilliseconds, debounce >= strike else { continue }
            let key = "door_lines.\(input.rawValue).debounce_milliseconds"
            let words = "is \(debounce), and door.strike_milliseconds is \(strike)"
            if input == .contact, site.door.hasContact {
                findings.append(source.finding(at: key, "\(words): every door that is opened would seem forced"))
            } else {
                findings.append(
                    source.finding(at: key, "\(words): the strike would be locked before that is seen").asWarning)
            }
        }
        let (warning, held) = (site.door.heldOpenWarningMilliseconds, site.door.heldOpenMilliseconds)
        if warning >= held {
            findings.append(
                site.source.finding(
                    at: "door.held_open_warning_milliseconds",
                    "is \(warning), and door.held_open_milliseconds is \(held): so long before its alarm the door is not open yet"
                ))
        }
        if strike > site.door.heldOpenMilliseconds {
            findings.append(
                site.source.finding(
                    at: "door.strike_milliseconds",
                    "is \(strike), more than door.held_open_milliseconds (\(site.door.heldOpenMilliseconds)): the alarm comes while the strike is still released"
                ).asWarning)
        }
        return findings
    }
}
