import FlashLab
import RingStore

/// A workload on a flash that says of one step that all is well, and it is not.
///
/// The store has to notice in the call in which it happens: then what is left is no worse than what a cut leaves. Or nothing may
/// follow from it: what the call said holds, now, after more work, and after the next mount.
struct LyingFlash {
    let workload: Workload
    let step: Int
    let lie: FlashLie
    let seed: UInt64

    init(_ workload: Workload, step: Int, lie: FlashLie, seed: UInt64) {
        (self.workload, self.step, self.lie, self.seed) = (workload, step, lie, seed)
    }

    /// What does not hold; nil when all does.
    func fault() -> String? {
        do {
            let replay = try workload.replay(lie, at: step, goingOn: 4)
            guard let call = replay.lyingCall else { return "the flash never lied" }
            guard let failure = replay.failure else { return try faultAfterSuccess(replay) }
            guard replay.calls == call else {
                return "call \(replay.calls) fails, and the flash lied in call \(call): \(failure)"
            }
            return inspected(replay, after: workload.checkpoints[call].model).map {
                "after \(replay.name), in call \(call), which failed (\(failure)): \($0)"
            }
        } catch {
            return "\(error)"
        }
    }

    /// Nobody has noticed, or a mount has put a block aside.
    private func faultAfterSuccess(_ replay: Workload.Replay) throws(RingStoreError) -> String? {
        // What it landed on may be lost; the inspection knows that.
        if case .misdirected = lie { return inspected(replay, after: replay.model) }
        guard let store = replay.store else { return "there is no store" }
        let found = try store.everything()
        for ring in LabStore.rings where found[ring]! != replay.model.contents(of: ring) {
            return "after \(replay.name) all is well, and ring \(ring.number) holds \(found[ring]!.keys.sorted())"
        }
        return inspected(replay, after: replay.model).map { "after \(replay.name), and nothing failed: \($0)" }
    }

    private func inspected(_ replay: Workload.Replay, after: Model) -> String? {
        let flash = replay.flash, lab = workload.lab
        if case .misdirected(let start) = lie, case .program(_, _, let bytes) = workload.steps[step] {
            let before = workload.medium(before: step)
            let inspection = DamageInspection(
                lab, before: replay.model, after: after, hit: [start..<start + bytes.count], isSingleBit: false,
                image: before.image)
            let left = LabFlash(flash.geometry, image: flash.image, anchor: flash.anchorImage)
            left.badBlocks = flash.badBlocks
            left.faults.worn = lab.wornBlocks
            // From here on the flash keeps no rules: what stands there was not meant to.
            left.faults.stuckLow[start] = 0
            return inspection.fault(on: left, examines: true)
        }
        // A block that could not be erased, and is marked as bad since, keeps what it held: nobody can touch it any more.
        for block in flash.badBlocks.subtracting(lab.badBlocks) {
            let bytes = flash.geometry.blockBytes
            flash.image.replaceSubrange(block * bytes..<(block + 1) * bytes, with: repeatElement(0, count: bytes))
        }
        var left = Medium(flash.geometry, image: flash.image, anchor: flash.anchorImage)
        (left.badBlocks, left.worn) = (flash.badBlocks, lab.wornBlocks)
        var inspection = Inspection(
            lab, .between(replay.model, after), today: after.today, told: replay.model, seed: seed, searches: true)
        return inspection.fault(on: left)
    }
}
