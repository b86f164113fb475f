import Timekeeping

/// What a store may be opened by. It is written into the root header and authenticated.
public enum StoreKind: UInt8, Sendable, CaseIterable {
    /// A bench with simulated devices; its people are not real.
    case bench = 0xB5
    /// A terminal on a wall.
    case device = 0xD3

    public var name: String { self == .bench ? "bench" : "device" }
}

/// One ring of a store. Ring 0 holds the cohort keys and belongs to RingStore; 1…7 belong to the caller.
public struct RingID: Hashable, Comparable, Sendable {
    public let number: UInt8
    /// - Precondition: 0…7.
    public init(_ number: UInt8) {
        precondition(number < 8)
        self.number = number
    }
    public static let keys = RingID(0)
    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// A record's logical number within its ring: it stays when the record moves, and when a new revision replaces it.
/// Later records have higher numbers.
public struct RecordID: Hashable, Comparable, Sendable {
    public let number: UInt64
    public init(_ number: UInt64) { self.number = number }
    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

/// How long a record may be read.
public enum Expiry: Hashable, Sendable {
    case never
    /// Through this day and not a day longer; its cohort key is erased when the next day begins.
    case after(CivilDay)

    /// The cohort's number on flash.
    var cohort: Int32 {
        switch self {
        case .never: Int32.max
        case .after(let day): day.number
        }
    }

    init(cohort: Int32) { self = cohort == Int32.max ? .never : .after(CivilDay(number: cohort)) }

    public func hasPassed(on today: CivilDay) -> Bool { cohort < today.number }

    /// The earlier of two.
    public static func earliest(_ a: Expiry, _ b: Expiry) -> Expiry { a.cohort <= b.cohort ? a : b }
}

/// One record as its header tells it; the body needs `RingStore.read`.
public struct RecordInfo: Equatable, Sendable {
    public let id: RecordID
    public let kind: UInt8
    public let revision: UInt32
    public let expiry: Expiry
    public let bodyBytes: Int
}

/// How the blocks of a flash are given to rings: two for the root, then the keys', then each ring's, in order.
public struct StoreLayout: Equatable, Sendable {
    public static let rootBlocks = 2
    static let fewestKeyBlocks = 3
    static let fewestRingBlocks = 4
    /// Three at least: the living generation, the next one, and a spare for even wear.
    public let keyBlocks: Int
    /// Blocks of ring 1, 2, … (at most seven rings); each four at least: head, a tail, and two spare ones, so that a
    /// full store still deletes and reclaims.
    public let ringBlocks: [Int]

    public init(keyBlocks: Int, ringBlocks: [Int]) {
        precondition(
            keyBlocks >= Self.fewestKeyBlocks && (1...7).contains(ringBlocks.count)
                && ringBlocks.allSatisfy { $0 >= Self.fewestRingBlocks })
        (self.keyBlocks, self.ringBlocks) = (keyBlocks, ringBlocks)
    }

    public var blockCount: Int { Self.rootBlocks + keyBlocks + ringBlocks.reduce(0, +) }

    var rings: [RingID] { (0...ringBlocks.count).map { RingID(UInt8($0)) } }

    func blocks(of ring: RingID) -> Range<Int> {
        let sizes = [keyBlocks] + ringBlocks
        let first = Self.rootBlocks + sizes[..<Int(ring.number)].reduce(0, +)
        return first..<first + sizes[Int(ring.number)]
    }
}
