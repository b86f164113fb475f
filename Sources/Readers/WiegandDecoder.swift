import Controller

/// The edges of two Wiegand lines as cards and keys.
///
/// A pulse of the right length on one wire, while the other rests, is a bit; a silence ends the frame. Whatever is not such a pulse
/// makes the whole frame faulty: noise can take a card away, and never makes another one of it. What this cannot see is a pulse that
/// comes whole on the wrong wire; the frame's parity sees one of them, and one half of two. Nobody signs what is on the wires:
/// whoever gets at them can say again what was said.
///
/// Bits are kept in memory that is zeroed, and no more than `mostBits`.
public struct WiegandDecoder: Sendable {
    /// The longest frame that is looked at; the longest of any card has 34.
    public static let mostBits = 64

    private let pulse: ClosedRange<Int64>
    private let spacing: ClosedRange<Int64>
    private let silence: Int64
    private let hasKeys: Bool
    /// Each as the character 0 or 1; empty once the frame is faulty.
    private var bits = SecretCells<UInt8>(capacity: mostBits)
    /// Since when a wire is low.
    private var d0Fell: Int64?
    private var d1Fell: Int64?
    private var frame: Frame?
    /// Of the frame that is over.
    private var lastEdge: Int64?

    private struct Frame {
        var pulseCount = 0
        var edgeCount = 0
        var fault: WireFault?
        var lastStart: Int64?
        var lastEdge: Int64
        /// It was handed on before its end, for it has none.
        var isTold = false
    }

    /// - Parameter hasKeys: frames of 4 and 8 bits are keys of the reader's keypad.
    public init(_ timing: WiegandTiming, hasKeys: Bool) {
        func nanoseconds(_ range: ClosedRange<Int>) -> ClosedRange<Int64> {
            Int64(range.lowerBound) * 1_000...Int64(range.upperBound) * 1_000
        }
        pulse = nanoseconds(timing.pulseMicroseconds)
        spacing = nanoseconds(timing.spacingMicroseconds)
        silence = Int64(timing.silenceMilliseconds) * 1_000_000
        self.hasKeys = hasKeys
    }

    /// When the frame that is coming will be over, if nothing more comes.
    public var nextDeadlineNanoseconds: Int64? { frame.map { $0.lastEdge + silence } }

    /// Bytes of memory that hold bits, for whoever checks that they stay few.
    public var heldBytes: Int { bits.heldBytes }

    /// - Returns: the frame before, if this edge comes after its end; or this one, if it is longer than any.
    public mutating func take(_ edge: WiegandEdge) -> ReaderInput? {
        let before = pass(edge.atNanoseconds)
        var at = edge.atNanoseconds
        if frame == nil { begin(at) }
        if at < frame!.lastEdge {
            fail(.pulses)
            at = frame!.lastEdge
        }
        frame!.lastEdge = at
        frame!.edgeCount += 1
        if edge.isFalling { beginPulse(edge.wire, at) } else { endPulse(edge.wire, at) }
        guard frame!.edgeCount > 2 * Self.mostBits, !frame!.isTold else { return before }
        fail(.length)
        frame!.isTold = true
        return told(frame!)
    }

    /// Time has passed, and no edge came before then.
    /// - Returns: the frame that is over with it.
    public mutating func pass(_ nanoseconds: Int64) -> ReaderInput? {
        guard let deadline = nextDeadlineNanoseconds, nanoseconds >= deadline else { return nil }
        if d0Fell != nil || d1Fell != nil { fail(.pulses) }
        let ended = frame!
        lastEdge = ended.lastEdge
        frame = nil
        defer { bits.removeAll() }
        return ended.isTold ? nil : told(ended)
    }

    private mutating func begin(_ at: Int64) {
        bits.removeAll()
        frame = Frame(lastEdge: at)
        // Edges that were late: the frame before was ended too early, and this is its rest.
        if let lastEdge, at - lastEdge < silence { fail(.pulses) }
    }

    private mutating func beginPulse(_ wire: WiegandEdge.Wire, _ at: Int64) {
        if d0Fell != nil || d1Fell != nil { fail(.pulses) }
        if let lastStart = frame!.lastStart, !spacing.contains(at - lastStart) { fail(.pulses) }
        frame!.lastStart = at
        set(wire, at)
    }

    private mutating func endPulse(_ wire: WiegandEdge.Wire, _ at: Int64) {
        guard let fell = wire == .d0 ? d0Fell : d1Fell else { return fail(.pulses) }
        set(wire, nil)
        guard pulse.contains(at - fell) else { return fail(.pulses) }
        frame!.pulseCount += 1
        if frame!.fault == nil { bits.append(wire == .d0 ? UInt8(ascii: "0") : UInt8(ascii: "1")) }
    }

    private mutating func set(_ wire: WiegandEdge.Wire, _ fell: Int64?) {
        if wire == .d0 { d0Fell = fell } else { d1Fell = fell }
    }

    /// The first fault is the one that is told.
    private mutating func fail(_ fault: WireFault) {
        if frame!.fault == nil { frame!.fault = fault }
        bits.removeAll()
    }

    private func told(_ frame: Frame) -> ReaderInput {
        if let fault = frame.fault { return .card(CardFrame(.wiegand, count: frame.pulseCount, fault: fault)) }
        if hasKeys, bits.count == 4 || bits.count == 8 {
            return .key(KeypadKey(wiegand: bits.reduce(0) { $0 << 1 | $1 & 1 }, bitCount: bits.count))
        }
        return .card(CardFrame(.wiegand, SecretText(bits)))
    }
}
