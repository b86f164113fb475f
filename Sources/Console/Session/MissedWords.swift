/// What was said to every console while this one could not show it: the newest few, until its prompt is back.
struct MissedWords {
    static let limit = 4
    /// Of each; what is longer is cut.
    static let longestScalars = 256

    private var words: [String] = []
    private var lost = 0

    mutating func put(_ said: String) {
        if words.count == Self.limit {
            words.removeFirst()
            lost += 1
        }
        words.append(String(String.UnicodeScalarView(said.unicodeScalars.prefix(Self.longestScalars))))
    }

    /// Oldest first; nothing is left.
    mutating func take() -> [String] {
        defer { self = MissedWords() }
        let earlier = lost == 0 ? [] : ["meanwhile: \(lost) more, too many to be kept"]
        return earlier + words.map { "meanwhile: \($0)" }
    }

    var heldBytes: Int { words.reduce(0) { $0 + MemoryLayout<String>.stride + 32 + $1.utf8.count } }
}
