/// One thing a program can be told to do, and everything it can be told about it.
public struct Command: Sendable {
    /// The words that name it, `["build", "dlib"]`; empty for a program that does one thing only.
    public let path: [String]
    public let summary: String
    public let options: [Option]
    public let positionals: [Positional]

    /// - Precondition: no name stands twice in the table, `help` is not taken, and only the last positional may be
    ///   `.rest`.
    public init(_ path: [String], summary: String, options: [Option] = [], positionals: [Positional] = []) {
        let names = options.map(\.name) + positionals.map(\.name) + ["help"]
        precondition(Set(names).count == names.count, "\(path): a name stands twice in the table")
        precondition(positionals.dropLast().allSatisfy { $0.presence != .rest }, "\(path): words after the rest")
        (self.path, self.summary, self.options, self.positionals) = (path, summary, options, positionals)
    }
}
