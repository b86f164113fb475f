import Controller

/// An answer on its way to the screen: its lines are made when they are wanted, so that a long one neither holds the loop up
/// nor fills the memory.
struct Answer {
    /// What is held of one answer at most; what is longer is cut, and says so.
    static let longestBytes = 256 << 10
    /// Said where an answer is cut.
    static let cut = "error: the answer is longer than \(longestBytes >> 10) KiB; the rest is left out"

    private static let shortLines = 100

    private enum Source {
        case lines([String])
        case journal([JournalText])
        case nothing
    }

    /// What is not yet rows, from `next`.
    private var source: Source
    private var next = 0
    private let end: Int
    /// The row on the screen's width; nil: lines stay as they are.
    private let columns: Int?
    /// The rows of the line before that are still to come.
    private var rows: ArraySlice<String> = []
    /// What is still to come of a row that was too long to be taken at once.
    private var rest: ArraySlice<UInt8> = []
    /// The newest row that `takeBytes` has begun says what went wrong.
    private(set) var endsInMistake = false

    init(_ lines: [String], columns: Int?) {
        let lines = Self.cut(lines, bytes: Self.bytes(of:)) { $0 + [Self.cut] }
        self.columns = columns
        source = .lines(lines)
        end = lines.count
        // Of a short one it is known at once how many rows it has.
        guard lines.count <= Self.shortLines else { return }
        rows = lines.flatMap { wrapped($0) }[...]
        (source, next) = (.nothing, end)
    }

    private init(_ entries: [JournalText], columns: Int?) {
        let entries = Self.cut(entries, bytes: Self.bytes(of:)) { $0 }
        self.columns = columns
        source = .journal(entries)
        end = entries.count
    }

    init(_ reply: Reply, _ format: ReplyFormat, columns: Int?) {
        if case .journal(let entries) = reply {
            self.init(entries, columns: columns)
        } else {
            self.init(ReplyText.lines(for: reply, as: format), columns: columns)
        }
    }

    /// How many lines are to come at least: a long line is several.
    var count: Int { rows.count + end - next }
    var isEmpty: Bool { rows.isEmpty && rest.isEmpty && next == end }
    /// A row has been taken in part.
    var isInsideRow: Bool { !rest.isEmpty }
    /// What it holds.
    var heldBytes: Int {
        let source =
            switch source {
            case .lines(let lines): lines.reduce(0) { $0 + Self.bytes(of: $1) }
            case .journal(let entries): entries.reduce(0) { $0 + Self.bytes(of: $1) }
            case .nothing: 0
            }
        return source + rest.count + rows.reduce(0) { $0 + Self.bytes(of: $1) }
    }

    /// The next row; nil at the end.
    mutating func takeRow() -> String? {
        if rows.isEmpty, let line = takeLine() { rows = wrapped(line)[...] }
        return rows.popFirst()
    }

    /// The next rows with their line ends, in bytes; less than twice `bytes`. Only a row that is longer than `bytes` is divided.
    mutating func takeBytes(rows: Int, bytes: Int) -> [UInt8] {
        var taken: [UInt8] = []
        for _ in 0..<rows where taken.count < bytes {
            if rest.isEmpty {
                guard let row = takeRow() else { break }
                endsInMistake = row.hasPrefix("error: ")
                rest = Array("\(row)\r\n".utf8)[...]
            }
            taken += rest.prefix(bytes)
            rest = rest.dropFirst(bytes)
        }
        return taken
    }

    private mutating func takeLine() -> String? {
        guard next < end else {
            source = .nothing
            return nil
        }
        defer { next += 1 }
        switch source {
        case .lines(let lines): return lines[next]
        case .journal(let entries): return ReplyText.line(for: entries[next])
        case .nothing: preconditionFailure("a line of nothing")
        }
    }

    private func wrapped(_ line: String) -> [String] { columns.map { Wrapping.lines(line, columns: $0) } ?? [line] }

    // MARK: the bound

    private static func bytes(of line: String) -> Int { MemoryLayout<String>.stride + 32 + line.utf8.count }
    private static func bytes(of entry: JournalText) -> Int {
        MemoryLayout<JournalText>.stride + 32 + entry.text.utf8.count
    }

    /// The elements that fit, with `ending` where some do not.
    private static func cut<Element>(
        _ elements: [Element], bytes: (Element) -> Int, ending: ([Element]) -> [Element]
    ) -> [Element] {
        var sum = 0
        for (index, element) in elements.enumerated() {
            sum += bytes(element)
            if sum > longestBytes { return ending(Array(elements[..<index])) }
        }
        return elements
    }
}
