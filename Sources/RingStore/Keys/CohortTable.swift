/// The living cohort keys in memory, 32 bytes each, in one locked table.
final class CohortTable {
    private var memory = LockedBytes(count: 32 * 64)
    private var slots: [Int32: Int] = [:]
    private var freeSlots: [Int] = Array((0..<64).reversed())
    /// The last one asked for: records of one day mostly lie together.
    private var last: (cohort: Int32, slot: Int)?

    var cohorts: [Int32] { slots.keys.sorted() }
    var count: Int { slots.count }

    /// Valid until the next `add`.
    func key(for cohort: Int32) -> UnsafeRawBufferPointer? {
        if last?.cohort != cohort {
            guard let slot = slots[cohort] else { return nil }
            last = (cohort, slot)
        }
        return last.map { UnsafeRawBufferPointer(memory.bytes.part($0.slot * 32, 32)) }
    }

    func add(_ cohort: Int32, _ key: UnsafeRawBufferPointer) {
        if freeSlots.isEmpty { grow() }
        let slot = slots[cohort] ?? freeSlots.removeLast()
        slots[cohort] = slot
        memory.bytes.part(slot * 32, 32).copyMemory(from: key)
    }

    /// Zeroes the key.
    func remove(_ cohort: Int32) {
        guard let slot = slots.removeValue(forKey: cohort) else { return }
        last = nil
        memory.bytes.part(slot * 32, 32).initializeMemory(as: UInt8.self, repeating: 0)
        freeSlots.append(slot)
    }

    func removeAll() {
        memory.zero()
        slots.removeAll()
        last = nil
        freeSlots = Array((0..<memory.count / 32).reversed())
    }

    private func grow() {
        let old = memory
        memory = LockedBytes(count: old.count * 2)
        memory.bytes.part(0, old.count).copyMemory(from: old.readOnly)
        freeSlots = Array((old.count / 32..<memory.count / 32).reversed())
    }
}
