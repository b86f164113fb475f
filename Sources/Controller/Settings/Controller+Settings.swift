import Timekeeping

/// The settings of the site, looked at, set, tried and saved from a console.
extension Controller {
    /// The console may give it; what changes something at once is written down when it is done.
    mutating func handleSettings(_ command: Command, _ console: ConsoleID) {
        let reply: Reply
        if case .board = command {
            reply = .lines(configuration.boardLines)
        } else if settings == nil {
            reply = .failed("this terminal runs without a file of settings")
        } else {
            do throws(SettingsRefusal) {
                guard let answer = try carryOut(command, console) else { return }
                if command.isWrittenDownWhenDone, let words = command.journalWords {
                    record(.console(by: authority(of: console).words, words))
                }
                reply = answer
            } catch { reply = .failed(error.reasons.joined(separator: "; ")) }
        }
        answer(console, reply)
    }

    /// - Returns: nil when the answer comes later.
    private mutating func carryOut(_ command: Command, _ console: ConsoleID) throws(SettingsRefusal) -> Reply? {
        switch command {
        case .configShow(let prefix): return try showSettings(prefix ?? "")
        case .configDiff: return .lines(differences)
        case .configSet(let changes): return try set(changes)
        case .configUnset(let keys): return try set(keys.unset)
        case .configTry(let seconds, let changes):
            let before = settings!.current
            try settings!.begin(changes, seconds: seconds, at: now.uptime)
            takeLiveSettings()
            let end = "in \(seconds) s everything is put back, unless 'config confirm' comes first"
            return .lines(said(of: settings!.current, from: before) + [end])
        case .configConfirm:
            try settings!.confirm()
            return .done("kept until the next start; 'config save' writes it")
        case .configRevert:
            try settings!.revert()
            takeLiveSettings()
            return .done("put back: the settings are those from before the try")
        case .configSave: return try save(console)
        default: preconditionFailure("\(command) has nothing to do with settings")
        }
    }

    private mutating func set(_ changes: [SettingsChange]) throws(SettingsRefusal) -> Reply {
        let before = settings!.current
        try settings!.set(changes)
        takeLiveSettings()
        return .lines(said(of: settings!.current, from: before))
    }

    private mutating func save(_ console: ConsoleID) throws(SettingsRefusal) -> Reply? {
        guard let save = try settings!.beginSaving(for: console) else {
            return .done("nothing differs from the saved file")
        }
        actions.append(.saveSettings(save))
        return nil
    }

    mutating func handleSaved(_ outcome: SettingsSaveOutcome) {
        guard let (sheet, console) = settings?.finishSaving(outcome) else { return }
        switch outcome {
        case .saved:
            if configuration.startMode != .normal { return answer(console, .done("saved\(nextStart)")) }
            let late = sheet.changes(from: settings!.started).filter { !$0.isLive }.map(\.key)
            let rest = late.isEmpty ? "" : "; at the next start: \(late.joined(separator: ", "))"
            answer(console, .done("saved\(rest)"))
        case .failed(let reason):
            answer(console, .failed("not saved, and the file is as it was: \(reason)"))
        }
    }

    /// When what was saved is in force.
    private var nextStart: String {
        if case .safe(.unfinishedStarts) = configuration.startMode {
            return "; 'safemode leave', and the next start runs by it"
        }
        return "; the next start runs by it"
    }

    /// A try that has run out is put back before anything else happens; the way out is not kept waiting by the words for it.
    mutating func passTrial() -> TrialNews? {
        let news = settings?.passTime(now.uptime)
        if news == .putBack { takeLiveSettings() }
        return news
    }

    mutating func tell(_ news: TrialNews?) {
        guard let news else { return }
        if news == .putBack { record(.console(by: "config try", "not confirmed, and put back")) }
        say(news.words)
    }

    /// What is under way at the door or on the screen ends by the times it began with.
    private mutating func takeLiveSettings() {
        if settings!.isApart { return }
        let live = settings!.current.live
        configuration.timings.take(live)
        configuration.doorPolicy = configuration.doorPolicy.taking(timesOf: live.door)
        door.adopt(configuration.doorPolicy)
    }

    // MARK: words

    private func showSettings(_ prefix: String) throws(SettingsRefusal) -> Reply {
        let lines = settings!.lines(prefix: prefix, secondsLeft: secondsLeft)
        guard !lines.isEmpty else {
            throw SettingsRefusal(["no key begins with '\(prefix)'; 'config show' lists them"])
        }
        return .lines(lines)
    }

    private var differences: [String] {
        let commands = settings!.current.commands(from: settings!.saved)
        var head = secondsLeft.map { ["# a try is open: it is put back in \($0) s"] } ?? []
        if !settings!.isFileKnown {
            head.append("# nothing of the file is used: 'config save' writes all of this in its place")
            if !settings!.saved.text.isEmpty { head.append("# and keeps what stands there beside it, as .broken") }
        }
        return commands.isEmpty ? ["# nothing differs from the saved file"] : head + commands
    }

    private func said(of sheet: SettingsSheet, from before: SettingsSheet) -> [String] {
        let changes = sheet.changes(from: before)
        if changes.isEmpty { return ["nothing changed"] }
        let lines = changes.map {
            "\($0.line()): \($0.isLive && !settings!.isApart ? "at once" : "at the next start, once it is saved")"
        }
        return sheet.declaration == before.declaration ? lines : lines + lawWords(for: sheet)
    }

    /// For `status`.
    var openSettings: OpenSettings? {
        guard let settings else { return nil }
        let unsaved = settings.current.changes(from: settings.saved).count
        if unsaved == 0, settings.trial == nil { return nil }
        return OpenSettings(trySecondsLeft: secondsLeft, unsavedKeys: unsaved)
    }

    private var secondsLeft: Int64? {
        settings?.trial.map { ($0.until - now.uptime + 999) / 1_000 }
    }
}
