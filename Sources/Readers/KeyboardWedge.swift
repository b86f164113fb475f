import Controller

/// The keys of a reader that types, as a keyboard does, what it reads: digits of either row, then Enter or Tab.
///
/// What is not whole is no number, and no part of it is one: half a number that nothing follows is thrown away, and so is what comes
/// then as if it were the rest; after a loss, and right after the start, nothing is believed until a number has ended or the reader
/// was quiet. Digits are kept in memory that is zeroed, and no more than a card has.
public struct KeyboardWedge: Sendable {
    /// In which range a board may put the longest gap between two keys.
    public static let gapRange = 50...5_000
    /// Readers type a key in 2 to 50 ms.
    public static let standardGapMilliseconds = 500
    /// More keys than this are no number, whether or not an end comes.
    public static let mostKeys = 64
    /// After what was not whole, a reader is doubted until it was quiet for so many gaps.
    static let doubtGaps: Int64 = 4

    private let gap: Int64
    private var digits = SecretCells<UInt8>(capacity: CardFrame.digits.upperBound)
    private var number: Number?
    private var doubtUntil: Int64
    /// Digits that are held down.
    private var held: UInt32 = 0

    private struct Number {
        var keyCount = 0
        var fault: WireFault?
        var lastKey: Int64
        /// It was handed on before its end, for it has none.
        var isTold = false
    }

    /// - Parameter nanoseconds: when its node was opened, perhaps in the middle of a number.
    public init(gapMilliseconds: Int, openedAt nanoseconds: Int64) {
        precondition(gapMilliseconds > 0)
        gap = Int64(gapMilliseconds) * 1_000_000
        doubtUntil = nanoseconds + gap
    }

    /// When the number that is coming is thrown away, if nothing more comes.
    public var nextDeadlineNanoseconds: Int64? { number.map { $0.lastKey + gap } }

    /// - Returns: the number that ends with this key; or the half before it that nothing followed in time.
    public mutating func take(_ event: KeyEvent) -> CardFrame? {
        let before = pass(event.atNanoseconds)
        let key = WedgeKey(code: event.code)
        switch event.motion {
        case .repeated: return before
        case .released:
            held &= ~key.mask
            return before
        case .pressed: return press(key, event.atNanoseconds) ?? before
        }
    }

    /// The kernel had no room for some keys.
    public mutating func lose(atNanoseconds: Int64) -> CardFrame? {
        let before = pass(atNanoseconds)
        held = 0
        doubt(from: atNanoseconds)
        if number != nil { fail(.length) }
        return before
    }

    /// Time has passed, and no key came before then.
    /// - Returns: half a number.
    public mutating func pass(_ nanoseconds: Int64) -> CardFrame? {
        guard let deadline = nextDeadlineNanoseconds, nanoseconds >= deadline else { return nil }
        fail(.unfinished)
        doubt(from: number!.lastKey)
        return end()
    }

    private mutating func press(_ key: WedgeKey, _ at: Int64) -> CardFrame? {
        if key == .end {
            doubtUntil = at
            return number == nil ? nil : end()
        }
        if number == nil {
            number = Number(lastKey: at)
            if at < doubtUntil { fail(.length) }
        }
        number!.lastKey = max(number!.lastKey, at)
        number!.keyCount += 1
        // Pressed again, and never let go: something is lost between.
        if held & key.mask != 0 { fail(.length) }
        held |= key.mask
        note(key)
        guard number!.keyCount > Self.mostKeys, !number!.isTold else { return nil }
        number!.isTold = true
        return told(number!)
    }

    private mutating func note(_ key: WedgeKey) {
        guard case .digit(let digit, _) = key else { return fail(.unknownCharacters) }
        if number!.fault != nil { return }
        if digits.count == digits.capacity { return fail(.length) }
        digits.append(UInt8(ascii: "0") + UInt8(digit))
    }

    private mutating func doubt(from nanoseconds: Int64) {
        doubtUntil = max(doubtUntil, nanoseconds + Self.doubtGaps * gap)
    }

    /// The first fault is the one that is told.
    private mutating func fail(_ fault: WireFault) {
        if number!.fault == nil { number!.fault = fault }
        digits.removeAll()
    }

    private mutating func end() -> CardFrame? {
        let ended = number!
        defer {
            number = nil
            digits.removeAll()
        }
        return ended.isTold ? nil : told(ended)
    }

    private func told(_ number: Number) -> CardFrame {
        if let fault = number.fault { return CardFrame(.characters, count: number.keyCount, fault: fault) }
        return CardFrame(.characters, SecretText(digits))
    }
}
