import FlashLab
import RingStore
import SeededRandom
import Timekeeping

/// Cuts a workload everywhere, and its recoveries again.
public struct Laboratory {
    /// A cut after which something did not hold.
    public struct Violation: Sendable, CustomStringConvertible {
        public let point: CutPoint
        public let cuts: [PowerCut]
        public let fault: String
        public var description: String {
            "\(point) (\(cuts.map(\.description).joined(separator: ", then "))): \(fault)"
        }
    }

    /// What one cut leaves, and what must hold on it.
    private struct Scene {
        var medium: Medium
        var inspection: Inspection
        var cuts: [PowerCut]
    }

    public let workload: Workload
    /// Of so many first cuts one is cut again, in every step of its recovery and of the append after it.
    private let recoverEvery: Int
    /// Of so many points, first and second ones alike, one is tried.
    private let tryEvery: Int

    public init(_ workload: Workload, recoverEvery: Int, tryEvery: Int = 1) {
        (self.workload, self.recoverEvery, self.tryEvery) = (workload, recoverEvery, tryEvery)
    }

    /// Different steps are tried in different ways of theirs; those in which a worn block is given up, in all.
    private func isTried(_ step: Int, _ way: Int, of steps: [LabFlash.Step]) -> Bool {
        if steps[step].givesUp || step > 0 && steps[step - 1].givesUp { return true }
        var generator = SplitMix64(seed: UInt64(step * 64 + way) &+ workload.seed << 32)
        return generator.below(tryEvery) == 0
    }

    private var unitBytes: Int { workload.lab.geometry.programUnitBytes }

    /// Every cut point of the workload that leaves another medium than all before it.
    /// - Parameter visit: gets each point and what did not hold; false ends the run.
    public func run(_ visit: (CutPoint, Violation?) -> Bool) {
        var medium = workload.start
        var seen = SeenMedia()
        for (number, step) in workload.steps.enumerated() {
            for (way, cut) in ways(of: step, at: number).enumerated() where isTried(number, way, of: workload.steps) {
                let scene = scene(cut, medium)
                guard seen.insert(scene.medium) else { continue }
                let point = CutPoint(workload: workload.seed, first: .init(step: number, way: way))
                guard visit(point, violation(scene, point)) else { return }
                guard (number &* 31 &+ way) % recoverEvery == 0 else { continue }
                guard runAgain(scene, point, &seen, visit) else { return }
            }
            medium.apply(step)
        }
    }

    /// Reruns one point.
    /// - Returns: nil when there is no such point, else what did not hold, if anything.
    public func rerun(_ point: CutPoint) -> Violation?? {
        guard workload.steps.indices.contains(point.first.step) else { return nil }
        let cuts = ways(of: workload.steps[point.first.step], at: point.first.step)
        guard cuts.indices.contains(point.first.way) else { return nil }
        let first = scene(cuts[point.first.way], workload.medium(before: point.first.step))
        guard let second = point.second else { return .some(violation(first, point)) }
        var found: Violation??
        var seen = SeenMedia()
        _ = runAgain(first, point, only: second, &seen) { _, violation in
            found = .some(violation)
            return false
        }
        return found
    }

    /// What does not hold on a medium that one cut in this step, and any number of them in its recoveries, have left.
    public func fault(on medium: Medium, cutIn step: Int) -> String? {
        var inspection = inspection(step, seed: UInt64(step))
        return inspection.fault(on: medium)
    }

    private func ways(of step: LabFlash.Step, at number: Int) -> [PowerCut] {
        PowerCut.allWays(of: step, at: number, seed: workload.seed, unitBytes: unitBytes)
    }

    private func violation(_ scene: Scene, _ point: CutPoint) -> Violation? {
        var inspection = scene.inspection
        return inspection.fault(on: scene.medium).map { Violation(point: point, cuts: scene.cuts, fault: $0) }
    }

    private func scene(_ cut: PowerCut, _ before: Medium) -> Scene {
        var medium = before
        cut.apply(workload.steps[cut.step], to: &medium)
        return Scene(medium: medium, inspection: inspection(cut.step, seed: cut.seed &+ 17), cuts: [cut])
    }

