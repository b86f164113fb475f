import FlashLab
import RingStore
import SeededRandom
import Timekeeping

/// What must hold after a cut, on one medium:
///
/// - mount succeeds and reports no damage;
/// - every call that had returned has its effect, the one under way has all of it or nothing;
/// - nothing deleted or expired can be read, by the store or by the examiner with every key on the flash;
/// - work goes on: an append and a deletion have their effect;
/// - the next mount finds the same, however the weak bits read then.
public struct Inspection {
    enum Expected {
        /// A call of the workload was under way.
        case between(Model, Model)
        /// Recovery was done, and at most the appending of these records was under way.
        case oneOf([Contents])
    }

    let lab: LabStore
    let expected: Expected
    let today: CivilDay
    /// The calls that had returned: what they deleted, and what had expired, nobody may read.
    let told: Model
    private var generator: SplitMix64
    /// Always, before the mount and after it.
    private let searches: Bool

    init(
        _ lab: LabStore, _ expected: Expected, today: CivilDay, told: Model, seed: UInt64, searches: Bool = false
    ) {
        self.searches = searches
        (self.lab, self.expected, self.today, self.told) = (lab, expected, today, told)
        generator = SplitMix64(seed: seed)
    }

    /// What does not hold; nil when all does.
    mutating func fault(on medium: Medium) -> String? {
        let flash = medium.flash(reading: WeakReading.allCases[generator.below(3)])
        do {
            let raw = searches || generator.below(Self.searchedEvery) == 0 ? try searchRaw(medium) : []
            let store = try mounted(flash, salt: 901)
            let found = try store.everything()
            if let fault = fault(in: found) { throw Fault(fault) }
            if medium.weak.isNone { try check(raw, against: found) }
            if searches || generator.below(Self.searchedEvery) == 0 { try examine(flash, found) }
            let left = try workOn(store, flash, found)
            flash.reading = WeakReading.allCases[generator.below(3)]
            let again = try mounted(flash, salt: 902).everything()
            if again != left { throw Fault("the next mount finds \(again.brief), not \(left.brief)") }
        } catch let fault as Fault {
            return fault.text
        } catch {
            return "\(error)"
        }
        return nil
    }

    /// One in so many is searched before the mount, with every key on it; and one in so many after it.
    /// Without optimisation a search takes longer than all the rest.
    #if DEBUG
        static let searchedEvery = 12
    #else
        static let searchedEvery = 2
    #endif

    /// What the examiner reads before anybody has mounted; nothing of it was deleted or had expired in a call that returned.
    private func searchRaw(_ medium: Medium) throws -> Set<String> {
        let readable = lab.readableTexts(medium.flash(reading: .programmed))
        let kept = Set(told.entries.values.flatMap(\.values).flatMap(\.texts))
        let seen = readable.intersection(told.gone.subtracting(kept))
        if !seen.isEmpty { throw Fault("before the mount the examiner reads \(seen.map { $0.prefix(12) }.sorted())") }
        if medium.image.holds(anyOf: told.erased) {
            throw Fault("before the mount ciphertext of what was deleted stands")
        }
        return readable
    }

    /// What was being written can be read with every key only if it is committed, and then the mount shows it.
    private func check(_ raw: Set<String>, against found: Contents) throws {
        guard case .between(let before, let after) = expected else { return }
        let old = Set(before.entries.values.flatMap(\.values).flatMap(\.texts))
        let new = Set(after.entries.values.flatMap(\.values).map(\.text)).subtracting(old)
        let seen = raw.intersection(new).subtracting(texts(found))
        if !seen.isEmpty {
            throw Fault("uncommitted, and read before the mount: \(seen.map { $0.prefix(12) }.sorted())")
        }
    }

    private struct Fault: Error {
        let text: String
        init(_ text: String) { self.text = text }
    }

    private func mounted(_ flash: LabFlash, salt: UInt64) throws -> RingStore {
        let store: RingStore
        do { store = try mountedAgain(flash, salt: salt) } catch { throw Fault("mount \(salt): \(error)") }
        if lab.isDamaged(store) { throw Fault("mount \(salt) reports damage: \(store.mountReport)") }
        return store
    }

