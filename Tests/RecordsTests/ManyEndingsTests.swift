import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// Many faces of one day: their endings are written several at a time, each with its own line.
@Suite("Many faces that end on one day") struct ManyEndingsTests {
    private static let count = 24
    private static let geometry = FlashGeometry(blockCount: 40, blockBytes: 16_384, programUnitBytes: 16)

    private func enrolled(_ flash: LabFlash) throws -> (RecordStore, [PersonID], Set<String>) {
        let store = try Bench.mount(flash)
        let people = try (1...Self.count).map { try store.add("\($0)") }
        let receipts = try people.map {
            try store.enrolFace($0, seed: 3, count: 1, lastDay: Bench.firstDay + 3).receipt.description
        }
        return (store, people, Set(receipts))
    }

    private func check(_ store: RecordStore, _ receipts: Set<String>, _ label: String) throws {
        #expect(store.peopleWithFaces == 0, "\(label)")
        #expect(store.consents.values.allSatisfy { $0.consent.end == .expired }, "\(label)")
        let lines = try store.tail(of: .processing, count: 999).filter { $0.entry.kind == "face.expired" }
        #expect(lines.count == Self.count, "\(label): one line for each")
        #expect(
            Set(
                lines.compactMap {
                    $0.entry.detail.split(separator: " ").dropFirst().first.map { String($0.dropLast()) }
                }) == receipts)
        #expect(lines.allSatisfy { $0.entry.pseudonym != nil }, "\(label)")
        #expect(try store.verify(.processing).holds, "\(label)")
    }

    @Test("few batches, all lines, and other work between two of them") func many() throws {
        let flash = try Bench.formatted(Self.geometry)
        let (store, people, receipts) = try enrolled(flash)
        flash.forgetSteps()
        let nextDay = Bench.firstDay + 4
        var expiry = try store.beginExpiry(today: nextDay, at: Bench.now)
        #expect(
            try people.allSatisfy { try store.templateBytes(of: $0) == nil }, "none is returned from the first step on")
        #expect(Examination(flash)[.faceTemplates] == 0)
        var steps = 0
        while try store.goOn(with: &expiry, at: Bench.now) {
            steps += 1
            try store.append(JournalDraft(.doors, "granted", detail: "pin"), at: Bench.now)
            try store.append(JournalDraft(.processing, "between"), at: Bench.now)
        }
        #expect(steps > 1 && steps <= Self.count / 3, "\(steps) batches")
        #expect(expiry.faces.count == Self.count)
        try check(store, receipts, "mounted")
        try check(try Bench.mount(flash, today: nextDay, seed: 9), receipts, "again")
    }

    @Test("cut after any step, the next mount ends what is left, once") func cut() throws {
        let start = try Bench.formatted(Self.geometry)
        let (_, _, receipts) = try enrolled(start)
        let nextDay = Bench.firstDay + 4
        var cuts = 0
        for step in 0..<400 {
            let flash = LabFlash(Self.geometry, image: start.image)
            let store = try Bench.mount(flash, seed: 7)
            flash.stepsUntilGone = step
            let result = try? store.expire(today: nextDay, at: Bench.now)
            flash.stepsUntilGone = nil
            try check(try Bench.mount(flash, today: nextDay, seed: 9), receipts, "step \(step)")
            if result != nil { break }
            cuts += 1
        }
        #expect((20..<400).contains(cuts))
    }
}

extension RecordStore {
    fileprivate var peopleWithFaces: Int { statistics.peopleWithTemplates }
}