    private func inspection(_ step: Int, seed: UInt64) -> Inspection {
        let checkpoint = workload.checkpoint(before: step)
        let old = workload.checkpoints[checkpoint].model, new = workload.checkpoints[checkpoint + 1].model
        return Inspection(workload.lab, .between(old, new), today: new.today, told: old, seed: seed)
    }

    /// Recovers from a cut, appends something, and cuts that everywhere.
    /// - Returns: false when `visit` ended it.
    private func runAgain(
        _ scene: Scene, _ point: CutPoint, only: CutPoint.Place? = nil, _ seen: inout SeenMedia,
        _ visit: (CutPoint, Violation?) -> Bool
    ) -> Bool {
        guard let recovery = Recovery(scene.medium, scene.inspection, seed: scene.cuts[0].seed) else { return true }
        var medium = scene.medium
        for (number, step) in recovery.steps.enumerated() {
            defer { medium.apply(step) }
            if let only, only.step != number { continue }
            let cuts = PowerCut.allWays(of: step, at: number, seed: scene.cuts[0].seed, unitBytes: unitBytes)
            for (way, cut) in cuts.enumerated() {
                if let only, only.way != way { continue }
                guard only != nil || isTried(number, way, of: recovery.steps) else { continue }
                var left = medium
                cut.apply(step, to: &left)
                guard only != nil || seen.insert(left) else { continue }
                let second = Scene(
                    medium: left, inspection: recovery.inspection(at: number, seed: cut.seed &+ 29),
                    cuts: scene.cuts + [cut])
                let both = CutPoint(
                    workload: point.workload, first: point.first, second: .init(step: number, way: way))
                guard visit(both, violation(second, both)) else { return false }
            }
        }
        return true
    }
}

extension LabFlash.Step {
    /// A block that takes no erase is cleared, or marked as bad.
    fileprivate var givesUp: Bool {
        switch self {
        case .zeros, .mark: true
        case .program, .erase, .anchor: false
        }
    }
}

/// One recovery that was not cut: mount, then the migration of a block of an earlier version, then an append.
private struct Recovery {
    let steps: [LabFlash.Step]
    private let mountSteps: Int
    private let first: Inspection
    private let found: Contents
    private let appended: Contents

    /// Nil when the mount fails: the first cut has been reported then.
    init?(_ medium: Medium, _ inspection: Inspection, seed: UInt64) {
        first = inspection
        let flash = medium.flash(reading: WeakReading.allCases[Int(seed % 3)])
        do {
            let store = try inspection.lab.mount(flash, today: inspection.today, salt: 903)
            mountSteps = flash.steps.count
            found = try store.everything()
            if seed % 2 == 0 { try store.migrateOneBlock() }
            var more = found
            let ring = LabStore.rings[Int(seed / 3 % 2)]
            let text = "after the cut"
            let mayRefuse = inspection.lab.mayRefuse([text], in: ring, holding: found[ring]!.values)
            if let ids = try store.appendUnlessFull(texts: [text], to: ring, mayRefuse: mayRefuse) {
                more[ring]![ids[0].number] = text
            }
            appended = more
        } catch {
            return nil
        }
        steps = flash.steps
    }

    func inspection(at step: Int, seed: UInt64) -> Inspection {
        Inspection(
            first.lab, step < mountSteps ? first.expected : .oneOf([found, appended]), today: first.today,
            told: first.told, seed: seed)
    }
}

/// Which media have been seen: two cuts that leave the same bytes, the same weak bits and the same touched units are one,
/// whatever step they are in.
private struct SeenMedia {
    private var digests: Set<Int> = []

    mutating func insert(_ medium: Medium) -> Bool {
        var hasher = Hasher()
        medium.image.withUnsafeBytes { hasher.combine(bytes: $0) }
        medium.weak.withMask(medium.image.indices) { hasher.combine(bytes: $0) }
        hasher.combine(medium.touched)
        hasher.combine(medium.anchor)
        return digests.insert(hasher.finalize()).inserted
    }
}
