/// The last lines somebody typed, newest last; a line like the one before it is kept once. Bounded.
struct LineHistory: Sendable {
    static let longest = 50

    private var lines: [String] = []
    /// What was being typed when somebody went up, and how far up they are.
    private var draft = ""
    private var stepsUp = 0

    mutating func add(_ line: String) {
        (stepsUp, draft) = (0, "")
        if line.isEmpty || line == lines.last { return }
        if lines.count == Self.longest { lines.removeFirst() }
        lines.append(line)
    }

    /// The line before; nil when there is none.
    mutating func up(from current: String) -> String? {
        guard stepsUp < lines.count else { return nil }
        if stepsUp == 0 { draft = current }
        stepsUp += 1
        return lines[lines.count - stepsUp]
    }

    /// The line after; at last what was being typed.
    mutating func down() -> String? {
        guard stepsUp > 0 else { return nil }
        stepsUp -= 1
        return stepsUp == 0 ? draft : lines[lines.count - stepsUp]
    }

    var heldBytes: Int {
        lines.capacity * MemoryLayout<String>.stride + lines.reduce(draft.utf8.count + 32) { $0 + $1.utf8.count + 32 }
    }

    /// Somebody else is at the keyboard.
    mutating func forget() { self = LineHistory() }
}
