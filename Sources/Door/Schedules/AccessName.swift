/// Names a schedule or a group, at the console and on flash: 1…24 of `a`…`z`, `0`…`9` and `-`.
public struct AccessName: Hashable, Comparable, Sendable, CustomStringConvertible {
    public static let limitBytes = 24
    /// The schedule that is never over, and the one that never begins; nobody makes or removes them.
    public static let always = AccessName(unchecked: "always"), never = AccessName(unchecked: "never")
    /// Words that mean something else where a name may stand.
    static let reserved: Set = ["always", "never", "none"]

    public let text: String

    public init?(_ text: String) {
        let isFit = text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard (1...Self.limitBytes).contains(text.utf8.count), isFit else { return nil }
        self.text = text
    }

    private init(unchecked text: String) { self.text = text }

    /// May be given to a schedule or a group.
    public var isFree: Bool { !Self.reserved.contains(text) }

    public var description: String { text }
    public static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}
