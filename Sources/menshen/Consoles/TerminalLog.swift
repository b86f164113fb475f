/// The newest lines of what the terminal has said, for whoever comes later with a cable. Belongs to the event loop.
final class TerminalLog {
    static let longestLines = 500
    private var lines: [String] = []

    func keep(_ line: String) {
        // Rarely, and not at every line.
        if lines.count == 2 * Self.longestLines { lines.removeFirst(Self.longestLines) }
        lines.append(line)
    }

    func newest(_ count: Int) -> [String] { lines.suffix(min(count, Self.longestLines)) }
}
