import Controller
import Readers

/// A Wiegand reader on a bench: bits as the pulses of its two wires, and these through the decoder, as real ones go.
public final class SimulatedWiegandReader {
    /// As most readers do it.
    public static let pulseNanoseconds: Int64 = 50_000, spacingNanoseconds: Int64 = 1_000_000

    private var decoder: WiegandDecoder
    private let pulse: Int64, spacing: Int64, silence: Int64
    /// Of a clock of its own, which stands while no card is held there.
    private var at: Int64 = 0

    /// - Parameter hasKeys: the reader has a keypad.
    public init(_ timing: WiegandTiming, hasKeys: Bool) {
        decoder = WiegandDecoder(timing, hasKeys: hasKeys)
        func within(_ nanoseconds: Int64, _ range: ClosedRange<Int>) -> Int64 {
            min(max(nanoseconds, Int64(range.lowerBound) * 1_000), Int64(range.upperBound) * 1_000)
        }
        pulse = within(Self.pulseNanoseconds, timing.pulseMicroseconds)
        spacing = within(Self.spacingNanoseconds, timing.spacingMicroseconds)
        silence = Int64(timing.silenceMilliseconds) * 1_000_000
    }

    /// Sends bits, and waits for the silence behind them.
    /// - Parameter bits: false is a pulse on the first wire.
    public func send(_ bits: some Sequence<Bool>) -> [ReaderInput] {
        var inputs: [ReaderInput] = []
        for bit in bits {
            let wire: WiegandEdge.Wire = bit ? .d1 : .d0
            for (isFalling, later) in [(true, 0), (false, pulse)] {
                let edge = WiegandEdge(wire, isFalling: isFalling, atNanoseconds: at + later)
                if let input = decoder.take(edge) { inputs.append(input) }
            }
            at += spacing
        }
        at += silence
        if let input = decoder.pass(at) { inputs.append(input) }
        return inputs
    }
}
