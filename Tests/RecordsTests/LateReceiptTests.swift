import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// Power is cut between an erase and the line that tells of it: the next mount writes the line.
@Suite("Late receipts") struct LateReceiptTests {
    /// Runs `work` cut after every step, and counts the lines of a kind after the next mount, and after one more.
    private func everyCut(
        of kind: String, after decided: String, days: Int = 0,
        _ work: (RecordStore) throws -> Void
    ) throws -> Int {
        func mount(_ flash: LabFlash, seed: UInt64) throws -> RecordStore {
            try RecordStore.mount(
                flash, as: .bench, deviceKey: Bench.deviceKey(), settings: Bench.settings,
                now: WallTime(seconds: Bench.now.seconds + Int64(days) * 86_400), today: Bench.firstDay + days,
                entropy: SeededEntropy(seed: seed))
        }
        let start = try Bench.formatted()
        let before = try Bench.mount(start)
        let id = try before.add("1", card: "A1")
        try before.enrolFace(id, lastDay: Bench.firstDay + 3)
        var late = 0
        for step in 0..<200 {
            let flash = LabFlash(Bench.geometry, image: start.image)
            let store = try Bench.mount(flash, seed: 7)
            flash.stepsUntilGone = step
            let isDone = (try? work(store)) != nil
            flash.stepsUntilGone = nil
            // Cut once more, in the mount that would write it.
            for again in 0..<3 {
                flash.stepsUntilGone = step % 5 * 4 + again
                _ = try? mount(flash, seed: 8)
                flash.stepsUntilGone = nil
            }
            for seed in 9..<11 as Range<UInt64> {
                let mounted = try mount(flash, seed: seed)
                let lines = try mounted.tail(of: .processing, count: 999)
                let isDecided = decided.isEmpty || lines.contains { $0.line.kind == decided }
                let receipts = lines.filter { $0.line.kind == kind }
                #expect(receipts.count == (isDecided ? 1 : 0), "step \(step): \(lines.map(\.line.kind))")
                #expect(receipts.allSatisfy { $0.entry.detail.contains("erased and verified blank") })
                if receipts.contains(where: { $0.entry.detail.contains("told late") }) { late += 1 }
                #expect(try mounted.verify(.processing).holds)
            }
            if isDone { return late }
        }
        Issue.record("the work never ends")
        return late
    }

    @Test("withdrawal") func withdrawal() throws {
        let late = try everyCut(of: "face.erased", after: "face.withdrawn") { store in
            _ = try store.withdraw(store.person(number: PersonalNumber("1")!)!.id, at: Bench.now)
        }
        #expect(late > 0)
    }

    @Test("removal") func removal() throws {
        let late = try everyCut(of: "person.erased", after: "person.removed") { store in
            _ = try store.removePerson(store.person(number: PersonalNumber("1")!)!.id, at: Bench.now)
        }
        #expect(late > 0)
    }

    @Test("the end of a day") func day() throws {
        let late = try everyCut(of: "keys.erased", after: "", days: 4) { store in
            _ = try store.expire(
                today: Bench.firstDay + 4, at: WallTime(seconds: Bench.now.seconds + 4 * 86_400))
        }
        #expect(late > 0)
    }
}
