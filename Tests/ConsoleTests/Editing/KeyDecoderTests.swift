import SeededRandom
import Testing

@testable import Console

extension KeyDecoder {
    mutating func decode(_ bytes: some Sequence<UInt8>) -> [Key] {
        var keys: [Key] = []
        for byte in bytes {
            let decoded = decode(byte)
            keys += [decoded.first, decoded.second].compactMap { $0 }
        }
        return keys
    }
}

@Suite("Bytes of a terminal to keys") struct KeyDecoderTests {
    static let keys: [(String, [Key])] = [
        ("a", [.text("a")]), ("\r", [.enter]), ("\n", [.enter]), ("\r\n", [.enter]), ("\n\r", [.enter, .enter]),
        ("\r\0", [.enter]), ("\r\n\n", [.enter, .enter]), ("\r\r\n", [.enter, .enter]), ("\ra", [.enter, .text("a")]),
        ("\t", [.tab]), ("\u{8}", [.backspace]), ("\u{7F}", [.backspace]), ("\0", [.lineBreak]),
        ("\u{1}", [.control("A")]), ("\u{3}", [.control("C")]), ("\u{1A}", [.control("Z")]), ("\u{1C}", [.unknown]),
        ("\u{1B}[A", [.up]), ("\u{1B}[B", [.down]), ("\u{1B}[C", [.right]), ("\u{1B}[D", [.left]),
        ("\u{1B}OA", [.up]), ("\u{1B}OB", [.down]), ("\u{1B}OC", [.right]), ("\u{1B}OD", [.left]),
        ("\u{1B}[H", [.home]), ("\u{1B}[F", [.end]), ("\u{1B}OH", [.home]), ("\u{1B}OF", [.end]),
        ("\u{1B}OM", [.enter]),
        ("\u{1B}[1~", [.home]), ("\u{1B}[4~", [.end]), ("\u{1B}[7~", [.home]), ("\u{1B}[8~", [.end]),
        ("\u{1B}[3~", [.delete]), ("\u{1B}[5~", [.unknown]), ("\u{1B}[1;5C", [.wordRight]),
        ("\u{1B}[1;5D", [.wordLeft]),
        ("\u{1B}b", [.wordLeft]), ("\u{1B}f", [.wordRight]), ("\u{1B}x", [.unknown]),
        ("\u{1B}[[Aa", [.unknown, .text("a")]),
        ("\u{1B}\r", [.unknown, .enter]), ("\u{1B}[\r", [.unknown, .enter]),
        ("\u{1B}[12;\u{3}", [.unknown, .control("C")]),
        ("\u{1B}[200~rm\u{1B}[201~", [.unknown, .text("r"), .text("m"), .unknown]),
        ("é门👁", [.text("é"), .text("门"), .text("👁")]),
        // C1 controls, joiners, private use: nothing that steers a terminal is text.
        ("\u{9B}A", [.noise, .text("A")]), ("\u{200D}", [.unknown]), ("\u{202E}", [.unknown]),
        ("\u{E000}", [.noise]),
    ]

    @Test("each key", arguments: keys.indices) func each(row: Int) {
        var decoder = KeyDecoder()
        #expect(decoder.decode(Self.keys[row].0.utf8) == Self.keys[row].1)
        #expect(!decoder.isInside)
    }

    @Test(
        "bytes that are no UTF-8 are seen as noise, and nothing behind them is lost",
        arguments: [
            [0x80], [0xFF], [0xC0], [0xC3, 0x41], [0xE9, 0x97, 0x41], [0xF0, 0x9F, 0x91, 0x41],
            [0xE0, 0x80, 0x80, 0x41],
            [0xED, 0xA0, 0x80, 0x41], [0xF4, 0x90, 0x80, 0x80, 0x41],
        ])
    func illFormed(bytes: [UInt8]) {
        var decoder = KeyDecoder()
        let keys = decoder.decode(bytes + Array("A\r".utf8))
        #expect(keys.first == .noise && keys.suffix(2) == [.text("A"), .enter])
    }

    @Test(
        "a break as a line marks it is told from telnet's CR NUL, wherever it comes",
        arguments: [
            ([0xFF, 0, 0], [.lineBreak]), ([0x0D, 0, 0x61], [.enter, .text("a")]),
            ([0x0D, 0xFF, 0, 0], [.enter, .lineBreak]),
            ([0x0D, 0, 0xFF, 0, 0, 0x61], [.enter, .lineBreak, .text("a")]), ([0x0D, 0, 0], [.enter, .lineBreak]),
            ([0x61, 0, 0x62], [.text("a"), .lineBreak, .text("b")]), ([0x0D, 0x0A, 0], [.enter, .lineBreak]),
            ([0x1B, 0xFF, 0, 0], [.noise, .lineBreak]), ([0x1B, 0x5B, 0xFF, 0, 0], [.noise, .lineBreak]),
            ([0xE9, 0x97, 0xFF, 0, 0, 0x0D], [.noise, .lineBreak, .enter]),
            ([0xFF, 0xFF, 0x61], [.noise, .text("a")]), ([0xFF, 0xFF, 0, 0], [.noise, .lineBreak, .lineBreak]),
            ([0xFF, 0, 0x0D], [.lineBreak, .enter]), ([0xFF, 0, 0xFF, 0, 0], [.lineBreak, .lineBreak]),
        ] as [([UInt8], [Key])])
    func breaks(bytes: [UInt8], keys: [Key]) {
        var decoder = KeyDecoder()
        #expect(decoder.decode(bytes) == keys)
    }

    @Test("every character of UTF-8, and nothing else, is one") func everyCharacter() {
        var decoder = KeyDecoder()
        for value in stride(from: UInt32(0x80), through: 0x10_FFFF, by: 37) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let keys = decoder.decode(UTF8.encode(scalar)!)
            #expect(keys.count == 1 && [.text(scalar), .noise, .unknown].contains(keys[0]))
            if scalar.properties.isAlphabetic { #expect(keys == [.text(scalar)], "\(value)") }
        }
    }

    @Test("a sequence without an end is one unknown key, and is not kept") func endless() {
        var decoder = KeyDecoder()
        #expect(decoder.decode("\u{1B}[".utf8) == [])
        #expect(decoder.decode([UInt8](repeating: UInt8(ascii: "1"), count: 1_000_000)) == [])
        #expect(decoder.decode("~a".utf8) == [.unknown, .text("a")])
    }

    @Test("however the bytes are cut in pieces, the keys are the same") func pieces() {
        var random = SplitMix64(seed: 5)
        let parts = Self.keys.map { Array($0.0.utf8) } + [[0xFF], [0xE9], [0x1B], [0x9B, 0x5B]]
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 1...8, using: &random)).flatMap { _ in parts.randomElement(using: &random)!
            }
            var whole = KeyDecoder()
            var cut = KeyDecoder()
            #expect(whole.decode(bytes) == bytes.flatMap { cut.decode([$0]) }, "\(bytes)")
        }
    }
}
