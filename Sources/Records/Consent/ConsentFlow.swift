import Timekeeping

/// What a person agrees to, as the consent record keeps it (R34, R35).
public struct ConsentContent: Equatable, Sendable {
    public static let digestByteCount = 32

    public var person: PersonID
    /// The purpose's name, e.g. `door-access`.
    public var purpose: String
    /// Over the material terms of the notice that was shown; `digestByteCount` bytes.
    public var materialDigest: [UInt8]
    /// Over every word of it.
    public var textDigest: [UInt8]
    public var retentionDays: Int
    /// The last civil day on which the templates may be used.
    public var lastDay: CivilDay

    /// - Precondition: both digests have `digestByteCount` bytes.
    public init(
        person: PersonID, purpose: String, materialDigest: [UInt8], textDigest: [UInt8], retentionDays: Int,
        lastDay: CivilDay
    ) {
        precondition(materialDigest.count == Self.digestByteCount && textDigest.count == Self.digestByteCount)
        self.person = person
        self.purpose = purpose
        self.materialDigest = materialDigest
        self.textDigest = textDigest
        self.retentionDays = retentionDays
        self.lastDay = lastDay
    }
}

/// The road to a consent: every page of the notice, the age question, the held button, in this order. Only its end
/// mints a `ConsentToken`; nothing else can.
public struct ConsentFlow: Equatable, Sendable {
    public let content: ConsentContent
    public let pageCount: Int
    public let requiredHoldMilliseconds: Int
    /// How long each page was on the screen before it was turned; page by page, in order.
    public private(set) var dwellMilliseconds: [Int64] = []
    public private(set) var isFourteenOrOlder: Bool?
    /// Shared by every copy of this flow and every token it makes: one road, one sealing.
    private let use = ConsentUse()

    /// - Precondition: at least one page, and a hold of at least a second.
    public init(_ content: ConsentContent, pageCount: Int, requiredHoldMilliseconds: Int) {
        precondition(pageCount > 0 && requiredHoldMilliseconds >= 1_000)
        self.content = content
        self.pageCount = pageCount
        self.requiredHoldMilliseconds = requiredHoldMilliseconds
    }

    public var allPagesRead: Bool { dwellMilliseconds.count == pageCount }

    /// The person turned `page` (from 0) after so long. Only the next unread page counts; an older one adds nothing.
    public mutating func turned(page: Int, after milliseconds: Int64) {
        if page == dwellMilliseconds.count, page < pageCount { dwellMilliseconds.append(milliseconds) }
    }

    /// Asked after the last page (R36); earlier answers are not heard.
    public mutating func answered(isFourteenOrOlder: Bool) {
        if allPagesRead { self.isFourteenOrOlder = isFourteenOrOlder }
    }

    /// The button was held and let go.
    /// - Returns: nil unless the notice was read to its end, the person is 14 or older, and the hold was long enough.
    public func agree(heldMilliseconds: Int, at time: WallTime) -> ConsentToken? {
        guard allPagesRead, isFourteenOrOlder == true, heldMilliseconds >= requiredHoldMilliseconds else { return nil }
        return ConsentToken(content, dwellMilliseconds: dwellMilliseconds, givenAt: time, use: use)
    }
}
