import FlashLab
import RingStore
import SeededRandom

/// Something that goes wrong with the flash itself, in the middle of a workload: `workload.number` reruns it.
public struct FaultCase: CustomStringConvertible {
    public enum Kind: String, CaseIterable, Sendable {
        /// A program lands in another block or at another offset, and power fails before anybody looks.
        case misdirected
        /// The same, and nothing fails: the next mount comes when the store asks for it.
        case misdirectedUnderWork
        /// One to four bits of a block that are 0, or 1, whatever is done.
        case stuck
        /// A block that answers reads with an error.
        case unreadable
        /// A block that takes neither a program nor an erase.
        case dead
    }

    public let kind: Kind
    public let step: Int
    private let workload: Workload
    private let number: Int
    private var generator: SplitMix64

    /// - Parameter number: any; the kinds take turns.
    public init(_ workload: Workload, number: Int) {
        self.workload = workload
        self.number = number
        kind = Kind.allCases[number % Kind.allCases.count]
        generator = SplitMix64(seed: workload.seed &* 7_919 &+ UInt64(number))
        let steps = workload.steps.indices.filter { [kind] in
            if case .program = workload.steps[$0] {
                true
            } else {
                kind != .misdirected && kind != .misdirectedUnderWork
            }
        }
        step = steps[generator.below(steps.count)]
    }

    public var description: String { "\(workload.seed).\(number) (\(kind.rawValue) step=\(step))" }

    /// What does not hold; nil when all does.
    public mutating func fault() -> String? {
        let medium = workload.medium(before: step)
        let flash = medium.flash
        let lab = workload.lab
        let block = generator.below(flash.geometry.blockCount), blockBytes = flash.geometry.blockBytes
        var hit = block * blockBytes..<(block + 1) * blockBytes
        switch kind {
        case .misdirected: hit = misdirect(workload.steps[step], flash)
        case .misdirectedUnderWork:
            flash.faults.misdirectsTo = hit.lowerBound + generator.below(blockBytes / 32) * 16
            // The first program after the mount; a batch is no longer than this.
            hit = flash.faults.misdirectsTo!..<min(flash.faults.misdirectsTo! + blockBytes / 2, hit.upperBound)
        case .stuck: hit = stick(hit, flash)
        case .unreadable: flash.faults.unreadable = [block]
        case .dead: flash.faults.dead = [block]
        }
        if kind == .unreadable || kind == .dead {
            // Where small blocks are ganged, one takes the others with it.
            let whole = hit.lowerBound / lab.geometry.blockBytes * lab.geometry.blockBytes
            hit = whole..<whole + lab.geometry.blockBytes
        }
        let checkpoint = workload.checkpoint(before: step)
        let inspection = DamageInspection(
            lab, before: workload.checkpoints[checkpoint].model, after: workload.checkpoints[checkpoint + 1].model,
            hit: [hit], isSingleBit: false, image: medium.image)
        return inspection.fault(on: flash, examines: number % 4 == 0)
    }

    private mutating func misdirect(_ step: LabFlash.Step, _ flash: LabFlash) -> Range<Int> {
        guard case .program(_, _, let bytes) = step else { preconditionFailure("only a program goes astray") }
        let unit = flash.geometry.programUnitBytes, blockBytes = flash.geometry.blockBytes
        let start =
            generator.below(flash.geometry.blockCount) * blockBytes
            + generator.below((blockBytes - bytes.count) / unit + 1) * unit
        for index in bytes.indices { flash.image[start + index] &= bytes[index] }
        // From here on the flash keeps no rules: what stands there was not meant to.
        flash.faults.stuckLow[start] = 0
        return start..<start + bytes.count
    }

    private mutating func stick(_ range: Range<Int>, _ flash: LabFlash) -> Range<Int> {
        let start = range.lowerBound + generator.below(range.count - 16)
        for _ in 0...generator.below(4) {
            let byte = start + generator.below(16)
            if generator.below(2) == 0 {
                flash.faults.stuckLow[byte, default: 0] |= 1 << generator.below(8)
            } else {
                flash.faults.stuckHigh[byte, default: 0] |= 1 << generator.below(8)
            }
        }
        return start..<start + 16
    }
}
