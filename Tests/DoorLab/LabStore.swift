import Timekeeping

@testable import Controller
@testable import Records

/// A store that takes lines, knows one person, and can be broken or silent.
struct LabStore {
    private(set) var lines: [LogEntry] = []
    var isBroken = false
    var isSilent = false
    /// Of the last line of each journal that was refused: none is written before it.
    private var refusedRuns: [Journal: UInt64] = [:]
    private(set) var unanswered: [(ticket: Ticket, request: StorageRequest)] = []

    static let person = PersonSummary(
        id: PersonID(rawValue: 1), number: "1001", hasCard: true, hasPIN: true, templateLastDay: nil)

    /// - Returns: nil: it does not answer now.
    mutating func take(_ ticket: Ticket, _ request: StorageRequest) -> StorageOutcome? {
        guard !isSilent else {
            unanswered.append((ticket, request))
            return nil
        }
        return carryOut(request)
    }

    /// It speaks again.
    mutating func answers() -> [Event] {
        isSilent = false
        defer { unanswered = [] }
        return unanswered.map { .stored($0.ticket, carryOut($0.request)) }
    }

    /// Nobody waits any more.
    mutating func forget() { unanswered = [] }

    private mutating func carryOut(_ request: StorageRequest) -> StorageOutcome {
        guard let (journal, run) = request.line else { return write(request) }
        if let refused = refusedRuns[journal], run <= refused { return .failed("the line before it was not taken") }
        let outcome = write(request)
        if case .failed = outcome { refusedRuns[journal] = run }
        return outcome
    }

    /// Another run of the terminal counts anew.
    mutating func restart() { refusedRuns = [:] }

    private mutating func write(_ request: StorageRequest) -> StorageOutcome {
        if isBroken { return .failed("broken on purpose") }
        switch request {
        case .journal(let entry, _):
            lines.append(entry)
            return .done
        case .findCard: return .person(Self.person)
        case .verifyNumber, .verifyPIN: return .person(Self.person)
        case .expire: return .expired([], doubt: nil)
        case .statistics: return .statistics(StoreStatistics())
        default: return .failed("not in this laboratory")
        }
    }
}
