import Glibc
import Testing

@testable import FaceCore

@Suite("Places for a face's secrets", .serialized) struct LockedSlotsTests {
    @Test("zero-filled, apart from each other, and zero again when they come back") func slots() {
        let slots = (1...LockedSlots.slotBytes).map { LockedSlots.allocate(byteCount: $0) }
        for (index, slot) in slots.enumerated() {
            #expect(slot.count == index + 1 && slot.allSatisfy { $0 == 0 })
            for at in slot.indices { slot[at] = UInt8(truncatingIfNeeded: index + 1) }
        }
        for (index, slot) in slots.enumerated() {
            #expect(slot.allSatisfy { $0 == UInt8(truncatingIfNeeded: index + 1) })
        }
        for slot in slots { LockedSlots.free(slot) }
        for count in 1...LockedSlots.slotBytes {
            let slot = LockedSlots.allocate(byteCount: count)
            #expect(slot.allSatisfy { $0 == 0 })
            LockedSlots.free(slot)
        }
    }

    @Test("a template and its key lie in them, locked") func templates() {
        let key = TemplateKey { $0.copyBytes(from: (0..<32).map { UInt8($0) }) }
        let template = Template(Embedding(), key: key)
        #expect(template.values.count == Template.length)
        #expect(Self.isLocked(UnsafeRawPointer(template.values.baseAddress!)))
    }

    /// Whether the kernel says `lo` (locked) of the mapping; see proc(5), smaps.
    private static func isLocked(_ address: UnsafeRawPointer) -> Bool {
        guard let file = fopen("/proc/self/smaps", "r") else { return false }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 4096)
        var isHere = false
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if let bounds = text.prefixMatch(of: #/([0-9a-f]+)-([0-9a-f]+) /#) {
                let place = UInt(bitPattern: address)
                isHere = (UInt(bounds.1, radix: 16)!..<UInt(bounds.2, radix: 16)!).contains(place)
            } else if isHere, text.hasPrefix("VmFlags:") {
                return text.split(separator: " ").contains("lo")
            }
        }
        return false
    }

    @Test("one more than there are is given all the same, and said") func exhausted() {
        let slots = (0...LockedSlots.count).map { _ in LockedSlots.allocate(byteCount: 32) }
        #expect(slots.last!.allSatisfy { $0 == 0 })
        #expect(!LockedSlots.allAreLocked)
        for slot in slots { LockedSlots.free(slot) }
    }
}
