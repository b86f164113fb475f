import SeededRandom
import Testing

@testable import Controller
@testable import Readers

/// A reader that types: each key for 2 ms, 8 ms apart.
private struct Typist {
    static let rows: [[UInt16]] = [
        [11, 2, 3, 4, 5, 6, 7, 8, 9, 10], [82, 79, 80, 81, 75, 76, 77, 71, 72, 73],
    ]
    static let enter: UInt16 = 28
    var at: Int64 = 10_000_000_000
    var wedge: KeyboardWedge
    /// Whatever came out.
    var frames: [CardFrame] = []

    init(gapMilliseconds: Int = 500) { wedge = KeyboardWedge(gapMilliseconds: gapMilliseconds, openedAt: 0) }

    mutating func send(_ code: UInt16, _ motion: KeyEvent.Motion) {
        if let frame = wedge.take(KeyEvent(code, motion, atNanoseconds: at)) { frames.append(frame) }
    }

    mutating func press(_ code: UInt16) {
        send(code, .pressed)
        at += 2_000_000
        send(code, .released)
        at += 6_000_000
    }

    /// - Parameter row: of digits; which one of the two.
    mutating func type(_ digits: String, row: Int = 0) {
        for digit in digits.utf8 { press(Self.rows[row][Int(digit) - 48]) }
    }

    mutating func wait(milliseconds: Int64) {
        at += milliseconds * 1_000_000
        if let frame = wedge.pass(at) { frames.append(frame) }
    }

    /// A number in quotes, else the fault.
    var said: [String] {
        frames.map { frame in
            do throws(WireFault) {
                return try frame.number().withBytes { String(decoding: $0, as: UTF8.self) }
            } catch { return "\(error)" }
        }
    }
}

@Suite("A reader that types") struct KeyboardWedgeTests {
    @Test(
        "digits of both rows and each of the three ends give the number",
        arguments: [(0, 28), (0, 15), (1, 96), (1, 28)] as [(Int, UInt16)])
    func numbers(row: Int, end: UInt16) {
        var typist = Typist()
        for number in ["0412", "1234567890", "09876543210987654321"] {
            typist.type(number, row: row)
            typist.press(end)
        }
        #expect(typist.said == ["0412", "1234567890", "09876543210987654321"])
    }

    @Test("every other key makes the whole number unknown, wherever it is, and is no key by itself")
    func otherKeys() {
        let known = Set(Typist.rows.joined() + [15, 28, 96])
        for code in UInt16(0)...0x2FF where !known.contains(code) {
            var typist = Typist()
            typist.type("04")
            typist.press(code)
            typist.type("12")
            typist.press(Typist.enter)
            typist.type("0412")
            typist.press(Typist.enter)
            #expect(typist.said == ["unknownCharacters", "0412"], "\(code)")
        }
    }

    @Test(
        "a key that is held down repeats, and counts once; one that is pressed again without being let go spoils the number"
    )
    func repeats() {
        var typist = Typist()
        for digit in [11, 6, 2, 3] as [UInt16] {
            typist.send(digit, .pressed)
            for _ in 0..<10 {
                typist.at += 33_000_000
                typist.send(digit, .repeated)
            }
            typist.send(digit, .released)
        }
        typist.press(Typist.enter)
        for _ in 0..<20 { typist.send(Typist.enter, .repeated) }
        typist.send(2, .pressed)
        typist.send(2, .pressed)
        typist.type("345")
        typist.press(Typist.enter)
        #expect(typist.said == ["0512", "length"])
    }

    @Test("keys that overlap, as fast readers type, are in their order") func rollover() {
        var typist = Typist()
        for pair in [(11, 5), (2, 3)] as [(UInt16, UInt16)] {
            typist.send(pair.0, .pressed)
            typist.send(pair.1, .pressed)
            typist.send(pair.0, .released)
            typist.send(pair.1, .released)
        }
        typist.press(Typist.enter)
        #expect(typist.said == ["0412"])
    }

