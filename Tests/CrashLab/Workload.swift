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

    public init(seed: UInt64, calls: Int = 60) throws(RingStoreError) {
        self.seed = seed
        lab = LabStore(seed: seed)
        let flash = try lab.formatted()
        var start = Medium(lab.mediumGeometry, image: flash.image, anchor: flash.anchorImage)
        start.badBlocks = lab.badBlocks
        self.start = start
        flash.forgetSteps()
        var run = Run(lab: lab, flash: flash, seed: seed)
        let upgrade = lab.isOld ? calls / 3 : calls
        checkpoints.append(Checkpoint(steps: 0, model: run.model, name: "start"))
        run.store = try lab.mount(flash, today: run.model.today, salt: 1, asOld: lab.isOld)
        checkpoints.append(Checkpoint(steps: flash.steps.count, model: run.model, name: "mount"))
        for number in 0..<calls {
            let name = number == upgrade ? try run.upgrade(number) : try run.call(number)
            checkpoints.append(Checkpoint(steps: flash.steps.count, model: run.model, name: name))
        }
        steps = flash.steps
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

/// The work itself.
private struct Run {
    let lab: LabStore
    let flash: LabFlash
    var generator: SplitMix64
    var model = Model()
    var store: RingStore!
    /// A firmware of version 1 is at work.
    private var isOld: Bool

    init(lab: LabStore, flash: LabFlash, seed: UInt64) {
        (self.lab, self.flash, isOld) = (lab, flash, lab.isOld)
        generator = SplitMix64(seed: seed)
    }

    /// - Returns: what was done.
    mutating func call(_ number: Int) throws(RingStoreError) -> String {
        let ring = LabStore.rings[generator.below(LabStore.rings.count)]
        let living = (model.entries[ring] ?? [:]).keys.sorted()
        switch generator.below(100) {
        case 0..<15 where !living.isEmpty: return try delete(living, in: ring)
        case 15..<30 where !living.isEmpty: return try replace(living, in: ring, number)
        case 30..<38: return try expire()
        case 38..<42:
            try store.raiseFloor(to: WallTime(seconds: store.floor.seconds + 3600))
            return "floor"
        case 42..<48:
            store = try lab.mount(flash, today: model.today, salt: UInt64(number) + 2, asOld: isOld)
            return "mount"
        case 48..<54: return try prepare(ring)
        case 54..<74 where !isOld && store.oldBlocks > 0:
            _ = try store.migrateOneBlock()
            return "migrate"
        default: return try append(to: ring, number)
        }
    }

    mutating func upgrade(_ number: Int) throws(RingStoreError) -> String {
        isOld = false
        store = try lab.mount(flash, today: model.today, salt: UInt64(number) + 2)
        return "upgrade"
    }

    private mutating func delete(_ living: [UInt64], in ring: RingID) throws(RingStoreError) -> String {
        var victims: Set<UInt64> = []
        for _ in 0...generator.below(2) { victims.insert(living[generator.below(living.count)]) }
        _ = try store.delete(victims.sorted().map { RecordID($0) }, in: ring)
        for victim in victims { model.remove(victim, from: ring) }
        model.erased.formUnion(flash.steps.ciphertext(of: victims, in: ring))
        return "delete \(victims.sorted())"
    }

    private mutating func replace(_ living: [UInt64], in ring: RingID, _ number: Int) throws(RingStoreError) -> String {
        let id = living[generator.below(living.count)]
        let text = text(number, 0)
        let old = model.entries[ring]![id]!
        guard
            try store.appendUnlessFull(texts: [text], expiry: old.expiry, replacing: RecordID(id), to: ring) != nil
        else { return "full" }
        model.entries[ring]![id]!.before.append(old.text)
        model.entries[ring]![id]!.text = text
        return "replace \(id)"
    }

    private mutating func expire() throws(RingStoreError) -> String {
        model.today = model.today + (1 + generator.below(2))
        _ = try store.expire(today: model.today)
        model.expire()
        return "expire"
    }

    private mutating func prepare(_ ring: RingID) throws(RingStoreError) -> String {
        var steps = 0
        while try store.prepare(ring, for: .after(model.today + generator.below(5))) { steps += 1 }
        return "prepare \(steps)"
    }

    private mutating func append(to ring: RingID, _ number: Int) throws(RingStoreError) -> String {
        let count = 1 + generator.below(4)
        var texts: [String] = []
        for part in 0..<count { texts.append(text(number, part)) }
        let expiry: Expiry = generator.below(2) == 0 ? .never : .after(model.today + generator.below(5))
        guard let ids = try store.appendUnlessFull(texts: texts, expiry: expiry, to: ring) else { return "full" }
        for (id, text) in zip(ids, texts) {
            model.entries[ring, default: [:]][id.number] = Model.Entry(text: text, expiry: expiry)
        }
        return "append \(count)"
    }

    private mutating func text(_ number: Int, _ part: Int) -> String {
        "call \(number).\(part) " + String(repeating: "~", count: generator.below(300))
    }
}
