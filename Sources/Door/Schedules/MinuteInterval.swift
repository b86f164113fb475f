/// Hours of a local day, from a minute on up to another one, which is no longer in it.
public struct MinuteInterval: Hashable, Sendable, CustomStringConvertible {
    /// 24:00
    public static let dayEnd = 1_440
    public static let wholeDay = MinuteInterval(unchecked: 0, dayEnd)

    /// 0…1439
    public let start: Int
    /// 1…1440
    public let end: Int

    /// - Returns: nil unless it ends after it begins, by 24:00 at the latest.
    public init?(_ start: Int, _ end: Int) {
        guard start >= 0, start < end, end <= Self.dayEnd else { return nil }
        (self.start, self.end) = (start, end)
    }

    private init(unchecked start: Int, _ end: Int) { (self.start, self.end) = (start, end) }

    public func contains(_ minute: Int) -> Bool { start <= minute && minute < end }

    /// `08:00-18:00`
    public var description: String { "\(Self.clock(start))-\(Self.clock(end))" }

    /// `08:00-18:00`; nil for anything else.
    init?(_ text: Substring) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let start = Self.minute(parts[0]), let end = Self.minute(parts[1]) else { return nil }
        self.init(start, end)
    }

    private static func clock(_ minute: Int) -> String { "\(two(minute / 60)):\(two(minute % 60))" }
    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// `08:00`, up to `24:00`.
    private static func minute(_ text: Substring) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
        let digits = [bytes[0], bytes[1], bytes[3], bytes[4]].map { Int($0) - 0x30 }
        guard digits.allSatisfy((0...9).contains) else { return nil }
        let minute = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
        return digits[2] < 6 && minute <= dayEnd ? minute : nil
    }
}
