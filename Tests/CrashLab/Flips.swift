import FlashLab
import RingStore
import SeededRandom

/// Flips single bits of the image that a workload leaves.
public struct Flips {
    public let workload: Workload
    /// Bits by their place in the image: first every bit of every header, slot, label, opening, commitment and mark; then the
    /// others, blank ones included, in no order.
    public let bits: [Int]
    /// How many of them belong to the first part.
    public let headerBits: Int
    private let headerPlaces: Set<Int>
    private let medium: Medium
    private let inspection: DamageInspection

    public init(_ workload: Workload) {
        self.workload = workload
        medium = workload.medium(before: workload.steps.count)
        let lab = workload.lab, model = workload.checkpoints.last!.model
        inspection = DamageInspection(
            lab, before: model, after: model, hit: [], isSingleBit: true, image: medium.image)
        var isHeader = [Bool](repeating: false, count: medium.image.count)
        for range in Self.headers(in: medium.image, lab.geometry, inspection.sites) {
            for index in range { isHeader[index] = true }
        }
        let headers = medium.image.indices.filter { isHeader[$0] }.flatMap { byte in (0..<8).map { byte * 8 + $0 } }
        var rest = medium.image.indices.filter { !isHeader[$0] }.flatMap { byte in (0..<8).map { byte * 8 + $0 } }
        var generator = SplitMix64(seed: workload.seed)
        rest.shuffle(using: &generator)
        (bits, headerBits) = (headers + rest, headers.count)
        headerPlaces = Set(headers.lazy.map { $0 / 8 })
    }

    public func isOfHeader(_ bit: Int) -> Bool { headerPlaces.contains(bit / 8) }

    /// What does not hold when this bit is flipped; nil when all does.
    public func fault(bit: Int) -> String? {
        let flash = medium.flash
        flash.image[bit / 8] ^= 1 << (bit % 8)
        // A flipped bit is nobody's program: whether a blank unit may still be programmed is not asked.
        flash.faults.stuckLow[bit / 8] = 0
        let flipped = DamageInspection(
            workload.lab, before: inspection.before, after: inspection.after, hit: [bit / 8..<bit / 8 + 1],
            isSingleBit: true, sites: inspection.sites)
        return flipped.fault(on: flash, examines: bit % 64 == 0)
    }

    /// So many of the bits, spread evenly over them: four of five from the headers' part as long as there are any, in the order
    /// of their places, and the rest from the others.
    public func spread(_ count: Int) -> [Int] {
        let headers = min(headerBits, count * 4 / 5), others = min(bits.count - headerBits, count - headers)
        return (0..<headers).map { bits[$0 * headerBits / headers] } + bits[headerBits..<headerBits + others]
    }

    private static func headers(in image: [UInt8], _ geometry: FlashGeometry, _ sites: [RecordSite]) -> [Range<Int>] {
        // Label and opening, each at the beginning of its units.
        var ranges = (2..<geometry.blockCount).flatMap { block in
            [0, LabStore.recordsOffset(geometry) / 2].map {
                block * geometry.blockBytes + $0..<block * geometry.blockBytes + $0 + 48
            }
        }
        for block in 0..<2 {
            let all = block * geometry.blockBytes..<(block + 1) * geometry.blockBytes
            ranges.append(all.lowerBound..<(image[all].lastIndex { $0 != 0xFF } ?? all.lowerBound) + 1)
        }
        for site in sites {
            ranges.append(site.offset..<site.offset + 64)
            if site.markOffset + 16 <= image.count { ranges.append(site.markOffset - 16..<site.markOffset + 16) }
        }
        return ranges
    }
}
