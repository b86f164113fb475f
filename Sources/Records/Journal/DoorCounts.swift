import RingStore
import Timekeeping

/// How often each kind of door decision was written in one month: what stays when the lines have expired. Kind 14, one per
/// month, revised when a day ends, kept three years.
///
///     4  month   as in `CivilMonth`
///     1  kinds   so many times:
///     1+ kind      its length, then ASCII
///     8  count
public struct DoorCounts: Equatable, Sendable, SealableRecord {
    static let kind = RecordKind.doorCounts
    /// A month has no more kinds; what is beyond is counted as `other`.
    static let kindLimit = 12
    static let other = "other"

    public let month: CivilMonth
    public private(set) var counts: [String: UInt64] = [:]

    init(_ month: CivilMonth) { self.month = month }

    /// Never shortened by a revision: it depends on the month alone.
    var expiry: Expiry { .after(RecordRetention.processingLastDay(from: month.firstDay)) }

    mutating func add(_ kind: String, _ count: UInt64 = 1) {
        let isKnown = counts[kind] != nil || counts.count < Self.kindLimit - 1
        counts[isKnown ? kind : Self.other, default: 0] += count
    }

    mutating func add(_ more: DoorCounts) {
        for (kind, count) in more.counts.sorted(by: { $0.key < $1.key }) { add(kind, count) }
    }

    func write(to writer: inout ByteWriter) {
        writer.integer(month.number)
        writer.integer(UInt8(counts.count))
        for (kind, count) in counts.sorted(by: { $0.key < $1.key }) {
            writer.integer(UInt8(kind.utf8.count))
            writer.raw(Array(kind.utf8))
            writer.integer(count)
        }
    }

    init?(from reader: inout ByteReader) {
        month = CivilMonth(number: reader.integer())
        for _ in 0..<reader.integer(UInt8.self) {
            let kind = String(decoding: reader.raw(Int(reader.integer(UInt8.self))), as: UTF8.self)
            guard JournalDraft.isWord(kind) else { return nil }
            counts[kind] = reader.integer()
        }
        guard reader.isComplete, CivilMonth.range.contains(month.number) else { return nil }
    }
}

/// A month at the site.
public struct CivilMonth: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Years 1…9999.
    static let range: ClosedRange<Int32> = 12...119_999
    /// Year × 12 + month − 1.
    public let number: Int32

    init(number: Int32) { self.number = number }

    public init(of day: CivilDay) {
        let (year, month, _) = day.yearMonthDay
        number = Int32(year * 12 + month - 1)
    }

    var firstDay: CivilDay { CivilDay(year: Int(number / 12), month: Int(number % 12) + 1, day: 1)! }

    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }

    /// `2026-03`
    public var description: String { String(firstDay.description.dropLast(3)) }
}
