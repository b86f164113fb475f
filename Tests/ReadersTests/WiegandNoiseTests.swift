import SeededRandom
import Testing

@testable import Controller
@testable import Readers

/// What is a frame, said in another way than the decoder says it: the whole history is there.
private struct Frames {
    /// Each as its bits; nil: faulty.
    var all: [[Int]?] = []

    init(_ edges: [WiegandEdge]) {
        var low: Set<WiegandEdge.Wire> = []
        var start = 0
        for index in edges.indices {
            let isLast = index + 1 == edges.count
            guard isLast || edges[index + 1].atNanoseconds - edges[index].atNanoseconds >= 25_000_000 else { continue }
            all.append(Self.bits(edges[start...index], wasLow: !low.isEmpty))
            for edge in edges[start...index] {
                if edge.isFalling { low.insert(edge.wire) } else { low.remove(edge.wire) }
            }
            start = index + 1
        }
    }

    private static func bits(_ edges: ArraySlice<WiegandEdge>, wasLow: Bool) -> [Int]? {
        guard !wasLow, edges.count % 2 == 0, edges.count <= 2 * WiegandDecoder.mostBits else { return nil }
        var bits: [Int] = []
        var before: Int64?
        for index in stride(from: edges.startIndex, to: edges.endIndex, by: 2) {
            let (fall, rise) = (edges[index], edges[index + 1])
            guard fall.isFalling, !rise.isFalling, fall.wire == rise.wire,
                (20_000...100_000).contains(rise.atNanoseconds - fall.atNanoseconds)
            else { return nil }
            if let before, !(200_000...20_000_000).contains(fall.atNanoseconds - before) { return nil }
            before = fall.atNanoseconds
            bits.append(fall.wire == .d0 ? 0 : 1)
        }
        return bits
    }
}

@Suite("Noise on two wires") struct WiegandNoiseTests {
    private static let bursts = 40_000

    /// Cards, random bits in right pulses, spoilt pulses, and plain noise, with silences between.
    private static func history(_ random: inout SplitMix64) -> (edges: [WiegandEdge], sent: Set<[Int]>) {
        var edges: [WiegandEdge] = []
        var sent: Set<[Int]> = []
        var at: Int64 = 0
        for _ in 0..<bursts {
            var pulses = Pulses(startingAt: at)
            switch random.below(4) {
            case 0:
                let bits = wiegandBits(UInt64.random(in: 0...0xFF_FFFF, using: &random), count: 26)
                sent.insert(bits)
                pulses.send(bits, width: Pulses.widths, spacing: 200...3_000, &random)
            case 1:
                let bits = (0..<26).map { _ in random.below(2) }
                pulses.send(bits, width: Pulses.widths, spacing: 200...3_000, &random)
            case 2:
                let bits = wiegandBits(UInt64.random(in: 0...0xFF_FFFF, using: &random), count: 26)
                sent.insert(bits)
                // One pulse in forty is out of the standard.
                pulses.send(bits, width: 18...100, spacing: 190...3_000, &random)
            default:
                for _ in 0..<random.below(40) {
                    pulses.edges.append(
                        WiegandEdge(
                            random.below(2) == 0 ? .d0 : .d1, isFalling: random.below(2) == 0, atNanoseconds: at))
                    at += Int64(Int.random(in: 1...300_000, using: &random))
                }
            }
            edges += pulses.edges
            at = max(at, pulses.at) + Int64(Int.random(in: 15_000_000...60_000_000, using: &random))
        }
        return (edges, sent)
    }

    @Test("a million edges: the frames are those of the standard, and what nobody sent passes at the rate of parity")
    func million() {
        var random = SplitMix64(seed: 20_261_122)
        let (edges, sent) = Self.history(&random)
        #expect(edges.count > 1_000_000)
        let frames = Frames(edges)
        var decoder = WiegandDecoder(.standard, hasKeys: false)
        var inputs: [ReaderInput] = []
        for edge in edges {
            if let input = decoder.take(edge) { inputs.append(input) }
            // Time passes too, as far as this edge.
            if random.below(8) == 0 { #expect(decoder.pass(edge.atNanoseconds) == nil) }
            precondition(decoder.heldBytes <= WiegandDecoder.mostBits)
        }
        if let input = decoder.pass(.max) { inputs.append(input) }
        #expect(inputs.count == frames.all.count)
        var (wrong, strange, accepted) = (0, 0, 0)
        for (input, bits) in zip(inputs, frames.all) {
            guard case .card(let frame) = input else { wrong += 1; continue }
            let number = try? frame.number()
            if frame.count != bits?.count, bits != nil { wrong += 1 }
            guard let number else { continue }
            guard let bits else { wrong += 1; continue }
            let value = bits.dropFirst().dropLast().reduce(UInt64(0)) { $0 << 1 | UInt64($1) }
            if printed(value) != number { wrong += 1 }
            if sent.contains(bits) { accepted += 1 } else { strange += 1 }
        }
        #expect(wrong == 0)
        // Of random bits in right pulses a quarter passes two bits of parity; two in five have a neighbour too near.
        let randomFrames = Self.bursts / 4
        #expect(accepted > randomFrames / 2 && strange > randomFrames / 10 && strange < randomFrames / 5)
    }

    @Test("plain noise, a million edges of it, is never a card and never a key") func plain() {
        var random = SplitMix64(seed: 3)
        var decoder = WiegandDecoder(.standard, hasKeys: true)
        var (at, cards, keys): (Int64, Int, Int) = (0, 0, 0)
        for _ in 0..<1_000_000 {
            // Mostly within a frame, now and then a silence.
            at += Int64(Int.random(in: 1...(random.below(50) == 0 ? 60_000_000 : 400_000), using: &random))
            let edge = WiegandEdge(random.below(2) == 0 ? .d0 : .d1, isFalling: random.below(2) == 0, atNanoseconds: at)
            switch decoder.take(edge) {
            case .card(let frame): if (try? frame.number()) != nil { cards += 1 }
            case .key: keys += 1
            case nil: break
            }
        }
        #expect(cards == 0 && keys == 0)
        #expect(decoder.heldBytes <= WiegandDecoder.mostBits)
    }
}
