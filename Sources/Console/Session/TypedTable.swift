import Controller

/// Lines of a table as they come. Whatever comes is taken up to `.`, so that nothing of it is read as a command; what is too
/// much is not kept.
struct TypedTable: Sendable {
    static let longestBytes = 64 << 10

    private var lines: [String] = []
    private var byteCount = 0
    private var isTooLong = false
    /// Why nothing will come of it.
    private var fault: String?

    var prompt: String { "people (\(lines.count)), '.' ends> " }

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
                "error: a table has \(PeopleTable.longestLines) people and \(Self.longestBytes) bytes at most; nothing was changed"
            )
        }
        switch PeopleTable.read(lines) {
        case .failure(let mistake):
            return .mistake("error: line \(mistake.line): \(mistake.words); nothing was changed")
        case .success(let people) where people.isEmpty: return .mistake("error: nobody stands in the table")
        case .success(let people): return .command(.peopleImport(people), .text)
        }
    }
}
