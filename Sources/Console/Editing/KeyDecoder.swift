/// Bytes of a VT100, VT220, xterm or Linux terminal to keys, in pieces of any size.
///
/// Remembers 20 bytes at most: a sequence that goes on for longer becomes `.unknown`. Bytes that are no character become the
/// replacement character, so that a line with noise in it is not taken for one without.
///
/// A break comes as `FF 00 00`, and an `FF` as `FF FF`, as a line marks them (termios(3), "PARMRK"): so it is told from the NUL that
/// telnet puts behind an Enter. A NUL anywhere else is a break too: some adapters' drivers know no other way to tell of one. Of
/// such an adapter, a break right behind an Enter is not seen.
/// Sources: ECMA-48 §5.4 (control sequences), the VT220 Programmer Reference Manual, xterm's "Control Sequences".
struct KeyDecoder: Sendable {
    static let longestSequenceBytes = 16

    private enum State: Equatable {
        case ground
        /// A line feed that follows at once, or a NUL, belongs to this Enter.
        case carriageReturn
        case escape
        /// `ESC [` and its parameters so far; nil when there were too many.
        case control([UInt8]?)
        /// `ESC O`, from keypads and function keys.
        case shifted
        /// `ESC [ [`, the Linux console's function keys.
        case linuxFunction
        /// Its bits so far, how many bytes are still to come, and of how many.
        case utf8(UInt32, missing: Int, of: Int)
        /// `FF`, and `FF 00`.
        case marked, markedZero
    }

    private var state = State.ground

    /// The keys that this byte completes.
    mutating func decode(_ byte: UInt8) -> DecodedKeys {
        var keys = DecodedKeys()
        decode(byte, into: &keys)
        return keys
    }

    /// Whether the bytes so far stop inside a key.
    var isInside: Bool { state != .ground && state != .carriageReturn }

    private mutating func decode(_ byte: UInt8, into keys: inout DecodedKeys) {
        switch state {
        case .marked: marked(byte, &keys)
        case .markedZero: markedZero(byte, &keys)
        case _ where byte == 0xFF:
            // Whatever was begun, nothing of it goes on behind a mark.
            if isInside { keys.append(.noise) }
            state = .marked
        case .ground: ground(byte, &keys)
        case .carriageReturn:
            state = .ground
            if byte != 0x0A && byte != 0 { ground(byte, &keys) }
        case .escape: escape(byte, &keys)
        case .control(let parameters): control(byte, parameters, &keys)
        case .shifted: finish(with: Self.key(shifted: byte), &keys)
        case .linuxFunction: finish(with: .unknown, &keys)
        case .utf8(let bits, let missing, let length): utf8(byte, bits, missing, length, &keys)
        }
    }

    private mutating func marked(_ byte: UInt8, _ keys: inout DecodedKeys) {
        if byte == 0 { return state = .markedZero }
        finish(with: .noise, &keys)
        if byte != 0xFF { ground(byte, &keys) }
    }

    private mutating func markedZero(_ byte: UInt8, _ keys: inout DecodedKeys) {
        finish(with: .lineBreak, &keys)
        // From a line that marks nothing, it was a NUL behind some noise.
        if byte != 0 { decode(byte, into: &keys) }
    }

    private mutating func finish(with key: Key, _ keys: inout DecodedKeys) {
        state = .ground
        keys.append(key)
    }

    private mutating func ground(_ byte: UInt8, _ keys: inout DecodedKeys) {
        switch byte {
        case 0: keys.append(.lineBreak)
        case 0x0D:
            state = .carriageReturn
            keys.append(.enter)
        case 0x0A: keys.append(.enter)
        case 0x09: keys.append(.tab)
        case 0x08, 0x7F: keys.append(.backspace)
        case 0x1B: state = .escape
        case 0x01...0x1A: keys.append(.control(Unicode.Scalar(byte + 0x40)))
        case 0x1C...0x1F: keys.append(.unknown)
        case 0x20...0x7E: keys.append(.text(Unicode.Scalar(byte)))
        case 0xC2...0xDF: state = .utf8(UInt32(byte & 0x1F), missing: 1, of: 2)
        case 0xE0...0xEF: state = .utf8(UInt32(byte & 0x0F), missing: 2, of: 3)
        case 0xF0...0xF4: state = .utf8(UInt32(byte & 0x07), missing: 3, of: 4)
        default: keys.append(.noise)
        }
    }

