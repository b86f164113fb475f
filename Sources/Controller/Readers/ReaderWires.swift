import Law
import Timekeeping

/// What came over the readers' wires last: for whoever connects them, and for nothing else.
struct ReaderWires {
    /// A card's last digits are kept for so long; what else is kept tells nothing about anybody.
    static let digitsMilliseconds: Int64 = 60_000
    /// Keys that follow each other within this time are one row.
    static let rowMilliseconds: Int64 = 5_000

    private(set) var last: [Alternative.Kind: WireReading] = [:]

    /// When the next `forget` is due.
    var forgetAt: Uptime? {
        last[.card].flatMap { $0.lastTwoDigits == nil ? nil : $0.at + Self.digitsMilliseconds }
    }

    mutating func forget(at now: Uptime) {
        if let forgetAt, now >= forgetAt { last[.card]?.lastTwoDigits = nil }
    }

    /// - Parameter number: as it was read; nil: it could not be.
    mutating func note(_ frame: CardFrame, number: SecretText?, _ fault: WireFault?, at now: Uptime) {
        let amount: WireReading.Amount =
            switch frame.form {
            case .characters: .characters(frame.count)
            case .wiegand: .wiegandBits(frame.count)
            }
        last[.card] = WireReading(amount: amount, fault: fault, lastTwoDigits: number?.lastTwoDigits, at: now)
    }

    mutating func note(_ key: KeypadKey, at now: Uptime) {
        var row = (keys: 1, fault: key == .unknown ? WireFault.unknownCharacters : nil)
        if let before = last[.keypad], now - before.at <= Self.rowMilliseconds, case .keys(let keys) = before.amount {
            row = (keys + 1, row.fault ?? before.fault)
        }
        last[.keypad] = WireReading(amount: .keys(row.keys), fault: row.fault, at: now)
    }
}

/// One thing that came over a reader's wires: how much, in which form, whether it was whole. Never what it was.
public struct WireReading: Equatable, Sendable {
    public enum Amount: Equatable, Sendable {
        case characters(Int)
        case wiegandBits(Int)
        /// In a row.
        case keys(Int)
    }

    public var amount: Amount
    /// Nil: it was whole.
    public var fault: WireFault?
    /// Of a card's number, 0…99, to be compared with the one in hand; forgotten after a minute.
    public var lastTwoDigits: Int?
    public var at: Uptime
}

/// A reader as it is now.
public struct ReaderReport: Equatable, Sendable {
    public var reader: Alternative
    /// Nil: nothing came since the start.
    public var last: WireReading?
    public var ageMilliseconds: Int64
}

extension SecretText {
    /// Nil where two digits would be a good part of the number.
    fileprivate var lastTwoDigits: Int? {
        guard count >= 8 else { return nil }
        return withBytes { $0.suffix(2).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
    }
}
