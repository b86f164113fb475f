import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// A processing journal without room even for endings: blocks of it have worn out, or the reserve was not enough.
@Suite("A full processing journal") struct FullJournalTests {
    /// Three faces until the third day, and not a byte left in the journal.
    private func full() throws -> (LabFlash, RecordStore) {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        for number in ["1", "2", "3"] {
            try store.enrolFace(try store.add(number), lastDay: Bench.firstDay + 3)
        }
        for length in [400, 100, 0] {
            let draft = JournalDraft(.processing, "filled", detail: String(repeating: "x", count: length))
            while (try? store.deliver(store.nextLine(draft, about: nil, at: Bench.now))) != nil {}
        }
        #expect(!store.mustRemount)
        return (flash, store)
    }

    @Test("Faces end; that they did is not half written, and waits for room") func endings() throws {
        let (flash, store) = try full()
        let nextDay = Bench.firstDay + 4
        flash.forgetSteps()
        #expect { try store.expire(today: nextDay, at: Bench.now) } throws: { ($0 as? RecordsError)?.isFull == true }
        #expect(store.consents.values.allSatisfy { $0.consent.end == nil })
        #expect(Examination(flash)[.faceTemplates] == 0, "their key is gone all the same")
        let outbox = store.ring.records(in: .people).count { $0.kind == RecordKind.outboxLine.rawValue }
        #expect(outbox == 0, "no line is on its way")
        // The next mount finds the same, and mounts.
        let again = try Bench.mount(flash, today: nextDay, seed: 5)
        #expect(again.mountReport.expiredFaces.isEmpty && again.consents.values.allSatisfy { $0.consent.end == nil })
        #expect(try again.verify(.processing).holds)
        #expect { try again.expire(today: nextDay, at: Bench.now) } throws: { ($0 as? RecordsError)?.isFull == true }
        // As soon as lines have gone, there is room.
        again.ring.release(again.ring.records(in: .processing).prefix(20).map(\.id), in: .processing)
        #expect(try again.expire(today: nextDay, at: Bench.now).faces.count == 3)
        #expect(again.consents.values.allSatisfy { $0.consent.end == .expired })
    }
}
