import Door
import Records
import Timekeeping

/// What the Controller asks to be written down.
public enum LogEntry: Equatable, Sendable {
    /// Kept 180 days, then counts.
    case decision(Decision, person: PersonID?)
    /// Kept as long: somebody was forced.
    case duress(Method, person: PersonID)
    /// Kept at least three years (R22, R23).
    case processing(ProcessingEvent)
}

extension LogEntry {
    /// In which it stands.
    public var journal: Journal {
        switch self {
        case .decision, .duress: .doors
        case .processing(let event): event.journal
        }
    }
}

/// One decision at the door (R40). No score: only what was decided and why.
public struct Decision: Equatable, Sendable {
    public enum Result: Equatable, Sendable {
        case granted
        case refused(RefusalReason)
    }
    /// nil for an exit or an opening that no credential asked for.
    public var method: Method?
    public var result: Result
    public init(method: Method?, result: Result) { (self.method, self.result) = (method, result) }
}

/// What happened to the terminal itself, for the journal.
public enum ProcessingEvent: Equatable, Sendable {
    case started
    /// In order; by whom or what.
    case stopped(by: String)
    /// The store is tried again after it refused a record.
    case storageTried
    /// Memory had no room for so many lines while the store took none.
    case linesLost(Int)
    /// The grant before came too late to be carried out: the door was not opened for it.
    case grantNotCarriedOut
    case gatesChanged(blockedBy: [String])
    /// One of the terminal itself begins or ends, by `Alarm.journalWords`.
    case alarm(String, isOn: Bool)
    /// What somebody did at the door, by `DoorEvent.journalWords`.
    case doorInput(String)
    case doorAlarm(DoorAlarm)
    case doorAlarmEnded(DoorAlarm)
    /// The edges of the outputs, by the clock that never jumps.
    case strikeReleased(ReleaseCause, at: Uptime)
    case strikeLocked(LockCause, at: Uptime)
    case relay(DoorOutput, isOn: Bool, at: Uptime)
    /// The terminal ends: no output has current.
    case strikeAtRest(isReleased: Bool, at: Uptime)
    case relayAtRest(DoorOutput, at: Uptime)
    /// The other door of a pair stood open: nothing was released.
    case doorInterlocked(ReleaseCause)
    /// What somebody did at a console, or tried to.
    case console(by: String, String)
}

extension ProcessingEvent {
    /// What happens at the door stands with the decisions there.
    var journal: Journal {
        switch self {
        case .grantNotCarriedOut, .doorInput, .doorAlarm, .doorAlarmEnded, .strikeReleased, .strikeLocked, .relay,
            .strikeAtRest, .relayAtRest, .doorInterlocked:
            .doors
        default: .processing
        }
    }

    /// What the journal says; of what came from a console alone.
    var consoleDetail: String? { if case .console(let who, let words) = self { "\(who): \(words)" } else { nil } }

    /// As many lines as it takes, each short enough for the journal: one that is too long is never taken, however often it is
    /// tried. Behind one another they are the words, each with its place in front.
    var parts: [ProcessingEvent] {
        guard case .console(let who, let words) = self, let detail = consoleDetail,
            detail.utf8.count > JournalDraft.detailLimitBytes
        else { return [self] }
        let room = JournalDraft.detailLimitBytes - "\(who): (999 of 999) ".utf8.count
        precondition(room >= 4, "whoever is at a console has a short name")
        var parts = [String.UnicodeScalarView()], byteCount = 0
        for scalar in words.unicodeScalars {
            let width = UTF8.width(scalar)
            if byteCount + width > room {
                parts.append(String.UnicodeScalarView())
                byteCount = 0
            }
            parts[parts.count - 1].append(scalar)
            byteCount += width
        }
        return parts.enumerated().map { index, part in
            .console(by: who, "(\(index + 1) of \(parts.count)) \(String(part))")
        }
    }
}
