import FlashLab
import RingStore
import SeededRandom

/// Something that goes wrong with the flash itself, in the middle of a workload: `workload.number` reruns it.
public struct FaultCase: CustomStringConvertible {
    public enum Kind: String, CaseIterable, Sendable {
        /// A program lands in another block or at another offset, and power fails before anybody looks.
        case misdirected
        /// The same, and power stays: the next mount comes when the store asks for it.
        case misdirectedUnderWork
        /// An erase reports success, and bits remain.
        case shortErase
        /// A program reports success, and bits did not take.
        case shortProgram
        /// One to four bits of a block that are 0, or 1, whatever is done.
        case stuck
        /// A block that answers reads with an error.
        case unreadable
        /// The same, and at the next mount it can be read again.
        case unreadableOnce
        /// A block that takes neither a program nor an erase.
        case dead

        var isLie: Bool { self == .misdirectedUnderWork || self == .shortErase || self == .shortProgram }
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
        var steps = workload.steps.indices.filter { [kind] in
            switch (workload.steps[$0], kind) {
            case (.program, _): kind != .shortErase
            case (.erase, _): kind != .misdirected && kind != .misdirectedUnderWork && kind != .shortProgram
            case (.anchor, _), (.zeros, _), (.mark, _): !kind.isLie && kind != .misdirected
            }
        }
        // The root's blocks are erased seldom.
        if kind == .shortErase, number / Kind.allCases.count % 4 == Int(workload.seed % 4) {
            let ofRoot = steps.filter { workload.erasesRoot($0) }
            if !ofRoot.isEmpty { steps = ofRoot }
        }
        step = steps[generator.below(steps.count)]
    }

    public var description: String { "\(workload.seed).\(number) (\(kind.rawValue) step=\(step))" }

    /// What does not hold; nil when all does.
    public mutating func fault() -> String? {
        if kind.isLie {
            let unit = workload.lab.mediumGeometry.programUnitBytes
            let lie: FlashLie =
                kind == .misdirectedUnderWork
                ? .misdirected(to: astray(workload.steps[step], unit)) : .incomplete(seed: generator.next())
            return LyingFlash(workload, step: step, lie: lie, seed: generator.next()).fault()
        }
        let medium = workload.medium(before: step)
        let flash = medium.flash
        let lab = workload.lab
        let block = generator.below(flash.geometry.blockCount), blockBytes = flash.geometry.blockBytes
        var hit = block * blockBytes..<(block + 1) * blockBytes
        switch kind {
        case .misdirected: hit = misdirect(workload.steps[step], flash)
        case .stuck: hit = stick(hit, flash)
        case .unreadable, .unreadableOnce: flash.faults.unreadable = [block]
        case .misdirectedUnderWork, .shortErase, .shortProgram: preconditionFailure("seen to")
        case .dead: flash.faults.dead = [block]
        }
        if kind == .unreadable || kind == .unreadableOnce || kind == .dead {
            // Where small blocks are ganged, one takes the others with it.
            let whole = hit.lowerBound / lab.geometry.blockBytes * lab.geometry.blockBytes
            hit = whole..<whole + lab.geometry.blockBytes
        }
        let checkpoint = workload.checkpoint(before: step)
        let inspection = DamageInspection(
            lab, before: workload.checkpoints[checkpoint].model, after: workload.checkpoints[checkpoint + 1].model,
            hit: [hit], isSingleBit: false, image: medium.image)
        return inspection.fault(on: flash, examines: number % 4 == 0, heals: kind == .unreadableOnce)
    }

    /// Anywhere else on the flash.
    private mutating func astray(_ step: LabFlash.Step, _ unit: Int) -> Int {
        guard case .program(let block, let offset, let bytes) = step else {
            preconditionFailure("only a program goes astray")
        }
        let geometry = workload.lab.mediumGeometry
        while true {
            let start =
                generator.below(geometry.blockCount) * geometry.blockBytes
                + generator.below((geometry.blockBytes - bytes.count) / unit + 1) * unit
            if start != block * geometry.blockBytes + offset { return start }
        }
    }

    private mutating func misdirect(_ step: LabFlash.Step, _ flash: LabFlash) -> Range<Int> {
        guard case .program(_, _, let bytes) = step else { preconditionFailure("only a program goes astray") }
        let start = astray(step, flash.geometry.programUnitBytes)
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
