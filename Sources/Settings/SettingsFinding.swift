/// One thing wrong with a settings file, and where.
public struct SettingsFinding: Equatable, Sendable {
    public let file: String
    /// Nil when the file could not be read at all.
    public let position: Position?
    /// One sentence, e.g. `door.strike_milliseconds must be 100…60000, got 0`.
    public let message: String
    /// The file is taken all the same; somebody should look at it.
    public private(set) var isWarning = false

    /// Both count from 1; columns count code points.
    public struct Position: Hashable, Comparable, Sendable {
        public let line: Int, column: Int
        public init(line: Int, column: Int) { (self.line, self.column) = (line, column) }
        public static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
    }

    public init(file: String, position: Position?, message: String) {
        (self.file, self.position, self.message) = (file, position, message)
    }

    /// The same, of less weight.
    public var asWarning: SettingsFinding {
        var finding = self
        finding.isWarning = true
        return finding
    }
}

extension SettingsFinding: CustomStringConvertible {
    /// E.g. `Config/site.toml:14:23: door.strike_milliseconds must be 100…60000, got 0`.
    public var description: String {
        let words = isWarning ? "warning: \(message)" : message
        guard let position else { return "\(file): \(words)" }
        return "\(file):\(position.line):\(position.column): \(words)"
    }
}

/// Why a file is refused: everything that is wrong with it, in the order of its lines.
public struct SettingsError: Error, Equatable, Sendable {
    /// Never empty.
    public let findings: [SettingsFinding]
    public init(_ findings: [SettingsFinding]) {
        precondition(!findings.isEmpty)
        self.findings = findings
    }
}
