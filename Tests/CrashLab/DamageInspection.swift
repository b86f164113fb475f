import FlashLab
import RingStore
import SeededRandom
import Timekeeping

/// What must hold on a flash to which something has happened that no power cut does:
///
/// - no record is returned altered, nothing deleted or expired is readable;
/// - nothing is lost but what was hit, and what is lost is reported;
/// - work goes on, if need be after another mount, and the next mount finds the same;
/// - where the store cannot be mounted, it says why: allowed only when its root or its keys were hit.
struct DamageInspection {
    let lab: LabStore
    let before: Model
    let after: Model
    /// Bytes of the image that were hit. Empty: nothing may be lost, and there is no reason not to mount.
    let hit: [Range<Int>]
    /// One flipped bit: headers and marks are mended, only ciphertext is lost.
    let isSingleBit: Bool
    let sites: [RecordSite]

    /// - Parameter sites: of every record, before anything was hit.
    init(
        _ lab: LabStore, before: Model, after: Model, hit: [Range<Int>], isSingleBit: Bool, sites: [RecordSite]
    ) {
        (self.lab, self.before, self.after, self.hit, self.isSingleBit) = (lab, before, after, hit, isSingleBit)
        self.sites = sites
    }

    /// - Parameter image: before it was hit.
    init(_ lab: LabStore, before: Model, after: Model, hit: [Range<Int>], isSingleBit: Bool, image: [UInt8]) {
        self.init(
            lab, before: before, after: after, hit: hit, isSingleBit: isSingleBit,
            sites: image.withUnsafeBytes { RecordSite.all(in: $0) })
    }

    /// What does not hold; nil when all does.
    /// - Parameter heals: blocks that cannot be read can be read again when the work is done.
    func fault(on flash: LabFlash, examines: Bool, heals: Bool = false) -> String? {
        do {
            guard let store = try mounted(flash) else { return nil }
            let (found, unreadable) = try read(store)
            try check(found, isReported: isReported(store) || !unreadable.isEmpty)
            if examines { try examine(flash) }
            guard let left = try workOn(store, found, flash) else { return nil }
            if heals { flash.faults.unreadable = [] }
            guard let again = try mounted(flash) else { return nil }
            let last = try read(again).found
            for (ring, texts) in last {
                for id in texts.keys where left[ring]![id] == nil && (heals || found[ring]![id] != nil) {
                    throw Fault("ring \(ring.number): \(id) comes back")
                }
            }
            if last == left { return nil }
            // Damage under work may be found no earlier than now.
            try check(last, isReported: isReported(again), deleted: found.ids(notIn: left))
            for (ring, texts) in left {
                for id in texts.keys where last[ring]![id] == nil && !mayLose(ring, id) {
                    throw Fault("the next mount finds \(last.brief), not \(left.brief)")
                }
            }
        } catch let fault as Fault {
            return fault.text
        } catch {
            return "\(error)"
        }
        return nil
    }

    private static let moreText = "work goes on"

    private struct Fault: Error {
        let text: String
        init(_ text: String) { self.text = text }
    }

    /// Nil when the store says that it cannot, and may.
    private func mounted(_ flash: LabFlash) throws(Fault) -> RingStore? {
        var last: RingStoreError?
        // A block that fails while it is written to is set aside by the next mount, or another one is taken.
        for salt in 0..<8 as Range<UInt64> {
            do throws(RingStoreError) {
                let store = try lab.mount(flash, today: after.today, salt: 950 + salt)
                guard store.mountReport.isOlder, isSingleBit || !hits(lab.vitalBytes) else { return store }
            } catch {
                last = error
                continue
            }
            throw Fault("the mount says that older blocks were put back")
        }
        if !isSingleBit, hits(lab.vitalBytes) { return nil }
        throw Fault("mount: \(last!)")
    }

    /// At the end of the block in doubt damage of more than a bit looks like a cut, and is reported as one.
    private func isReported(_ store: RingStore) -> Bool {
        store.mountReport.isDamaged || !isSingleBit && store.mountReport.unfinishedBatches > 0
    }

    private func hits(_ range: Range<Int>) -> Bool { hit.contains { $0.overlaps(range) } }

    private func mayLose(_ ring: RingID, _ id: UInt64) -> Bool {
        if !isSingleBit, hits(lab.vitalBytes) { return true }
        return sites.contains { site in
            guard site.ring == ring, site.id == id else { return false }
            if isSingleBit { return hits(site.sealed) }
            let block = site.offset / lab.geometry.blockBytes * lab.geometry.blockBytes
            return hits(site.offset..<site.sealed.upperBound) || hits(site.markOffset - 16..<site.markOffset + 16)
                || hits(block..<block + LabStore.recordsOffset(lab.geometry))
        }
    }

