/// What is wrong with a rule, for one line: what was there, and what would be right.
public struct AccessError: Error, Equatable, Sendable {
    public let words: String
    public init(_ words: String) { self.words = words }
}
