import RingStore

/// `line SEQUENCE TIME KIND DETAIL PREVIOUS`
struct ExportedLine {
    let sequence: UInt64
    let previous: [UInt8]

    /// - Parameter words: what stands between single spaces.
    init?(_ words: [Substring]) {
        guard words.count == 6, words[0] == "line", let sequence = JournalText.number(words[1]), sequence > 0,
            JournalText.matches(words[2], "0000-00-00T00:00:00Z"), JournalDraft.isWord(String(words[3])),
            JournalText.bytes(words[4], 32) != nil, let previous = JournalText.bytes(words[5], 32)
        else { return nil }
        (self.sequence, self.previous) = (sequence, previous)
    }
}

/// `checkpoint DAY LAST HASH DROPPED HASH SIGNATURE`, and `end` the same with the text's hash before the signature.
struct ExportedStatement {
    let day: String
    let last: ChainPlace
    let dropped: ChainPlace
    /// Nil in a checkpoint.
    let text: [UInt8]?
    let signature: [UInt8]

    init?(_ words: [Substring]) {
        let isEnd = words[0] == "end"
        guard isEnd || words[0] == "checkpoint", words.count == (isEnd ? 8 : 7),
            JournalText.matches(words[1], "0000-00-00"), let last = ChainPlace(words[2], words[3]),
            let dropped = ChainPlace(words[4], words[5]),
            let signature = JournalText.bytes(words[words.count - 1], JournalIdentity.signatureBytes)
        else { return nil }
        text = isEnd ? JournalText.bytes(words[6], 32) : nil
        guard !isEnd || text != nil else { return nil }
        day = String(words[1])
        (self.last, self.dropped, self.signature) = (last, dropped, signature)
    }
}

extension ChainPlace {
    init?(_ sequence: Substring, _ hash: Substring) {
        guard let sequence = JournalText.number(sequence), let hash = JournalText.bytes(hash, 32) else { return nil }
        self.init(sequence: sequence, hash: hash)
    }
}

extension JournalText {
    /// Decimal without leading zeros, at most 18 digits.
    static func number(_ word: Substring) -> UInt64? {
        guard (1...18).contains(word.utf8.count), word.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            word.utf8.count == 1 || word.utf8.first != 0x30
        else { return nil }
        return UInt64(word)
    }

    /// Lower-case hexadecimal of exactly `count` bytes.
    static func bytes(_ word: Substring, _ count: Int) -> [UInt8]? {
        let digits = word.utf8.map { UInt8("0123456789abcdef".utf8.firstOffset(of: $0) ?? 16) }
        guard digits.count == 2 * count, !digits.contains(16) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// Whether `word` is `form` with any digit for each 0.
    static func matches(_ word: Substring, _ form: String) -> Bool {
        word.utf8.count == form.utf8.count
            && zip(word.utf8, form.utf8).allSatisfy { $1 == 0x30 ? (0x30...0x39).contains($0) : $0 == $1 }
    }
}

extension Collection where Element: Equatable {
    fileprivate func firstOffset(of element: Element) -> Int? {
        firstIndex(of: element).map { distance(from: startIndex, to: $0) }
    }
}
