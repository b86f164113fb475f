import Controller
import Records
import Timekeeping

extension StorageWorker {
    func write(_ entry: LogEntry, at stamp: LineStamp) throws(RecordsError) -> StorageOutcome {
        let draft = try draft(of: entry, at: stamp.uptime)
        precondition(draft.journal == entry.journal, "a line stands in the journal that its order is kept by")
        _ = try records.append(draft, at: stamp.time)
        return .done
    }

    /// What was decided and why: never a score, a name or a number (R40).
    private func draft(of entry: LogEntry, at uptime: Uptime) throws(RecordsError) -> JournalDraft {
        switch entry {
        case .decision(let decision, let person):
            let method = decision.method?.rawValue ?? "nobody"
            let pseudonym = try person.flatMap { (id) throws(RecordsError) in try records.pseudonym(of: id) }
            switch decision.result {
            case .granted: return JournalDraft(.doors, "granted", pseudonym: pseudonym, detail: method)
            case .refused(let reason):
                return JournalDraft(.doors, "refused", pseudonym: pseudonym, detail: "\(method), \(reason)")
            }
        case .duress(let method, let person):
            let pseudonym = try records.pseudonym(of: person)
            return JournalDraft(.doors, "duress", pseudonym: pseudonym, detail: method.rawValue)
        case .processing(let event): return draft(of: event, at: uptime)
        }
    }

    private func draft(of event: ProcessingEvent, at uptime: Uptime) -> JournalDraft {
        switch event {
        case .started: JournalDraft(.processing, "started")
        case .stopped(let who): JournalDraft(.processing, ProcessingEvent.stoppedKind, detail: who)
        case .storageTried: JournalDraft(.processing, "store-tried-again")
        case .grantNotCarriedOut: JournalDraft(.doors, "not-opened", detail: "the grant before came too late")
        case .gatesChanged(let blockers):
            JournalDraft(
                .processing, "faces",
                detail: blockers.isEmpty ? "ready" : "blocked by \(blockers.joined(separator: " "))")
        case .alarm(let words, let isOn): JournalDraft(.processing, "alarm", detail: isOn ? words : "\(words) ended")
        case .linesLost(let count):
            JournalDraft(.processing, "lines-lost", detail: "\(count): memory was full while the store took none")
        case .doorInput(let words):
            JournalDraft(.doors, ProcessingEvent.inputKind, detail: "\(words), up \(seconds(uptime))")
        case .doorAlarm(let alarm): JournalDraft(.doors, "alarm", detail: "\(alarm.rawValue), up \(seconds(uptime))")
        case .doorAlarmEnded(let alarm):
            JournalDraft(.doors, "alarm", detail: "\(alarm.rawValue) ended, up \(seconds(uptime))")
        case .strikeReleased(let cause, let at):
            JournalDraft(.doors, "strike", detail: "released: \(cause.rawValue), up \(seconds(at))")
        case .strikeLocked(let cause, let at):
            JournalDraft(.doors, "strike", detail: "locked: \(cause.rawValue), up \(seconds(at))")
        case .relay(let output, let isOn, let at):
            JournalDraft(
                .doors, ProcessingEvent.relayKind,
                detail: "\(output.rawValue) \(isOn ? "on" : "off"), up \(seconds(at))")
        case .relayAtRest(let output, let at):
            JournalDraft(
                .doors, ProcessingEvent.relayKind, detail: "\(output.rawValue) without current, up \(seconds(at))")
        case .strikeAtRest(let isReleased, let at):
            JournalDraft(
                .doors, "strike", detail: "\(isReleased ? "released" : "locked"): without current, up \(seconds(at))")
        case .doorInterlocked(let cause):
            JournalDraft(
                .doors, "not-opened", detail: "the other door is open: \(cause.rawValue), up \(seconds(uptime))")
        case .console(let who, let words): JournalDraft(.processing, "console", detail: "\(who): \(words)")
        }
    }

    /// `12.034 s` since the start.
    private func seconds(_ uptime: Uptime) -> String {
        let milliseconds = String(uptime.milliseconds % 1_000)
        return
            "\(uptime.milliseconds / 1_000).\(String(repeating: "0", count: 3 - milliseconds.count))\(milliseconds) s"
    }

    /// Both journals, newest last, by time.
    func tail(_ count: Int) throws(RecordsError) -> StorageOutcome {
        var lines: [JournalText] = []
        for journal in Journal.allCases {
            for line in try records.tail(of: journal, count: count) {
                let detail = line.isUnlinked ? "(unlinked: the person's key is erased)" : line.entry.detail
                let words = [line.entry.kind, line.entry.pseudonym?.description, detail].compactMap { $0 }
                lines.append(
                    JournalText(
                        sequence: line.line.sequence, time: line.line.time,
                        text: ([journal.word] + words.filter { !$0.isEmpty }).joined(separator: "  ")))
            }
        }
        // A stable order: by time, and within a second by journal and number.
        let sorted = lines.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(
            \.element)
        return .journal(sorted.suffix(count))
    }

    func beginVerification() -> Unfinished {
        .verification(JournalCheck(Journal.allCases[0], of: records), found: [])
    }

    /// Some lines more.
    func goOn(verifying check: JournalCheck, found: [String]) throws(RecordsError) -> StorageOutcome? {
        var check = check
        guard let verdict = try check.step(records) else {
            unfinished = .verification(check, found: found)
            return nil
        }
        if let broken = verdict.brokenAt {
            return .failed("the \(check.journal.word) journal's chain is broken at line \(broken)")
        }
        let words = found + ["\(check.journal.word) \(verdict.lines) lines"]
        guard words.count == Journal.allCases.count else {
            unfinished = .verification(JournalCheck(Journal.allCases[words.count], of: records), found: words)
            return nil
        }
        return .said("the chain holds: \(words.joined(separator: ", "))")
    }
}
