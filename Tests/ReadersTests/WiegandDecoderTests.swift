import SeededRandom
import Testing

@testable import Controller
@testable import Readers

@Suite("Pulses on two wires") struct WiegandDecoderTests {
    /// What came of some edges: the numbers of cards that are whole, and the faults of the others.
    private struct Outcome {
        var numbers: [SecretText] = []
        var faults: [WireFault] = []
        var keys: [KeypadKey] = []

        init(_ inputs: [ReaderInput]) {
            for input in inputs {
                switch input {
                case .key(let key): keys.append(key)
                case .card(let frame):
                    do throws(WireFault) { numbers.append(try frame.number()) } catch { faults.append(error) }
                }
            }
        }
    }

    private func decode(_ edges: [WiegandEdge], hasKeys: Bool = false) -> Outcome {
        var decoder = WiegandDecoder(.standard, hasKeys: hasKeys)
        return Outcome(decoder.takeAll(edges))
    }

    private static func clean(_ bits: [Int]) -> [WiegandEdge] {
        var pulses = Pulses()
        pulses.send(bits)
        return pulses.edges
    }

    @Test(
        "numbers of both lengths come through whatever pulses the standard allows, one after the other",
        arguments: [26, 34])
    func roundTrip(count: Int) {
        var random = SplitMix64(seed: UInt64(count))
        let top = UInt64(1) << UInt64(count - 2) - 1
        var values: [UInt64] = [0, top]
        for bit in 0..<count - 2 { values += [1 << UInt64(bit), top ^ 1 << UInt64(bit)] }
        values += (0..<20_000).map { _ in UInt64.random(in: 0...top, using: &random) }
        var decoder = WiegandDecoder(.standard, hasKeys: true)
        var pulses = Pulses()
        for value in values {
            pulses.edges = []
            // The fastest, the slowest, and everything between.
            let spacing = [200...200, 20_000...20_000, 1_000...2_000, Pulses.spacings][random.below(4)]
            pulses.send(wiegandBits(value, count: count), width: Pulses.widths, spacing: spacing, &random)
            pulses.rest()
            var inputs = pulses.edges.compactMap { decoder.take($0) }
            if let last = decoder.pass(pulses.at) { inputs.append(last) }
            #expect(Outcome(inputs).numbers == [printed(value)], "\(value)")
        }
    }

    @Test("every card of one site, one after the other") func everyCard() {
        var decoder = WiegandDecoder(.standard, hasKeys: false)
        var pulses = Pulses()
        var wrong = 0
        for card in UInt64(0)...0xFFFF {
            pulses.edges = []
            let value = 0x5A_0000 | card
            pulses.send(wiegandBits(value, count: 26))
            pulses.rest()
            for edge in pulses.edges where decoder.take(edge) != nil { wrong += 1 }
            guard case .card(let frame) = decoder.pass(pulses.at), (try? frame.number()) == printed(value) else {
                wrong += 1
                continue
            }
        }
        #expect(wrong == 0)
    }

    @Test("one pulse on the wrong wire, one lost, one doubled, one too many: no other number", arguments: [26, 34])
    func singleFaults(count: Int) {
        for value: UInt64 in [0, 1, 0x12_3456, 0x80_0001, 0xFF_FFFF] {
            let right = wiegandBits(value, count: count)
            for place in 0..<count {
                var flipped = right
                flipped[place] ^= 1
                var lost = right
                lost.remove(at: place)
                #expect(decode(Self.clean(flipped)).faults == [.parity] && decode(Self.clean(lost)).faults == [.length])
                for extra in 0...1 {
                    var longer = right
                    longer.insert(extra, at: place)
                    #expect(decode(Self.clean(longer)).faults == [.length])
                }
            }
        }
    }

