/// What a card reader's wires brought for one card, before anybody asks whose it is. The number stays inside.
public struct CardFrame: Sendable {
    public enum Form: Hashable, Sendable {
        /// Digits, a character each.
        case characters
        /// Bits, each as the character 0 or 1, in the order in which they came.
        case wiegand
    }

    /// Digits of a card's number, where the reader tells them one by one.
    public static let digits = 4...20

    public let form: Form
    /// Characters or bits.
    public let count: Int
    private let text: SecretText
    /// What is wrong with the whole of it, whatever it says.
    private let fault: WireFault?

    /// - Parameter text: ASCII; whatever came, however wrong.
    public init(_ form: Form, _ text: SecretText) {
        (self.form, self.text, count, fault) = (form, text, text.count, nil)
    }

    /// A frame of which nothing is believed: how much came is all that is kept.
    public init(_ form: Form, count: Int, fault: WireFault) {
        (self.form, self.count, self.fault, text) = (form, count, fault, SecretText([]))
    }

    /// The number that the frame stands for: the digits as they came, or the bits between the two of parity as the ten
    /// decimal digits that are printed on most cards.
    /// - Throws: what is wrong with the frame, whoever's card it is.
    func number() throws(WireFault) -> SecretText {
        if let fault { throw fault }
        switch form {
        case .characters:
            try expect(UInt8(ascii: "0")...UInt8(ascii: "9"))
            guard Self.digits.contains(count) else { throw .length }
            return text
        case .wiegand:
            try expect(UInt8(ascii: "0")...UInt8(ascii: "1"))
            guard [26, 34].contains(count) else { throw .length }
            guard parityIsRight else { throw .parity }
            return SecretText((0..<10).lazy.map { [value] in Self.digit($0, of: value) })
        }
    }

    private func expect(_ characters: ClosedRange<UInt8>) throws(WireFault) {
        guard text.withBytes({ $0.allSatisfy(characters.contains) }) else { throw .unknownCharacters }
    }

    /// The first bit makes the first half even, the last one the second half odd.
    private var parityIsRight: Bool {
        text.withBytes { bits in
            func ones(_ half: Slice<UnsafeRawBufferPointer>) -> Int { half.count { $0 == UInt8(ascii: "1") } }
            return ones(bits.prefix(count / 2)) % 2 == 0 && ones(bits.suffix(count / 2)) % 2 == 1
        }
    }

    private var value: UInt32 {
        text.withBytes { bits in bits.dropFirst().dropLast().reduce(0) { $0 << 1 | UInt32($1 & 1) } }
    }

    private static func digit(_ place: Int, of value: UInt32) -> UInt8 {
        UInt8(ascii: "0") + UInt8((place..<9).reduce(value) { rest, _ in rest / 10 } % 10)
    }
}

/// Why what came over a reader's wires goes no further.
public enum WireFault: Error, Hashable, Sendable, CaseIterable {
    /// A bit fell over, or the two data wires are exchanged.
    case parity
    /// Too much, too little, or bits were lost.
    case length
    /// What no card and no key sends: another speed, another kind of reader.
    case unknownCharacters
    /// Pulses that no reader makes: too short, too long, too near, on both wires at once.
    case pulses
    /// The key that ends a number did not come.
    case unfinished
}
