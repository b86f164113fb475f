import FlashLab
import RingStore
import SeededRandom
import Timekeeping

/// A run of random work on a small store: the flash's steps, and the model after each call that returned.
public struct Workload: Sendable {
    struct Checkpoint {
        /// How many steps the flash had done when the call returned.
        var steps: Int
        var model: Model
        var name: String
    }

    public let seed: UInt64
    let lab: LabStore
    let start: Medium
    private(set) var checkpoints: [Checkpoint] = []
    public private(set) var steps: [LabFlash.Step] = []

    public init(seed: UInt64, calls: Int = 120) throws(RingStoreError) {
        self.seed = seed
        lab = LabStore(seed: seed)
        let flash = try lab.formatted()
        var start = Medium(lab.mediumGeometry, image: flash.image, anchor: flash.anchorImage)
        (start.badBlocks, start.worn) = (lab.badBlocks, lab.wornBlocks)
        self.start = start
        flash.forgetSteps()
        var run = WorkloadRun(lab: lab, flash: flash, seed: seed)
        let upgrade = lab.isOld ? calls / 3 : calls
        checkpoints.append(Checkpoint(steps: 0, model: run.model, name: "start"))
        for number in -1..<calls {
            let name = try run.next(number, upgrade: upgrade)
            checkpoints.append(Checkpoint(steps: flash.steps.count, model: run.model, name: name))
        }
        steps = flash.steps
        situations = run.situations
        givesAgain = run.givesAgain && !lab.isOld
        wearSpread = ([.keys] + LabStore.rings).map { [lab] in lab.wearSpread(of: $0, on: flash.image) }.max()!
        self.upgrade = upgrade
    }

    /// What happened in it that the store has to get right.
    public private(set) var situations = Situations()
    /// Of ids; version 1 does.
    private var givesAgain = false
    /// How many erases the blocks of one ring lie apart when it is over.
    private var wearSpread = 0
    /// So much at most, however uneven the work was: of 2,000 workloads none came over 4.
    private static let widestWearSpread = 6

    /// What does not hold even though nothing was cut; nil when all does.
    public var fault: String? {
        if givesAgain { return "an id is given twice" }
        return wearSpread > Self.widestWearSpread ? "blocks of one ring are \(wearSpread) erases apart" : nil
    }

    /// The call in which a firmware of this version takes over.
    private let upgrade: Int

    /// What came of the same work on a flash that lies.
    struct Replay {
        let flash: LabFlash
        /// The last call that returned, and what the models say before the next one.
        var name: String
        var model: Model
        /// Of the last call that did not return.
        var failure: RingStoreError?
        /// Of the calls, the mount being the first; and the one in which the flash lied.
        var calls = 0
        var lyingCall: Int?
        var store: RingStore?
    }

    /// Does the work again, with a lie in this step, and goes on for so many calls after the one that was lied to.
    func replay(_ lie: FlashLie, at step: Int, goingOn more: Int) throws(RingStoreError) -> Replay {
        let flash = try lab.formatted()
        flash.forgetSteps()
        flash.faults.lie = (step, lie)
        var run = WorkloadRun(lab: lab, flash: flash, seed: seed)
        var replay = Replay(flash: flash, name: "start", model: run.model)
        for number in -1..<checkpoints.count - 2 {
            if let lied = replay.lyingCall, replay.calls > lied + more { break }
            do throws(RingStoreError) { replay.name = try run.next(number, upgrade: upgrade) } catch {
                replay.failure = error
            }
            replay.calls += 1
            if flash.faults.hasLied, replay.lyingCall == nil { replay.lyingCall = replay.calls }
            if replay.failure != nil { break }
            (replay.model, replay.store) = (run.model, run.store)
            if replay.calls == replay.lyingCall, run.sawDamage { break }
        }
        return replay
    }

    func erasesRoot(_ step: Int) -> Bool {
        guard case .erase(let block) = steps[step] else { return false }
        return lab.isOfRoot(block)
    }

    /// Blocks of each ring, and the program unit.
    public var shape: String { lab.shape }

    /// The last checkpoint that the calls before this step had reached.
    func checkpoint(before step: Int) -> Int { min(checkpoints.lastIndex { $0.steps <= step }!, checkpoints.count - 2) }

    /// Mounts what a cut in this step has left.
    public func mount(_ flash: LabFlash, before step: Int, salt: UInt64) throws(RingStoreError) -> RingStore {
        try lab.mount(flash, today: checkpoints[checkpoint(before: step) + 1].model.today, salt: salt)
    }

    /// The flash as it is when this step begins.
    public func medium(before step: Int) -> Medium {
        var medium = start
        for step in steps[..<step] { medium.apply(step) }
        return medium
    }
}
