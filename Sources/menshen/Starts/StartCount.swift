import Controller

/// How many starts in a row have not come to a good end yet, in the state directory: one more at each start, none after ten good
/// minutes or an end in order. A start that ended without a word is one that nobody took back.
struct StartCount {
    private static let highest = 99
    private let file: SmallFile

    init(_ directory: String) { self.init(SmallFile("\(directory)/unfinished-starts")) }

    init(_ file: SmallFile) { self.file = file }

    /// What cannot be read counts as none: a file that was torn is no reason to keep faces off.
    func read() -> Int { file.read().flatMap(Self.decode) ?? 0 }

    /// - Throws: when it cannot be written. Then nobody can count, and the start goes on.
    func write(_ count: Int) throws(Refusal) {
        if count == 0 { file.remove() } else { try file.write(Self.encode(count)) }
    }

    /// The last byte stands only behind a number that is whole.
    static func encode(_ count: Int) -> [UInt8] { Array("unfinished starts: \(min(max(count, 0), highest))\n".utf8) }

    static func decode(_ bytes: [UInt8]) -> Int? { (0...highest).first { encode($0) == bytes } }
}
