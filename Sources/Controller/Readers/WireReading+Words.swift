extension WireReading.Amount {
    /// `26 bits (Wiegand)`
    public var words: String {
        switch self {
        case .characters(let count): "\(count) \(count == 1 ? "character" : "characters")"
        case .wiegandBits(let count): "\(count) \(count == 1 ? "bit" : "bits") (Wiegand)"
        case .keys(let count): "\(count) \(count == 1 ? "key" : "keys")"
        }
    }
}

extension WireFault {
    public var words: String {
        switch self {
        case .parity: "parity; data wires exchanged?"
        case .length: "not a length that a card has"
        case .unknownCharacters: "not all of it is known"
        case .pulses: "pulses that no reader makes; noise?"
        case .unfinished: "no Enter or Tab at its end"
        }
    }
}
