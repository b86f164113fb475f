import RingStore
import Testing

/// An anchor whose medium fails: writes that reach a cache and nothing else, and slots that do not answer.
@Suite("An anchor in trouble") struct AnchorTroubleTests {
    /// Two slots behind a cache.
    private final class Slots: AnchorSlots {
        /// What reads see.
        var cached = [UInt8](repeating: 0xFF, count: 128)
        /// What will be there after a power cut.
        var medium = [UInt8](repeating: 0xFF, count: 128)
        /// So many more writes reach the medium; the one after them reaches the cache, and fails.
        var writesUntilFailure = Int.max
        /// They answer no read until they have been written.
        var unanswering: Set<Int> = []
        var takesWrites = true
        var anchorPromises: AnchorPromises { .memory }

        func read(slot: Int, into room: UnsafeMutableRawBufferPointer) throws(AnchorError) {
            if unanswering.contains(slot) { throw .medium(5) }
            room.copyBytes(from: cached[slot * 64..<(slot + 1) * 64])
        }

        func write(slot: Int, _ new: UnsafeRawBufferPointer) throws(AnchorError) {
            guard takesWrites else { throw .medium(5) }
            cached.replaceSubrange(slot * 64..<(slot + 1) * 64, with: new)
            if writesUntilFailure == 0 {
                writesUntilFailure = Int.max
                throw .medium(5)
            }
            writesUntilFailure -= 1
            unanswering.remove(slot)
            medium.replaceSubrange(slot * 64..<(slot + 1) * 64, with: new)
        }

        func mediumHolds(_ byte: UInt8) -> [Bool] {
            [16..<48, 80..<112].map { medium[$0].allSatisfy { $0 == byte } }
        }
    }

    private func replace(_ anchor: SlottedAnchor, by byte: UInt8) throws(AnchorError) {
        let secret = LockedBytes(count: 32)
        secret.bytes.initializeMemory(as: UInt8.self, repeating: byte)
        try anchor.replace(by: secret.readOnly)
    }

    private func read(_ anchor: SlottedAnchor) throws(AnchorError) -> UInt8 {
        let room = LockedBytes(count: 32)
        try anchor.read(into: room.bytes)
        return room.readOnly[0]
    }

    @Test("A write that failed may stand in a cache alone: the next read writes both slots again", arguments: 0..<2)
    func unsure(writes: Int) throws {
        let slots = Slots()
        let anchor = SlottedAnchor(slots)
        try replace(anchor, by: 1)
        slots.writesUntilFailure = writes
        #expect(throws: AnchorError.medium(5)) { try replace(anchor, by: 2) }
        #expect(slots.mediumHolds(1).contains(true), "the cache has it, the medium does not")
        // Whatever it says now must be true after a power cut, and the other secret nowhere.
        #expect(try read(anchor) == 2)
        #expect(slots.mediumHolds(2) == [true, true])
    }

    @Test("One slot does not answer: the other one is read, and that one is written anew", arguments: 0..<2)
    func oneSilent(slot: Int) throws {
        let slots = Slots()
        let anchor = SlottedAnchor(slots)
        try replace(anchor, by: 1)
        try replace(anchor, by: 2)
        slots.unanswering = [slot]
        #expect(try read(SlottedAnchor(slots, readOnly: true)) == 2)
        #expect(slots.unanswering == [slot], "a look changes nothing")
        #expect(try read(anchor) == 2)
        #expect(slots.unanswering.isEmpty && slots.mediumHolds(2) == [true, true])
        slots.unanswering = [slot]
        try replace(anchor, by: 3)
        #expect(try read(anchor) == 3 && slots.mediumHolds(3) == [true, true])
    }

    @Test("Neither answers, or what one says cannot be written to the other: an error, never a guess")
    func silent() throws {
        let slots = Slots()
        let anchor = SlottedAnchor(slots)
        try replace(anchor, by: 1)
        slots.unanswering = [0, 1]
        #expect(throws: AnchorError.medium(5)) { try read(anchor) }
        slots.unanswering = [1]
        slots.takesWrites = false
        #expect(throws: AnchorError.medium(5)) { try read(anchor) }
        slots.takesWrites = true
        #expect(try read(anchor) == 1)
    }
}