    private func read(_ store: RingStore) throws -> (found: Contents, unreadable: [RecordID]) {
        var found: Contents = [:], unreadable: [RecordID] = []
        for ring in LabStore.rings {
            found[ring] = [:]
            for info in store.records(in: ring) {
                do throws(RingStoreError) {
                    found[ring]![info.id.number] = try store.read(info.id, in: ring) { $0.text() }
                } catch {
                    guard error.code == .damaged(info.id) else { throw error }
                    unreadable.append(info.id)
                }
            }
        }
        return (found, unreadable)
    }

    private func check(
        _ found: Contents, isReported: Bool, deleted: [RingID: Set<UInt64>] = [:]
    ) throws(Fault) {
        for ring in LabStore.rings {
            let old = before.entries[ring] ?? [:], new = after.entries[ring] ?? [:]
            for (id, text) in found[ring]! {
                if text == old[id]?.text || text == new[id]?.text || text == Self.moreText {
                    if let entry = old[id], new[id] == nil, entry.expiry.hasPassed(on: after.today) {
                        throw Fault("ring \(ring.number): \(id) has expired and is read")
                    }
                    continue
                }
                // An earlier revision, when the later one was hit and the store says so.
                let isEarlier = old[id]?.before.contains(text) == true || new[id]?.before.contains(text) == true
                guard !isSingleBit, isEarlier, isReported, mayLose(ring, id) else {
                    throw Fault("ring \(ring.number): \(id) says \(text.prefix(12))")
                }
            }
            for (id, entry) in old where new[id] == entry && found[ring]![id] == nil {
                if deleted[ring]?.contains(id) == true { continue }
                if !mayLose(ring, id) { throw Fault("ring \(ring.number): \(id) is lost") }
                if !isReported { throw Fault("ring \(ring.number): \(id) is lost, and nothing says so") }
            }
        }
    }

    private func examine(_ flash: LabFlash) throws(Fault) {
        let seen = lab.readableTexts(flash).intersection(before.gone)
        if !seen.isEmpty { throw Fault("the examiner reads \(seen.map { $0.prefix(12) }.sorted())") }
        if flash.image.holds(anyOf: before.erased) { throw Fault("ciphertext of what was deleted still stands") }
    }

    private func victim(in ring: RingID, of found: [UInt64: String]) -> UInt64? {
        found.keys.max {
            (after.entries[ring]?[$0]?.before.count ?? 0, $0) < (after.entries[ring]?[$1]?.before.count ?? 0, $1)
        }
    }

    /// - Returns: what the store holds afterwards; nil when it may not work any more, and says so.
    private func workOn(_ first: RingStore, _ found: Contents, _ flash: LabFlash) throws -> Contents? {
        var store = first
        var last: RingStoreError?
        for _ in 0..<8 {
            do throws(RingStoreError) {
                var left = found
                // Whatever lives elsewhere, the one with most revisions: copies of it lie in several blocks.
                for ring in LabStore.rings {
                    guard let victim = victim(in: ring, of: found[ring]!) else { continue }
                    left[ring]![victim] = nil
                    if store.info(of: RecordID(victim), in: ring) != nil {
                        _ = try store.delete([RecordID(victim)], in: ring)
                    }
                }
                if let ids = try store.appendUnlessFull(
                    texts: [Self.moreText], to: RingID(1), mayRefuse: true)
                {
                    left[RingID(1)]![ids[0].number] = Self.moreText
                }
                return left
            } catch {
                last = error
            }
            guard let again = try mounted(flash) else { return nil }
            store = again
        }
        if !isSingleBit, hits(lab.vitalBytes) { return nil }
        throw Fault("no work goes on: \(last!)")
    }
}

extension Contents {
    func ids(notIn other: Contents) -> [RingID: Set<UInt64>] {
        var missing: [RingID: Set<UInt64>] = [:]
        for (ring, texts) in self { missing[ring] = Set(texts.keys.filter { other[ring]?[$0] == nil }) }
        return missing
    }

    /// The numbers alone.
    var brief: String {
        sorted { $0.key < $1.key }.map { "\($0.key.number): \($0.value.keys.sorted())" }.joined(separator: ", ")
    }
}