    /// A mount that meets a worn block is followed by another one.
    private func mountedAgain(_ flash: LabFlash, salt: UInt64) throws(RingStoreError) -> RingStore {
        for more in stride(from: 0 as UInt64, to: 30, by: 10) {
            do throws(RingStoreError) { return try lab.mount(flash, today: today, salt: salt + more) } catch {
                guard lab.isWear(error) else { throw error }
            }
        }
        return try lab.mount(flash, today: today, salt: salt + 30)
    }

    private func fault(in found: Contents) -> String? {
        switch expected {
        case .between(let before, let after): Model.fault(in: found, between: before, and: after)
        case .oneOf(let all):
            all.contains(found) ? nil : "found \(found.brief), not \(all.map(\.brief).joined(separator: " or "))"
        }
    }

    /// The examiner reads nothing that is gone, and of what was under way nothing that the store does not show.
    private func examine(_ flash: LabFlash, _ found: Contents) throws {
        let readable = lab.readableTexts(flash)
        let known = Set(found.values.flatMap(\.values))
        var hidden = told.gone.subtracting(known)
        if flash.image.holds(anyOf: told.erased) { throw Fault("ciphertext of what was deleted still stands") }
        switch expected {
        case .between(let before, let after):
            let old = Set(LabStore.rings.flatMap { before.contents(of: $0).values })
            hidden.formUnion(Set(LabStore.rings.flatMap { after.contents(of: $0).values }).subtracting(old))
            hidden.formUnion(
                before.entries.values.flatMap(\.values).filter { $0.expiry.hasPassed(on: after.today) }.map(\.text))
        case .oneOf(let all):
            let always = all.dropFirst().reduce(texts(all[0])) { $0.intersection(texts($1)) }
            hidden.formUnion(all.reduce(into: Set()) { $0.formUnion(texts($1)) }.subtracting(always))
        }
        let seen = readable.intersection(hidden.subtracting(known))
        if !seen.isEmpty { throw Fault("the examiner reads \(seen.map { $0.prefix(12) }.sorted())") }
    }

    private func texts(_ contents: Contents) -> Set<String> { Set(contents.values.flatMap(\.values)) }

    /// When a worn block ends the work, it is done after a mount.
    /// - Returns: what the store holds afterwards.
    private mutating func workOn(_ first: RingStore, _ flash: LabFlash, _ found: Contents) throws -> Contents {
        let before = generator
        var (store, held) = (first, found)
        for salt in 905..<909 as Range<UInt64> {
            do { return try workOnce(store, flash, held) } catch let error as RingStoreError {
                guard lab.isWear(error) else { throw error }
            }
            generator = before
            store = try mounted(flash, salt: salt)
            held = try store.everything()
        }
        return try workOnce(store, flash, held)
    }

    private mutating func workOnce(_ store: RingStore, _ flash: LabFlash, _ found: Contents) throws -> Contents {
        var left = found
        let ring = LabStore.rings[generator.below(2)]
        if store.oldBlocks > 0, generator.below(3) == 0 { try store.migrateOneBlock() }
        let choice = 1 + generator.below(3)
        let more = "work goes on"
        let mayRefuse = lab.mayRefuse(
            [more], in: ring, holding: left[ring]!.values, badBlocks: flash.badBlocks)
        if choice & 1 == 1, let ids = try store.appendUnlessFull(texts: [more], to: ring, mayRefuse: mayRefuse) {
            if told.wasGiven(ids[0], in: ring), !lab.isOld {
                throw Fault("ring \(ring.number): \(ids[0].number) comes twice")
            }
            left[ring]![ids[0].number] = more
        }
        if choice & 2 == 2, let victim = left[ring]!.keys.sorted().first {
            let text = left[ring]!.removeValue(forKey: victim)!
            _ = try store.delete([RecordID(victim)], in: ring)
            if generator.below(3) == 0, lab.readableTexts(flash).contains(text) {
                throw Fault("the examiner reads what was deleted after the cut: \(text.prefix(12))")
            }
        }
        if try store.everything() != left {
            throw Fault("after work: \(try store.everything().brief), not \(left.brief)")
        }
        return left
    }
}
