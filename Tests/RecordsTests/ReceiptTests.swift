import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// Whatever is erased because somebody's data have to go leaves a line: what, when, which blocks, verified blank.
@Suite("Erasure receipts") struct ReceiptTests {
    private func detail(_ store: RecordStore, _ kind: String) throws -> String {
        let lines = try store.tail(of: .processing, count: 99).filter { $0.entry.kind == kind }
        #expect(lines.count == 1, "\(kind): \(lines.map(\.entry.detail))")
        #expect(try store.verify(.processing).holds)
        return lines.first?.entry.detail ?? ""
    }

    private func words(_ blocks: [BlockIndex]) -> String {
        "blocks \(BlockWords.list(blocks)) erased and verified blank"
    }

    @Test("withdrawal") func withdrawal() throws {
        let store = try Bench.mount(Bench.formatted())
        let id = try store.add("1")
        let receipt = try store.enrolFace(id).receipt
        let erased = try store.withdraw(id, at: Bench.now)
        #expect(!erased.blocks.isEmpty)
        #expect(try detail(store, "face.erased") == "receipt \(receipt), \(words(erased.blocks))")
    }

    @Test("removal; it can be read although the person's key is erased") func removal() throws {
        let store = try Bench.mount(Bench.formatted())
        let id = try store.add("1", card: "A1")
        try store.enrolFace(id)
        let erased = try store.removePerson(id, at: Bench.now)
        #expect(try detail(store, "person.erased") == "5 records, \(words(erased.blocks))")
    }

    @Test("a removal that a cut interrupted: its receipt is written by the mount that finishes it") func cutRemoval()
        throws
    {
        var finished = 0
        for step in 0..<60 {
            let flash = try Bench.formatted()
            let store = try Bench.mount(flash)
            let id = try store.add("1", card: "A1")
            flash.stepsUntilGone = step
            guard (try? store.removePerson(id, at: Bench.now)) == nil else { break }
            flash.stepsUntilGone = nil
            let again = try Bench.mount(flash)
            guard again.mountReport.removalsFinished == 1 else { continue }
            finished += 1
            #expect(try detail(again, "person.erased").hasSuffix("erased and verified blank"), "step \(step)")
        }
        #expect(finished > 0)
    }

    @Test("the end of a day: the keys' blocks, and the blocks that were reclaimed since") func day() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1")
        try store.enrolFace(id, lastDay: Bench.firstDay + 3)
        let first = try store.expire(today: Bench.firstDay + 4, at: Bench.now)
        #expect(first.keysErased == 1 && !first.erasedBlocks.isEmpty)
        #expect(try detail(store, "keys.erased") == "keys of 1 day, \(words(first.erasedBlocks))")
        // Erases a block of people.
        try store.enrolFace(id, lastDay: Bench.firstDay + 8)
        _ = try store.withdraw(id, at: Bench.now)
        try store.enrolFace(id, lastDay: Bench.firstDay + 8)
        _ = try store.expire(today: Bench.firstDay + 9, at: Bench.now)
        let last = try store.tail(of: .processing, count: 99).last { $0.entry.kind == "keys.erased" }
        #expect(last?.entry.detail.contains("; reclaimed since the last end of a day, people ") == true)
        _ = try store.expire(today: Bench.firstDay + 10, at: Bench.now)
        let lines = try store.tail(of: .processing, count: 999).filter { $0.entry.kind == "keys.erased" }
        #expect(lines.count == 2, "a day that ends no key needs no line")
    }

    @Test("a day that ended while the power was off") func dayWhileOff() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.enrolFace(try store.add("1"), lastDay: Bench.firstDay + 3)
        let again = try Bench.mount(flash, today: Bench.firstDay + 4)
        #expect(again.mountReport.ring.keysErased == 1)
        #expect(try detail(again, "keys.erased").hasPrefix("keys of 1 day, blocks "))
    }

    @Test("what a mount erases after a cut") func recovery() throws {
        var (erases, writes) = (0, 0)
        for step in 0..<80 {
            let flash = try Bench.formatted()
            let store = try Bench.mount(flash)
            let id = try store.add("1")
            try store.enrolFace(id)
            flash.stepsUntilGone = step
            guard (try? store.withdraw(id, at: Bench.now)) == nil else { break }
            flash.stepsUntilGone = nil
            let again = try Bench.mount(flash)
            let report = again.mountReport.ring
            guard report.erasesFinished.count + report.unfinishedBatches > 0 else {
                #expect(try !again.tail(of: .processing, count: 99).contains { $0.line.kind == "store.recovered" })
                continue
            }
            erases += report.erasesFinished.count
            writes += report.unfinishedBatches
            let words = try detail(again, "store.recovered")
            #expect(
                words.hasPrefix("\(report.erasesFinished.count) erases finished, \(report.unfinishedBatches) unfin"))
            #expect(words.contains("people ") || words.contains("processing ") || words.contains("keys "))
        }
        #expect(erases > 0 && writes > 0)
    }

    @Test("a full journal does not keep a store from mounting, nor a day from ending") func full() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1")
        try store.enrolFace(id, lastDay: Bench.firstDay + 3)
        let long = String(repeating: "x", count: 400)
        while (try? store.append(JournalDraft(.processing, "filled", detail: long), at: Bench.now)) != nil {}
        while (try? store.append(JournalDraft(.processing, "filled"), at: Bench.now)) != nil {}
        let again = try Bench.mount(flash, today: Bench.firstDay + 4)
        #expect(again.mountReport.expiredFaces.count == 1)
        #expect(try again.verify(.processing).holds)
    }

    @Test(
        "blocks in few words",
        arguments: [([], "none"), ([4], "4"), ([7, 3, 4, 5], "3-5 7"), (Array(stride(from: 0, to: 400, by: 2)), nil)])
    func list(blocks: [Int], words: String?) {
        let list = BlockWords.list(blocks.map { BlockIndex($0) })
        #expect(list.utf8.count <= BlockWords.limitBytes + 13)
        if let words { #expect(list == words) } else { #expect(list.hasSuffix(" more")) }
    }
}
