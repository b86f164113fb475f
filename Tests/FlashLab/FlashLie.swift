import SeededRandom

/// How a step goes wrong that reports success.
public enum FlashLie: Sendable {
    /// A program lands at this byte of the image. Only bits fall there, as everywhere.
    case misdirected(to: Int)
    /// Of an erase some bits stay 0, of a program some stay 1: one, some of a few bytes that follow each other, or all.
    case incomplete(seed: UInt64)

    /// Of bits that were to change, those that did not, by byte.
    static func missed(_ wanted: [UInt8], seed: UInt64) -> [UInt8] {
        var generator = SplitMix64(seed: seed)
        let places = wanted.indices.filter { wanted[$0] != 0 }
        guard !places.isEmpty else { return wanted }
        let first = generator.below(places.count)
        var missed = [UInt8](repeating: 0, count: wanted.count)
        switch generator.below(4) {
        case 0:
            let bits = wanted[places[first]]
            missed[places[first]] = bits & (~bits &+ 1)
        case 1:
            for place in places[first...].prefix(4) { missed[place] = wanted[place] }
        case 2:
            for place in places[first...].prefix(512) { missed[place] = wanted[place] }
        default: missed = wanted
        }
        return missed
    }
}
