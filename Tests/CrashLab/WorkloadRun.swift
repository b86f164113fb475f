import FlashLab
import RingStore
import SeededRandom
import Timekeeping

/// What a workload does most; of five seeds two delete, two end days, one revises.
enum Habit: CaseIterable {
    /// Blocks are emptied by deletions.
    case deletes
    /// Most records have a last day, and few are deleted: what is dead piles up until its block is reclaimed.
    case endsDays
    /// A few are written again and again, between others that stay: blocks are reclaimed in which something lives.
    case revises
}

/// The work of a workload, call after call.
struct WorkloadRun {
    let lab: LabStore
    let flash: LabFlash
    private let habit: Habit
    var generator: SplitMix64
    var model = Model()
    var store: RingStore!
    private(set) var situations = Situations()
    /// Of texts, at most: four of them still fit into a batch.
    private let lengths: Int
    /// Of the text of a revision, which is alone in its batch.
    private let revisionLengths: Int
    /// The last append was refused.
    private var isFull = false
    /// An id came twice.
    private(set) var givesAgain = false
    /// The record that the call under way has written again.
    private var revised: UInt64?
    /// A firmware of version 1 is at work.
    private var isOld: Bool
    /// Mounts because of worn blocks; a few.
    private var remounts: UInt64 = 0
    /// Steps before the call under way.
    private var begun = 0
    /// What mounts add to their salt: a call that is tried again mounts with others.
    private var saltBase: UInt64 = 0

    init(lab: LabStore, flash: LabFlash, seed: UInt64) {
        (self.lab, self.flash, isOld) = (lab, flash, lab.isOld)
        habit = Habit.allCases[Int(seed % 5) % Habit.allCases.count]
        generator = SplitMix64(seed: seed)
        lengths = lab.geometry.blockBytes > 16_384 ? 800 : 390
        revisionLengths = habit == .revises ? 4 * lengths : lengths
    }

    /// A mount has left a block aside.
    var sawDamage: Bool { lab.isDamaged(store) }

    /// The first mount is number -1. When a worn block ends a call, a mount follows, and the same call.
    /// - Returns: what was done.
    mutating func next(_ number: Int, upgrade: Int) throws(RingStoreError) -> String {
        (begun, saltBase) = (flash.steps.count, 0)
        let before = self
        for attempt in 1...Self.mostMounts {
            do throws(RingStoreError) { return try once(number, upgrade: upgrade) } catch {
                guard lab.isWear(error), attempt < Self.mostMounts else { throw error }
            }
            let met = remounts
            self = before
            (remounts, saltBase) = (met, 130 * UInt64(attempt))
            if number >= 0 { try mountAgain() }
        }
        preconditionFailure("the last attempt returns or throws")
    }

    /// A worn block of each ring, and one more.
    private static let mostMounts = 4

    /// A mount that meets a worn block is followed by another one.
    private mutating func mountAgain() throws(RingStoreError) {
        for _ in 0..<Self.mostMounts {
            remounts += 1
            do throws(RingStoreError) {
                store = try lab.mount(flash, today: model.today, salt: 600 + remounts, asOld: isOld)
                return
            } catch { guard lab.isWear(error) else { throw error } }
        }
    }

    private func mounted(_ salt: UInt64) throws(RingStoreError) -> RingStore {
        try lab.mount(flash, today: model.today, salt: saltBase + salt, asOld: isOld)
    }

    private mutating func once(_ number: Int, upgrade: Int) throws(RingStoreError) -> String {
        if number < 0 {
            store = try mounted(1)
            return "mount"
        }
        revised = nil
        let name = number == upgrade ? try self.upgrade(number) : try call(number)
        // A deletion moves others, too.
        let mayMove = ["append", "replace", "prepare"].contains { name.hasPrefix($0) }
        situations.note(flash.steps[begun...], lab, mayMove: mayMove, revised: revised)
        return name
    }

