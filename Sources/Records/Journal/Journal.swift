import RingStore

/// The two journals (R22, R23).
public enum Journal: UInt8, Sendable, CaseIterable {
    /// Enrolments, withdrawals, expiries, changes: three years.
    case processing = 1
    /// Who was let in and who was not, by pseudonym: 180 days.
    case doors = 2

    /// Its name in an export.
    public var word: String { self == .processing ? "processing" : "doors" }

    var ring: RingID { self == .processing ? .processing : .doors }
}

/// What happened; the journal adds number, time and chain.
public struct JournalDraft: Equatable, Sendable {
    public static let kindLimitBytes = 32, detailLimitBytes = 480

    public var journal: Journal
    /// A word such as "face.granted" that everybody may read: 1…32 of `a`…`z`, `0`…`9`, `.` and `-`.
    public var kind: String
    /// Sealed with the detail.
    public var pseudonym: Pseudonym?
    /// Never a template, a score or a name; at most 480 bytes; sealed.
    public var detail: String

    public init(_ journal: Journal, _ kind: String, pseudonym: Pseudonym? = nil, detail: String = "") {
        self.journal = journal
        self.kind = kind
        self.pseudonym = pseudonym
        self.detail = detail
    }

    var isInRange: Bool { Self.isWord(kind) && detail.utf8.count <= Self.detailLimitBytes }

    static func isWord(_ kind: String) -> Bool {
        (1...kindLimitBytes).contains(kind.utf8.count)
            && kind.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || [0x2D, 0x2E].contains($0)
            }
    }
}
