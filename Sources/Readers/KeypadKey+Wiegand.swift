import Controller

extension KeypadKey {
    /// A key as readers with a keypad send it: four bits, or eight of which the first four are the others turned over. Four bits have
    /// nothing that would tell a wrong one.
    /// - Parameter bitCount: 4 or 8.
    init(wiegand value: UInt8, bitCount: Int) {
        let code = value & 0xF
        let isWhole = bitCount == 4 || value >> 4 == ~code & 0xF
        switch code {
        case _ where !isWhole: self = .unknown
        case 0...9: self = .digit(Int(code))
        // The keys with a star and a cross.
        case 10: self = .erase
        case 11: self = .enter
        default: self = .unknown
        }
    }
}
