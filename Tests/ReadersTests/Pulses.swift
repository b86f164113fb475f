import Controller
import Readers
import SeededRandom

/// The pulses of one frame, as a reader within the standard makes them.
struct Pulses {
    /// Microseconds.
    static let widths = 20...100, spacings = 200...20_000

    var edges: [WiegandEdge] = []
    /// When the next pulse begins.
    private(set) var at: Int64

    init(startingAt nanoseconds: Int64 = 0) { at = nanoseconds }

    /// - Parameter spacings: to the start of the next pulse, in microseconds.
    mutating func send(
        _ bits: some Sequence<Int>, width: ClosedRange<Int>, spacing: ClosedRange<Int>, _ random: inout SplitMix64
    ) {
        for bit in bits {
            pulse(bit == 0 ? .d0 : .d1, microseconds: Int.random(in: width, using: &random))
            at += Int64(Int.random(in: spacing, using: &random)) * 1_000
        }
    }

    /// Every pulse 50 us, one in each millisecond.
    mutating func send(_ bits: some Sequence<Int>) {
        for bit in bits {
            pulse(bit == 0 ? .d0 : .d1, microseconds: 50)
            at += 1_000_000
        }
    }

    private mutating func pulse(_ wire: WiegandEdge.Wire, microseconds: Int) {
        edges.append(WiegandEdge(wire, isFalling: true, atNanoseconds: at))
        edges.append(WiegandEdge(wire, isFalling: false, atNanoseconds: at + Int64(microseconds) * 1_000))
    }

    /// A silence that ends every frame.
    mutating func rest() { at += 40_000_000 }
}

extension WiegandDecoder {
    /// Everything that edges and the silence behind them give.
    mutating func takeAll(_ edges: [WiegandEdge]) -> [ReaderInput] {
        var inputs = edges.compactMap { take($0) }
        if let last = edges.last, let input = pass(last.atNanoseconds + 1_000_000_000) { inputs.append(input) }
        return inputs
    }
}

/// The bits of a number with the parity that belongs there, from its definition: the first makes its half even, the last its half odd.
func wiegandBits(_ value: UInt64, count: Int) -> [Int] {
    let middle = (0..<count - 2).map { Int(value >> UInt64(count - 3 - $0)) & 1 }
    let half = middle.count / 2
    return [middle[..<half].reduce(0, +) % 2] + middle + [1 - middle[half...].reduce(0, +) % 2]
}

/// Ten decimal digits.
func printed(_ value: UInt64) -> SecretText {
    let digits = String(value)
    return SecretText((String(repeating: "0", count: 10 - digits.count) + digits).utf8)
}