    @Test("half a number that nothing follows is thrown away, and so is its rest; then the reader is believed again")
    func halves() {
        for cut in 1..<8 {
            var typist = Typist()
            typist.type(String("12345678".prefix(cut)))
            typist.wait(milliseconds: 491)
            #expect(typist.said == [])
            typist.wait(milliseconds: 1)
            #expect(typist.said == ["unfinished"])
            typist.type(String("12345678".dropFirst(cut)))
            typist.press(Typist.enter)
            #expect(typist.said == ["unfinished", "length"], "\(cut)")
            typist.type("0412")
            typist.press(Typist.enter)
            #expect(typist.said.last == "0412")
        }
    }

    @Test("after half a number a reader that was quiet for two seconds is believed, and not earlier") func quiet() {
        for (milliseconds, last) in [(Int64(1_980), "length"), (2_000, "0412")] {
            var typist = Typist()
            typist.type("99")
            typist.wait(milliseconds: milliseconds)
            typist.type("0412")
            typist.press(Typist.enter)
            #expect(typist.said == ["unfinished", last])
        }
    }

    @Test("a gap is found by the times of the keys, also when they are all read late") func lateReading() {
        var typist = Typist()
        typist.type("1234")
        typist.at += 600_000_000
        typist.type("5678")
        typist.press(Typist.enter)
        #expect(typist.said == ["unfinished", "length"])
    }

    @Test("after a loss nothing is believed until an end or a quiet time", arguments: 0...8) func loss(place: Int) {
        var typist = Typist()
        typist.type(String("12345678".prefix(place)))
        if let frame = typist.wedge.lose(atNanoseconds: typist.at) { typist.frames.append(frame) }
        typist.type(String("12345678".dropFirst(place)))
        typist.press(Typist.enter)
        // A loss behind a whole number is one before its end all the same.
        #expect(typist.said == ["length"])
        typist.type("0412")
        typist.press(Typist.enter)
        #expect(typist.said == ["length", "0412"])
    }

    @Test("what is typed while the node is being opened may be the rest of a number") func opening() {
        var typist = Typist()
        typist.wedge = KeyboardWedge(gapMilliseconds: 500, openedAt: typist.at)
        typist.at += 499_000_000
        typist.type("5678")
        typist.press(Typist.enter)
        typist.type("12345678")
        typist.press(Typist.enter)
        #expect(typist.said == ["length", "12345678"])
        typist.wedge = KeyboardWedge(gapMilliseconds: 500, openedAt: typist.at)
        typist.at += 500_000_000
        typist.type("0412")
        typist.press(Typist.enter)
        #expect(typist.said.last == "0412")
    }

    @Test("too many digits are no number; keys without an end are told once") func tooMany() {
        var typist = Typist()
        typist.type("123456789012345678901")
        typist.press(Typist.enter)
        #expect(typist.said == ["length"])
        for _ in 0..<100 { typist.type("1234567890") }
        #expect(typist.said == ["length", "length"])
        typist.press(Typist.enter)
        typist.press(Typist.enter)
        typist.type("0412")
        typist.press(Typist.enter)
        #expect(typist.said == ["length", "length", "0412"])
    }

    @Test("random histories: a number that comes out is one that was typed from its first to its last key")
    func histories() {
        var random = SplitMix64(seed: 11)
        var right = 0
        for round in 0..<20_000 {
            var typist = Typist()
            let number = String((0..<8).map { _ in Character(String(random.below(10))) })
            var isWhole = true
            for digit in number {
                switch random.below(40) {
                // A key is not seen; another one is; the kernel loses some; the reader stops.
                case 0: isWhole = false; _ = typist.wedge.lose(atNanoseconds: typist.at); continue
                case 1: isWhole = false; typist.press(30)
                case 2: isWhole = false; _ = typist.wedge.lose(atNanoseconds: typist.at)
                case 3: isWhole = false; typist.wait(milliseconds: Int64(500 + random.below(1_000)))
                case 4: typist.send(Typist.rows[0][Int(String(digit))!], .repeated)
                default: break
                }
                typist.type(String(digit), row: random.below(2))
            }
            typist.press([15, 28, 96][random.below(3)])
            // A reader that stopped before its first key has lost nothing.
            let numbers = typist.frames.compactMap { try? $0.number() }
            if isWhole { right += 1 }
            #expect(numbers.allSatisfy { $0 == SecretText(number.utf8) }, "\(round)")
            if isWhole { #expect(numbers.count == 1, "\(round)") }
        }
        #expect(right > 5_000 && right < 15_000)
    }
}