    private mutating func call(_ number: Int) throws(RingStoreError) -> String {
        // The larger ring takes more, or it would never come round.
        let ring = LabStore.rings[generator.below(5) < 3 ? 0 : 1]
        let living = (model.entries[ring] ?? [:]).keys.sorted()
        if isFull, !living.isEmpty {
            isFull = false
            return habit == .endsDays && generator.below(4) > 0 ? try expire() : try delete(living, in: ring)
        }
        if habit == .revises, generator.below(8) > 0 { return try revise(living, in: ring, number) }
        let deletions = habit == .deletes ? 8 : 2
        switch generator.below(100) {
        case 0..<deletions where !living.isEmpty: return try delete(living, in: ring)
        case deletions..<2 * deletions:
            // What has been replaced, and may lie in more than one block.
            let revised = living.filter { !model.entries[ring]![$0]!.before.isEmpty }
            return revised.isEmpty ? try append(to: ring, number) : try delete(revised, in: ring)
        case 2 * deletions..<36 where !living.isEmpty:
            return try replace(living, in: ring, number)
        case 36..<40: return try expire()
        case 40..<43:
            try store.raiseFloor(to: WallTime(seconds: store.floor.seconds + 3600))
            return "floor"
        case 43..<48:
            store = try mounted(UInt64(number) + 2)
            return "mount"
        case 48..<54: return try prepare(ring)
        case 54..<74 where !isOld && store.oldBlocks > 0:
            _ = try store.migrateOneBlock()
            return "migrate"
        default: return try append(to: ring, number)
        }
    }

    /// The oldest is written again and again; between its revisions stands now and then one that stays.
    private mutating func revise(_ living: [UInt64], in ring: RingID, _ number: Int) throws(RingStoreError) -> String {
        if lab.isNearlyFull(ring, holding: model.contents(of: ring).values) { return try expire() }
        if living.count < 3 || generator.below(3) == 0 { return try append(to: ring, number, atMost: 1) }
        return try replace(living, in: ring, number)
    }

    private mutating func upgrade(_ number: Int) throws(RingStoreError) -> String {
        isOld = false
        store = try mounted(UInt64(number) + 2)
        return "upgrade"
    }

    private mutating func delete(_ living: [UInt64], in ring: RingID) throws(RingStoreError) -> String {
        var victims: Set<UInt64> = []
        for _ in 0...generator.below(2) { victims.insert(living[generator.below(living.count)]) }
        let receipt = try store.delete(victims.sorted().map { RecordID($0) }, in: ring)
        let isRevised = victims.contains { !model.entries[ring]![$0]!.before.isEmpty }
        if isRevised, receipt.blocks.count > victims.count { situations.deletedFromSeveralBlocks += 1 }
        for victim in victims { model.remove(victim, from: ring) }
        model.erased.formUnion(flash.steps.ciphertext(of: victims, in: ring))
        return "delete \(victims.sorted())"
    }

    private mutating func replace(_ living: [UInt64], in ring: RingID, _ number: Int) throws(RingStoreError) -> String {
        // The oldest often: its revision goes to another block.
        let candidates = habit == .revises || generator.below(2) == 0 ? 1 : living.count
        let id = living[generator.below(min(candidates, living.count))]
        let text = text(number, 0, atMost: revisionLengths)
        let old = model.entries[ring]![id]!
        revised = id
        guard
            try store.appendUnlessFull(
                texts: [text], expiry: old.expiry, replacing: RecordID(id), to: ring,
                mayRefuse: mayRefuse([text], ring)) != nil
        else { return full() }
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

    private mutating func append(
        to ring: RingID, _ number: Int, atMost most: Int = 4
    ) throws(RingStoreError) -> String {
        let count = 1 + generator.below(most)
        var texts: [String] = []
        for part in 0..<count { texts.append(text(number, part, atMost: most == 1 ? lengths / 4 : lengths)) }
        let expiry: Expiry =
            generator.below(habit == .deletes ? 2 : 8) == 0 ? .never : .after(model.today + generator.below(5))
        guard
            let ids = try store.appendUnlessFull(
                texts: texts, expiry: expiry, to: ring, mayRefuse: mayRefuse(texts, ring))
        else { return full() }
        givesAgain = givesAgain || ids.contains { model.wasGiven($0, in: ring) }
        model.add(ids, texts, expiry, to: ring)
        return "append \(count)"
    }

    private func mayRefuse(_ texts: [String], _ ring: RingID) -> Bool {
        lab.mayRefuse(texts, in: ring, holding: model.contents(of: ring).values)
    }

    /// The next call deletes, or nothing would happen in this ring any more.
    private mutating func full() -> String {
        situations.refused += 1
        isFull = true
        return "full"
    }

    private mutating func text(_ number: Int, _ part: Int, atMost length: Int) -> String {
        "call \(number).\(part) " + String(repeating: "~", count: generator.below(length))
    }
}
