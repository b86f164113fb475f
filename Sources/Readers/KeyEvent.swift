/// What a key of a keyboard does, by the codes of Linux (`linux/input-event-codes.h`).
public struct KeyEvent: Equatable, Sendable {
    public enum Motion: Int32, Sendable, CaseIterable {
        case released = 0
        case pressed = 1
        /// Made by the kernel while a key is held down.
        case repeated = 2
    }

    public let code: UInt16
    public let motion: Motion
    /// Of a clock that only moves forward.
    public let atNanoseconds: Int64

    public init(_ code: UInt16, _ motion: Motion, atNanoseconds: Int64) {
        (self.code, self.motion, self.atNanoseconds) = (code, motion, atNanoseconds)
    }
}

/// What a key means for a reader that types numbers.
enum WedgeKey: Equatable {
    /// 0…9, and which of the two rows of digits.
    case digit(Int, isOnPad: Bool)
    case end
    case unknown

    init(code: UInt16) {
        switch code {
        // KEY_1 to KEY_9, KEY_0.
        case 2...10: self = .digit(Int(code) - 1, isOnPad: false)
        case 11: self = .digit(0, isOnPad: false)
        // KEY_KP7 to KEY_KP9, KEY_KP4 to KEY_KP6, KEY_KP1 to KEY_KP3, KEY_KP0.
        case 71...73: self = .digit(Int(code) - 64, isOnPad: true)
        case 75...77: self = .digit(Int(code) - 71, isOnPad: true)
        case 79...81: self = .digit(Int(code) - 78, isOnPad: true)
        case 82: self = .digit(0, isOnPad: true)
        // KEY_TAB, KEY_ENTER, KEY_KPENTER.
        case 15, 28, 96: self = .end
        default: self = .unknown
        }
    }

    /// A bit of its own for each digit of either row.
    var mask: UInt32 {
        guard case .digit(let digit, let isOnPad) = self else { return 0 }
        return 1 << UInt32(isOnPad ? digit + 10 : digit)
    }
}
