import Testing
import Timekeeping

@testable import Controller

@Suite("What comes over the readers' wires") struct ReaderTests {
    private let bench = ConsoleID(0)

    private func readers(_ rig: inout Rig) throws -> [ReaderReport] {
        for case .reply(bench, .readers(let reports)) in rig.send(.command(.readers, from: bench)) { return reports }
        throw Nothing()
    }

    private struct Nothing: Error {}

    private static func frame(_ form: CardFrame.Form, _ text: String) -> CardFrame {
        CardFrame(form, SecretText(text.utf8))
    }

    /// With the parity bits that belong there, taken from their definition: the first makes its half even, the last its
    /// half odd.
    private static func wiegand(_ value: UInt64, bits: Int) -> String {
        let middle = (0..<bits - 2).map { Int(value >> UInt64(bits - 3 - $0)) & 1 }
        let half = middle.count / 2
        let first = middle[..<half].reduce(0, +) % 2, last = 1 - middle[half...].reduce(0, +) % 2
        return ([first] + middle + [last]).map(String.init).joined()
    }

    @Test(
        "digits and both lengths of Wiegand give the number that is printed on the card",
        arguments: [
            (CardFrame.Form.characters, "04123456", "04123456"), (.characters, "0412", "0412"),
            (.wiegand, wiegand(0, bits: 26), "0000000000"), (.wiegand, wiegand(0xFF_FFFF, bits: 26), "0016777215"),
            (.wiegand, wiegand(0x12_3456, bits: 26), "0001193046"),
            (.wiegand, wiegand(0xFFFF_FFFF, bits: 34), "4294967295"),
            // By hand: 1 even over twelve, then 1 odd over twelve.
            (.wiegand, "10000000000010000000000011", nil), (.wiegand, "10000000000010000000000010", "0000004097"),
        ] as [(CardFrame.Form, String, String?)])
    func numbers(form: CardFrame.Form, text: String, number: String?) {
        #expect((try? Self.frame(form, text).number()) == number.map { SecretText($0.utf8) })
    }

    @Test("each bit of a frame that falls over is noticed, and so are wires that are exchanged", arguments: [26, 34])
    func parity(bits: Int) {
        for value: UInt64 in [0, 1, 0x12_3456, 0x80_0001, 0xFF_FFFF] {
            let right = Self.wiegand(value, bits: bits)
            for fallen in 0..<bits {
                let wrong = right.enumerated().map { $0 == fallen ? $1 == "0" ? "1" : "0" : String($1) }.joined()
                #expect(throws: WireFault.parity) { try Self.frame(.wiegand, wrong).number() }
            }
            let exchanged = right.map { $0 == "0" ? "1" : "0" }.joined()
            #expect(throws: WireFault.parity) { try Self.frame(.wiegand, exchanged).number() }
        }
    }

    @Test("every other length and every other character is refused, and why", arguments: 0...70)
    func refused(count: Int) {
        let zeros = String(repeating: "0", count: count)
        if !(4...20).contains(count) {
            #expect(throws: WireFault.length) { try Self.frame(.characters, zeros).number() }
        }
        if count != 26, count != 34 {
            #expect(throws: WireFault.length) { try Self.frame(.wiegand, zeros).number() }
        }
        for wrong in ["/", ":", "x", " ", "\u{7F}", "é"] {
            #expect(throws: WireFault.unknownCharacters) { try Self.frame(.characters, zeros + wrong).number() }
            #expect(throws: WireFault.unknownCharacters) { try Self.frame(.wiegand, wrong + zeros).number() }
        }
        #expect(throws: WireFault.unknownCharacters) { try Self.frame(.wiegand, zeros + "2").number() }
    }

    @Test("what is refused on the wires moves nothing; what is whole is looked up") func consequences() throws {
        var rig = Rig()
        let scene = rig.scene
        for text in ["041", "04x2", "0412\n"] {
            let actions = rig.send(.card(Self.frame(.characters, text)))
            #expect(actions.isEmpty && rig.scene == scene)
        }
        #expect(rig.send(.keypad(.unknown)).isEmpty)
        rig.tapCard()
        guard case .pinEntry = rig.scene else { Issue.record("\(rig.scene!)"); return }
        for digit in [4, 7, 1, 1] { rig.send(.keypad(.digit(digit))) }
        #expect(rig.send(.keypad(.enter)).has(\.movesStrike))
    }

    @Test("the newest of each reader: how much, whether it was whole, how long ago; nothing before the first")
    func last()
        throws
    {
        var rig = Rig()
        #expect(try readers(&rig).allSatisfy { $0.last == nil && $0.reader.isHealthy })
        rig.send(.card(Self.frame(.wiegand, Self.wiegand(1_193_046, bits: 26))))
        rig.pass(milliseconds: 2_500)
        var card = try #require(try readers(&rig).first { $0.reader.kind == .card })
        #expect(card.last?.amount == .wiegandBits(26) && card.last?.fault == nil && card.last?.lastTwoDigits == 46)
        #expect(card.ageMilliseconds == 2_500)
        rig.send(.card(Self.frame(.wiegand, "0101")))
        card = try #require(try readers(&rig).first { $0.reader.kind == .card })
        #expect(card.last?.amount == .wiegandBits(4) && card.last?.fault == .length && card.last?.lastTwoDigits == nil)
        #expect(card.ageMilliseconds == 0)
        #expect(try readers(&rig).first { $0.reader.kind == .keypad }?.last == nil)
    }

    @Test("two digits of a long number, none of a short one, and none after a minute") func digits() throws {
        var rig = Rig()
        for (text, digits) in [("12345678", 78), ("12345600", 0), ("1234567", nil), ("0412", nil)] as [(String, Int?)] {
            rig.send(.card(Self.frame(.characters, text)))
            #expect(try readers(&rig)[0].last?.lastTwoDigits == digits, "\(text)")
        }
        rig.send(.card(Self.frame(.characters, "12345678")))
        rig.pass(milliseconds: 59_999)
        #expect(try readers(&rig)[0].last?.lastTwoDigits == 78)
        rig.pass(milliseconds: 1)
        // Gone from memory, not only from the answer.
        #expect(rig.controller.wires.last[.card]?.lastTwoDigits == nil)
        #expect(try readers(&rig)[0].last?.amount == .characters(8))
    }

    @Test("keys in a row are counted, a pause begins anew, and which they were is nowhere") func keys() throws {
        var rig = Rig()
        for key in [KeypadKey.digit(4), .digit(7), .unknown, .erase] {
            rig.send(.keypad(key))
            rig.pass(milliseconds: 5_000)
        }
        var keypad = try #require(try readers(&rig).first { $0.reader.kind == .keypad })
        #expect(keypad.last?.amount == .keys(4) && keypad.last?.fault == .unknownCharacters)
        rig.pass(milliseconds: 1)
        rig.send(.keypad(.digit(9)))
        keypad = try #require(try readers(&rig).first { $0.reader.kind == .keypad })
        #expect(keypad.last?.amount == .keys(1) && keypad.last?.fault == nil)
        var texts: Set<String> = []
        for digit in 0...9 {
            var other = Rig()
            other.send(.keypad(.digit(digit)))
            texts.insert("\(other.controller.wires)")
        }
        #expect(texts.count == 1)
    }
}
