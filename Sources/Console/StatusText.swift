import Controller
import Law
import Timekeeping

/// `status`: one screen, 80 columns, no personal data.
enum StatusText {
    static func lines(for status: Status) -> [String] {
        var lines = ["Menshen \(status.version)\(status.isBench ? "  BENCH" : "")  \(status.operatorName)"]
        let time = TimeText.local(status.clock.wall, utcOffsetMinutes: status.utcOffsetMinutes)
        lines.append(
            row("clock", "\(time), \(status.clock.trust.rawValue); up \(TimeText.duration(status.clock.uptime))"))
        if let mode = mode(status.startMode) { lines.append(row("mode", mode)) }
        if let end = status.lastStop {
            lines.append(row("last run", words(for: end, status.utcOffsetMinutes, crash: status.crashNote)))
        }
        lines.append(row("face", face(status)))
        lines.append(row("door", ReplyText.words(for: status.door)))
        if let hold = status.hold { lines.append(row("", ReplyText.words(for: hold))) }
        if let hours = status.doorHours { lines.append(row("hours", DoorText.words(for: hours))) }
        lines.append(row("ways in", alternatives(status)))
        lines.append(row("people", people(status.store)))
        lines.append(row("store", status.storeTrouble ?? store(status.store)))
        if !status.store.journalKey.isEmpty { lines.append(row("ed25519", status.store.journalKey)) }
        if status.linesInMemory + status.linesLost > 0 {
            lines.append(row("journal", "\(status.linesInMemory) lines wait in memory, \(status.linesLost) were lost"))
        }
        if let console = console(status) { lines.append(row("console", console)) }
        if let waiting = status.waiting { lines.append(row("waits", words(for: waiting))) }
        if let open = status.openSettings { lines.append(row("settings", settings(open))) }
        lines.append(row("pack", status.pack.map(pack) ?? "none"))
        lines.append(
            row("alarms", status.alarms.isEmpty ? "none" : status.alarms.map(ReplyText.words).joined(separator: ", ")))
        // Without a pack nothing passes for a face.
        if status.pack != nil { lines.append(row("liveness", "none: a good photograph may pass for a face")) }
        lines.append(row("opened", opened(status)))
        if status.storeTrouble == nil { lines.append(row("due", DueList(status).words)) }
        lines += law(status.findings)
        return lines
    }

    /// - Parameter crash: what a signal left, where one ended that run.
    static func words(for end: RunEnd, _ utcOffsetMinutes: Int, crash: String? = nil) -> String {
        func time(_ time: WallTime) -> String { TimeText.local(time, utcOffsetMinutes: utcOffsetMinutes) }
        return switch end {
        case .firstStart: "none: this is the first start of this store"
        case .inOrder(let who, let end): "ended in order \(time(end)), by \(who)"
        case .withoutWord(let last) where crash != nil: "ended by \(crash!), after \(time(last))"
        case .withoutWord(let last): "ended WITHOUT A WORD after \(time(last)): power, kill or fault"
        case .notKnown: "the journal does not tell how it ended"
        }
    }

    private static func mode(_ mode: StartMode) -> String? {
        switch mode {
        case .normal: nil
        case .lastGood: "LAST GOOD SETTINGS: \(mode.cause!)"
        case .safe: "SAFE MODE: \(mode.cause!); 'safemode leave'"
        }
    }

    private static func words(for waiting: WaitingMatter) -> String {
        let what = waiting.matter.rawValue
        let who = waiting.askedBy.map { "by \($0)" } ?? "at a console"
        return "\(what), asked \(who); 'approve \(what)' by another person, \((waiting.secondsLeft + 59) / 60) min left"
    }

    private static func settings(_ open: OpenSettings) -> String {
        let unsaved = "\(counted(open.unsavedKeys, "key")) not as in the file: 'config diff'"
        return open.trySecondsLeft.map { "a TRY is put back in \($0) s; \(unsaved)" } ?? unsaved
    }

    private static func row(_ name: String, _ text: String) -> String { ReplyText.padded(name, 9) + text }

    private static func face(_ status: Status) -> String {
        // Without a pack the law has nothing to judge; the fault is what a maintainer can mend.
        if let fault = status.faceFault { return "OFF: \(fault)" }
        let blockers = status.findings.filter { $0.verdict == .block }
        guard let first = blockers.first else {
            return "ready, camera \(status.cameraIsOn ? "ON" : "off until a person asks")"
        }
        let numbers = blockers.map(\.requirement.description).joined(separator: " ")
        return "BLOCKED \(numbers): \(first.reason)"
    }

    private static func alternatives(_ status: Status) -> String {
        status.alternatives.map { "\($0.kind.rawValue) \($0.isHealthy ? "healthy" : "NOT HEALTHY")" }
            .joined(separator: ", ")
    }

    private static func people(_ store: StoreStatistics) -> String {
        let next = store.nextExpiry.map { "; next expiry after \($0)" } ?? ""
        return "\(store.people) known, \(store.peopleWithTemplates) with a template\(next)"
    }

    private static func console(_ status: Status) -> String? {
        if status.storeTrouble != nil { return nil }
        if status.store.accounts == 0 {
            return status.store.hasCode
                ? "NOT CLAIMED: 'claim NAME', with the code that was printed"
                : "NOT CLAIMED, and no code is left: a new one is made at the next start"
        }
        return "\(counted(status.store.accounts, "account")), \(status.logins) logged in"
    }

    private static func store(_ store: StoreStatistics) -> String {
        "\(store.blocksUsed) of \(store.blocksUsed + store.blocksFree) blocks used; "
            + "erased \(store.eraseCountMinimum)...\(store.eraseCountMaximum) times, \(store.erasure)"
    }

    private static func counted(_ count: Int, _ what: String) -> String { "\(count) \(what)\(count == 1 ? "" : "s")" }

    private static func pack(_ pack: PackSummary) -> String {
        let rates = pack.errorRates
        let kind = rates.isEstimated ? "estimated" : "measured"
        return "\(pack.name); per comparison: FMR 1 in \(rates.falseMatchOneIn) "
            + "(worst population, \(kind)), FNMR \(rates.falseNonMatchPercent) %"
    }

    private static func opened(_ status: Status) -> String {
        let grants = Method.allCases.map { "\($0.rawValue) \(status.grants[$0] ?? 0)" }.joined(separator: ", ")
        return "\(grants); refused \(status.refusals) (since start)"
    }

    private static func law(_ findings: [Finding]) -> [String] {
        let passing = findings.filter { $0.verdict == .pass }.count
        let rest = findings.filter { $0.verdict != .pass }
        return [row("law", "\(passing) of \(findings.count) checked requirements pass")]
            + rest.map(ReplyText.line(for:))
    }
}