    private mutating func escape(_ byte: UInt8, _ keys: inout DecodedKeys) {
        switch byte {
        case UInt8(ascii: "["): state = .control([])
        case UInt8(ascii: "O"): state = .shifted
        case UInt8(ascii: "b"): finish(with: .wordLeft, &keys)
        case UInt8(ascii: "f"): finish(with: .wordRight, &keys)
        case 0x1B: keys.append(.unknown)
        // Escape alone, and then something else: nobody loses an Enter to it.
        case 0...0x1F:
            finish(with: .unknown, &keys)
            ground(byte, &keys)
        default: finish(with: .unknown, &keys)
        }
    }

    private mutating func control(_ byte: UInt8, _ parameters: [UInt8]?, _ keys: inout DecodedKeys) {
        switch byte {
        case UInt8(ascii: "[") where parameters == []: state = .linuxFunction
        case 0x40...0x7E: finish(with: parameters.map { Self.key(final: byte, $0) } ?? .unknown, &keys)
        case 0x20...0x3F:
            let isLong = (parameters?.count ?? 0) >= Self.longestSequenceBytes
            state = .control(isLong ? nil : parameters.map { $0 + [byte] })
        // A control character ends what was none.
        default:
            finish(with: .unknown, &keys)
            ground(byte, &keys)
        }
    }

    private mutating func utf8(
        _ byte: UInt8, _ before: UInt32, _ missing: Int, _ length: Int, _ keys: inout DecodedKeys
    ) {
        guard byte & 0xC0 == 0x80 else {
            finish(with: .noise, &keys)
            return ground(byte, &keys)
        }
        let bits = before << 6 | UInt32(byte & 0x3F)
        if missing > 1 {
            state = .utf8(bits, missing: missing - 1, of: length)
        } else {
            finish(with: Self.key(utf8: bits, length), &keys)
        }
    }

    /// More bytes than needed are no character (RFC 3629 §3).
    private static func key(utf8 bits: UInt32, _ length: Int) -> Key {
        guard let scalar = Unicode.Scalar(bits), UTF8.width(scalar) == length else { return .noise }
        switch scalar.properties.generalCategory {
        // Nobody sees these, with or without a terminal that they steer.
        case .format: return .unknown
        case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: return .noise
        default: return .text(scalar)
        }
    }

    private static func key(final byte: UInt8, _ parameters: [UInt8]) -> Key {
        let words = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        let withControl = words.count == 2 && words[1] == [UInt8(ascii: "5")]
        switch byte {
        case UInt8(ascii: "A"): return .up
        case UInt8(ascii: "B"): return .down
        case UInt8(ascii: "C"): return withControl ? .wordRight : .right
        case UInt8(ascii: "D"): return withControl ? .wordLeft : .left
        case UInt8(ascii: "H"): return .home
        case UInt8(ascii: "F"): return .end
        case UInt8(ascii: "~"):
            switch words[0] {
            case [UInt8(ascii: "1")], [UInt8(ascii: "7")]: return .home
            case [UInt8(ascii: "4")], [UInt8(ascii: "8")]: return .end
            case [UInt8(ascii: "3")]: return .delete
            default: return .unknown
            }
        default: return .unknown
        }
    }

    private static func key(shifted byte: UInt8) -> Key {
        switch byte {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "M"): .enter
        default: .unknown
        }
    }
}

/// What one byte completes: two keys at most, and no memory of the heap in which a secret's letters would linger.
struct DecodedKeys: Sendable {
    private(set) var first: Key?
    private(set) var second: Key?

    /// - Precondition: there are fewer than two.
    mutating func append(_ key: Key) {
        precondition(second == nil)
        if first == nil { first = key } else { second = key }
    }
}
