import Controller

/// Lines of a table as they come. Whatever comes is taken up to `.`, so that nothing of it is read as a command; what is too
/// much is not kept.
struct TypedTable: Sendable {
    static let longestBytes = 64 << 10

    let kind: TableKind
    private var lines: [String] = []
    private var byteCount = 0
    private var isTooLong = false
    /// Why nothing will come of it.
    private var fault: String?

    init(_ kind: TableKind = .people) { self.kind = kind }

    var prompt: String { "\(kind.word) (\(lines.count)), '.' ends> " }

    mutating func take(_ line: String) {
        byteCount += line.utf8.count
        isTooLong = isTooLong || byteCount > Self.longestBytes || lines.count > PeopleTable.longestLines
        if isTooLong { lines = [] } else { lines.append(line) }
    }

    /// Something in it is not what was typed: it is taken to its end, and nothing comes of it.
    mutating func spoil(_ words: String) { fault = fault ?? words }

    /// What it holds.
    var heldBytes: Int { min(byteCount, Self.longestBytes) + lines.capacity * (MemoryLayout<String>.stride + 32) }

    var request: ConsoleRequest {
        if let fault { return .mistake("error: \(fault); nothing was changed") }
        if isTooLong {
            return .mistake(
                "error: a table has \(PeopleTable.longestLines) \(kind.word) and \(Self.longestBytes) bytes at most; nothing was changed"
            )
        }
        do throws(TableMistake) {
            switch kind {
            case .people: return .command(.peopleImport(try PeopleTable.read(lines).all()), .text)
            case .rules: return .command(.access(.import(try RuleTable.read(lines).all())), .text)
            case .peopleCheck: return check(try PeopleTable.read(lines)) { .peopleCheck($0) }
            case .rulesCheck: return check(try RuleTable.read(lines)) { .check($0) }
            }
        } catch { return .mistake("error: line \(error.line): \(error.words); nothing was changed") }
    }

    /// With every line that is wrong, and not only the first.
    private func check<Value>(
        _ reading: TableReading<Value>, _ make: ([Value]) -> AccessCommand
    ) -> ConsoleRequest {
        if let words = reading.words { return .mistake("error: \(words); nothing was changed") }
        return .command(.access(make(reading.values)), .text)
    }
}
