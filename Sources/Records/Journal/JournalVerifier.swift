import RingStore

/// What is wrong with exported lines.
public struct JournalProblem: Equatable, Sendable, CustomStringConvertible {
    /// Counted from 1, in the text.
    public let line: Int
    public let words: String
    /// Of the journal's line that is missing, altered or out of place, as far as that can be told.
    public let sequence: UInt64
    public var description: String { "line \(line): \(words)" }
}

/// Follows exported lines with nothing but the public key. `Board/verify-journal.py` does the same, in the same words.
public struct JournalVerifier {
    public private(set) var problem: JournalProblem?
    public private(set) var lines = 0
    public private(set) var firstSequence: UInt64?
    public private(set) var lastSequence: UInt64?

    private let publicKey: [UInt8]
    private var header: String?
    private var count = 0
    /// What the oldest line follows, and the newest place so far; nil until one of them is known.
    private var begin: ChainPlace?
    private var tip: ChainPlace?
    private var day = ""
    private var textHash = JournalLine.noHash
    private var isOver = false

    public init(publicKey: [UInt8]) { self.publicKey = publicKey }

    /// A whole text, its line feeds included. Nil: it holds.
    public static func problem(in text: [UInt8], publicKey: [UInt8]) -> JournalProblem? {
        var verifier = JournalVerifier(publicKey: publicKey)
        var pieces = text.split(separator: 0x0A, omittingEmptySubsequences: false)
        let rest = pieces.removeLast()
        for piece in pieces { verifier.take(piece) }
        verifier.finish(rest: rest.count)
        return verifier.problem
    }

    /// The next line, without its line feed; nothing is looked at behind a problem.
    public mutating func take(_ bytes: some Collection<UInt8>) {
        guard problem == nil else { return }
        count += 1
        let text = String(decoding: bytes, as: UTF8.self)
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        if isOver {
            fail("something stands behind the end")
        } else if header == nil {
            takeHeader(text, words)
        } else if let line = ExportedLine(words) {
            take(line, text)
        } else if let statement = ExportedStatement(words) {
            take(statement, text)
        } else {
            fail("not a line of a journal")
        }
        textHash = Self.textHash(textHash, bytes)
    }

    /// - Parameter rest: bytes behind the last line feed.
    public mutating func finish(rest: Int = 0) {
        guard problem == nil else { return }
        count += 1
        if rest > 0 {
            fail("has no line feed: it was cut off")
        } else if !isOver {
            fail("the end is missing: the rest was cut off")
        }
    }

    /// Grows by each line: BLAKE2b-32(hash so far ‖ line ‖ line feed), from zeros.
    static func textHash(_ sofar: [UInt8], _ line: some Collection<UInt8>) -> [UInt8] {
        (sofar + line + [0x0A]).withUnsafeBytes { blake2b32($0) }
    }

    private mutating func takeHeader(_ text: String, _ words: [Substring]) {
        guard words.count == 4, words[0] == "menshen-journal", words[1] == "\(JournalText.version)",
            Journal.allCases.contains(where: { $0.word == words[2] }), let key = JournalText.bytes(words[3], 32)
        else { return fail("not the beginning of a journal of version \(JournalText.version)") }
        guard key == publicKey else { return fail("the journal of another device: its key is not the one given") }
        header = text
    }

    private mutating func take(_ line: ExportedLine, _ text: String) {
        if let tip {
            guard line.sequence == tip.sequence + 1 else {
                return fail("number \(tip.sequence + 1) should be here, not \(line.sequence)", tip.sequence + 1)
            }
            guard line.previous == tip.hash else {
                return fail(
                    "does not follow: one of the lines \(tip.sequence) and \(line.sequence) was altered", line.sequence)
            }
        } else {
            begin = ChainPlace(sequence: line.sequence - 1, hash: line.previous)
        }
        tip = ChainPlace(sequence: line.sequence, hash: JournalText.hash(text))
        lines += 1
        firstSequence = firstSequence ?? line.sequence
        lastSequence = line.sequence
    }

    private mutating func take(_ statement: ExportedStatement, _ text: String) {
        let signed = text.utf8.prefix(text.utf8.count - 129)
        let message = JournalText.signed(String(decoding: signed, as: UTF8.self), under: header!)
        guard JournalIdentity.isSigned(message.utf8, by: publicKey, statement.signature) else {
            return fail("the signature does not hold: not this device's, or altered")
        }
        let (last, dropped) = (statement.last, statement.dropped)
        guard day < statement.day || statement.text != nil && day == statement.day else {
            return fail("the day \(statement.day) does not come after \(day)")
        }
        day = statement.day
        if tip == nil { (begin, tip) = (dropped, dropped) }
        guard last == tip else {
            return fail("the newest line should be \(last.sequence), with the hash given here", last.sequence)
        }
        guard dropped.sequence < begin!.sequence && statement.text == nil || dropped == begin else {
            return fail(
                "the oldest line should follow line \(dropped.sequence), with the hash given here", dropped.sequence + 1
            )
        }
        guard let claimed = statement.text else { return }
        guard claimed == textHash else { return fail("the lines above are not the ones that were exported") }
        isOver = true
    }

    private mutating func fail(_ words: String, _ sequence: UInt64? = nil) {
        problem = JournalProblem(
            line: count, words: words, sequence: sequence ?? tip?.sequence ?? 1)
    }
}