    @Test("a pulse that no reader makes takes the whole frame away, wherever it is", arguments: [26, 34])
    func badPulses(count: Int) {
        for place in 0..<count {
            let edges = Self.clean(wiegandBits(0x12_3456, count: count))
            let (fall, rise) = (edges[2 * place], edges[2 * place + 1])
            func moved(_ edge: WiegandEdge, _ microseconds: Int64) -> WiegandEdge {
                WiegandEdge(
                    edge.wire, isFalling: edge.isFalling, atNanoseconds: edge.atNanoseconds + microseconds * 1_000)
            }
            func other(_ edge: WiegandEdge) -> WiegandEdge {
                WiegandEdge(
                    edge.wire == .d0 ? .d1 : .d0, isFalling: edge.isFalling, atNanoseconds: edge.atNanoseconds)
            }
            let spoilt: [[WiegandEdge]] = [
                // Too short; too long.
                [fall, moved(rise, -31)], [fall, moved(rise, 51)],
                // Half a pulse.
                [fall], [rise], [fall, fall], [fall, rise, rise],
                // A glitch on its heels, and one on the other wire.
                [fall, rise, moved(fall, 100), moved(rise, 55)],
                [fall, rise, moved(other(fall), 300), moved(other(rise), 251)],
                // A whole pulse too near.
                [fall, rise, moved(fall, 199), moved(rise, 199)],
                [fall, rise, moved(other(fall), 60), moved(other(rise), 60)],
                // Both wires low at once; the same as an edge late.
                [fall, moved(other(fall), 10), rise, moved(other(rise), 10)], [fall, other(fall), rise, other(rise)],
                // The clock goes back.
                [moved(fall, -2_000), moved(rise, -2_000)],
            ]
            for pulse in spoilt {
                let outcome = decode(Array(edges[..<(2 * place)]) + pulse + Array(edges[(2 * place + 2)...]))
                let isSpoilt = place > 0 || pulse.first != moved(fall, -2_000)
                #expect(outcome.numbers.isEmpty == isSpoilt, "\(place): \(pulse)")
                if isSpoilt { #expect(outcome.faults.contains(.pulses), "\(place): \(pulse)") }
            }
        }
    }

    @Test(
        "a gap longer than any spacing, before the silence, takes the frame away; after it there are two of wrong length"
    )
    func gaps() {
        for (gap, faults) in [
            (Int64(19_000_000), [] as [WireFault]), (19_001_000, [.pulses]), (23_900_000, [.pulses]),
            (24_060_000, [.length, .length]),
        ] {
            var edges = Self.clean(wiegandBits(0x12_3456, count: 26))
            for index in 20..<edges.count {
                let edge = edges[index]
                edges[index] = WiegandEdge(
                    edge.wire, isFalling: edge.isFalling, atNanoseconds: edge.atNanoseconds + gap)
            }
            #expect(decode(edges).faults == faults, "\(gap)")
        }
    }

    @Test("edges that come late, after their frame was ended, are no frame of their own", arguments: [26, 34, 42])
    func late(count: Int) {
        var random = SplitMix64(seed: 7)
        for cut in 1..<count {
            // The rest of a longer frame may look like a whole one.
            let bits = (0..<max(0, count - 26)).map { _ in random.below(2) } + wiegandBits(0x12_3456, count: 26)
            let edges = Self.clean(Array(bits.suffix(count)))
            var decoder = WiegandDecoder(.standard, hasKeys: true)
            var inputs = edges[..<(2 * cut)].compactMap { decoder.take($0) }
            if let early = decoder.pass(Int64.max) { inputs.append(early) }
            inputs += decoder.takeAll(Array(edges[(2 * cut)...]))
            let outcome = Outcome(inputs)
            // A part that was whole when it was ended is what it is; its rest is nothing.
            #expect(outcome.faults.contains(.pulses), "\(cut)")
            if cut != 26, cut != 34 { #expect(outcome.numbers.isEmpty, "\(cut)") }
        }
    }

    @Test(
        "what parity cannot see: two bits of one half. 156 of 325 pairs of 26 bits, 272 of 561 of 34",
        arguments: [
            (26, 156, 325), (34, 272, 561),
        ]) func blindness(count: Int, unseen: Int, all: Int)
    {
        for value: UInt64 in [0, 0x12_3456, 0xFF_FFFF] {
            let right = wiegandBits(value, count: count)
            var accepted: [(Int, Int)] = []
            var pairs = 0
            for first in 0..<count {
                for second in (first + 1)..<count {
                    var wrong = right
                    wrong[first] ^= 1
                    wrong[second] ^= 1
                    pairs += 1
                    if let number = decode(Self.clean(wrong)).numbers.first {
                        accepted.append((first, second))
                        #expect(number != printed(value))
                    }
                }
            }
            #expect(pairs == all && accepted.count == unseen)
            #expect(accepted.allSatisfy { ($0 < count / 2) == ($1 < count / 2) })
        }
    }

    @Test(
        "what parity cannot see either: a pulse lost and another one doubled in one frame, in 252 of 650 ways for this number"
    )
    func lostAndDoubled() {
        let right = wiegandBits(0x12_3456, count: 26)
        var outcomes = (right: 0, other: 0, seen: 0)
        for lost in 0..<26 {
            var shorter = right
            shorter.remove(at: lost)
            for doubled in 0..<25 {
                var wrong = shorter
                wrong.insert(shorter[doubled], at: doubled)
                switch decode(Self.clean(wrong)).numbers.first {
                case nil: outcomes.seen += 1
                case printed(0x12_3456): outcomes.right += 1
                default: outcomes.other += 1
                }
            }
        }
        #expect(outcomes == (right: 32, other: 220, seen: 398))
    }

    @Test("keys: four bits, or eight of which half is the other half turned over; without a keypad they are no card")
    func keys() {
        func bits(_ value: Int, _ count: Int) -> [Int] { (0..<count).map { value >> (count - 1 - $0) & 1 } }
        func expected(_ code: Int) -> KeypadKey {
            switch code {
            case 0...9: .digit(code)
            case 10: .erase
            case 11: .enter
            default: .unknown
            }
        }
        for code in 0..<16 {
            #expect(decode(Self.clean(bits(code, 4)), hasKeys: true).keys == [expected(code)])
            #expect(decode(Self.clean(bits(code, 4))).faults == [.length])
        }
        for byte in 0..<256 {
            let isWhole = byte >> 4 == 15 - byte & 15
            #expect(
                decode(Self.clean(bits(byte, 8)), hasKeys: true).keys == [isWhole ? expected(byte & 15) : .unknown])
        }
        for count in 1..<26 where count != 4 && count != 8 {
            let outcome = decode(Self.clean(bits(0, count)), hasKeys: true)
            #expect(outcome.keys.isEmpty && outcome.faults == [.length])
        }
    }

    @Test("a frame is over after the silence, and not a nanosecond earlier") func end() {
        var decoder = WiegandDecoder(.standard, hasKeys: false)
        #expect(decoder.nextDeadlineNanoseconds == nil)
        let edges = Self.clean(wiegandBits(1, count: 26))
        for edge in edges { #expect(decoder.take(edge) == nil) }
        let deadline = edges.last!.atNanoseconds + 25_000_000
        #expect(decoder.nextDeadlineNanoseconds == deadline)
        #expect(decoder.pass(deadline - 1) == nil)
        #expect(decoder.pass(deadline) != nil)
        #expect(decoder.nextDeadlineNanoseconds == nil && decoder.pass(.max) == nil)
    }

    @Test("a wire that stays low spoils its frame and every one that comes on the other wire, until it is high again")
    func stuckLow() {
        var decoder = WiegandDecoder(.standard, hasKeys: false)
        var pulses = Pulses()
        let shorted = WiegandEdge(.d0, isFalling: true, atNanoseconds: 0)
        #expect(Outcome(decoder.takeAll([shorted])).faults == [.pulses])
        pulses.rest()
        pulses.send(repeatElement(1, count: 26))
        #expect(Outcome(decoder.takeAll(pulses.edges)).faults == [.pulses])
        pulses.rest()
        let free = WiegandEdge(.d0, isFalling: false, atNanoseconds: pulses.at)
        #expect(Outcome(decoder.takeAll([free])).faults == [.pulses])
        pulses.rest()
        pulses.edges = []
        pulses.send(wiegandBits(9, count: 26))
        #expect(Outcome(decoder.takeAll(pulses.edges)).numbers == [printed(9)])
    }

    @Test("pulses without an end are told once, take no more memory, and what comes after a silence is heard")
    func endless() {
        var decoder = WiegandDecoder(.standard, hasKeys: true)
        var pulses = Pulses()
        var inputs: [ReaderInput] = []
        for _ in 0..<1_000 {
            pulses.edges = []
            pulses.send(wiegandBits(0x12_3456, count: 26))
            inputs += pulses.edges.compactMap { decoder.take($0) }
            #expect(decoder.heldBytes == WiegandDecoder.mostBits)
        }
        #expect(Outcome(inputs).faults == [.length] && inputs.count == 1)
        pulses.rest()
        pulses.edges = []
        pulses.send(wiegandBits(9, count: 26))
        #expect(Outcome(decoder.takeAll(pulses.edges)).numbers == [printed(9)])
    }

    @Test("64 bits are looked at, 65 are not") func longest() {
        for count in [63, 64, 65, 66, 1_000] {
            var decoder = WiegandDecoder(.standard, hasKeys: false)
            let inputs = decoder.takeAll(Self.clean([Int](repeating: 1, count: count)))
            #expect(Outcome(inputs).faults == [.length])
            guard case .card(let frame) = inputs.first else { Issue.record("\(inputs)"); return }
            #expect(frame.count == min(count, 64))
        }
    }
}
