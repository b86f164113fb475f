import SeededRandom
import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// The two journals: chained, kept as long as they must be and no longer, unlinked when a person goes.
@Suite struct JournalTests {
    @Test("Lines come back in order, chained, over mounts")
    func chain() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        for number in 1...40 {
            let sequence = try store.append(JournalDraft(.doors, "card.granted", detail: "n \(number)"), at: Bench.now)
            #expect(sequence == UInt64(number))
            if number % 9 == 0 { store = try Bench.mount(flash) }
        }
        #expect(try store.tail(of: .doors, count: 3).map(\.entry.detail) == ["n 38", "n 39", "n 40"])
        #expect(
            try store.verify(.doors) == JournalVerdict(lines: 40, firstSequence: 1, lastSequence: 40, brokenAt: nil))
        var seen = 0
        try store.forEachLine(of: .doors) { _ in
            seen += 1
            return seen < 5
        }
        #expect(seen == 5)
    }

    @Test("R22: a change of personal data brings its line; pseudonyms change by the day and die with the person")
    func lines() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1", card: "AA")
        try store.enrolFace(id)
        let today = try #require(try store.pseudonym(of: id))
        _ = try store.withdraw(id, at: Bench.now)
        let lines = try store.tail(of: .processing, count: 99)
        #expect(lines.map(\.entry.kind) == ["person.added", "face.enrolled", "face.withdrawn", "face.erased"])
        #expect(lines.allSatisfy { $0.entry.pseudonym == today })
        _ = try store.expire(today: Bench.firstDay + 1, at: Bench.now)
        #expect(try store.pseudonym(of: id) != today)
        _ = try store.removePerson(id, at: Bench.now)
        #expect(try store.pseudonym(of: id) == nil)
        #expect(try store.verify(.processing).holds)
        #expect(Examination(flash)[.subjectKey] == 0, "nothing links the lines any more")
    }

    @Test("Door lines go after 180 days, processing lines stay three years; both chains go on")
    func retention() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.append(JournalDraft(.doors, "face.granted"), at: Bench.now)
        try store.append(JournalDraft(.processing, "started"), at: Bench.now)
        _ = try store.expire(today: Bench.firstDay + 180, at: Bench.now)
        #expect(try store.tail(of: .doors, count: 9).count == 1)
        _ = try store.expire(today: Bench.firstDay + 181, at: Bench.now)
        #expect(try store.tail(of: .doors, count: 9).isEmpty)
        let again = try Bench.mount(flash, today: Bench.firstDay + 200)
        let sequence = try again.append(JournalDraft(.doors, "face.granted"), at: Bench.now)
        let line = try again.tail(of: .doors, count: 1)[0]
        #expect(
            sequence == 2 && line.line.previousHash != JournalLine.noHash, "the chain goes on from the day's checkpoint"
        )
        _ = try again.expire(today: CivilDay(year: 2029, month: 3, day: 2)!, at: Bench.now)
        #expect(try again.tail(of: .processing, count: 9).first?.entry.kind == "started")
        _ = try again.expire(today: CivilDay(year: 2029, month: 4, day: 1)!, at: Bench.now)
        #expect(try again.tail(of: .processing, count: 9).isEmpty)
    }

    @Test("R22: a flipped byte of a line breaks the chain at its number")
    func flipped() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        for number in 1...9 { try store.append(JournalDraft(.doors, "x", detail: "\(number)"), at: Bench.now) }
        // The door journal has the last blocks.
        let doorBlocks = StoreLayout.records(blockCount: Bench.geometry.blockCount)!.ringBlocks[2]
        let first = (Bench.geometry.blockCount - doorBlocks) * Bench.geometry.blockBytes + 96
        var broken: Set<UInt64> = []
        var generator = SplitMix64(seed: 4)
        for _ in 0..<200 {
            let at = Int.random(in: first..<first + 9 * 224, using: &generator)
            let damaged = LabFlash(Bench.geometry, image: flash.image)
            damaged.image[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            let mounted = try Bench.mount(damaged)
            let verdict = try mounted.verify(.doors)
            if let number = verdict.brokenAt { broken.insert(number) }
            // A flip in a header loses its line: a gap, or a shorter end that the mount reports.
            let isFound =
                !verdict.holds || mounted.mountReport.isDamaged || mounted.mountReport.ring.unfinishedBatches > 0
            #expect(isFound || verdict.lines == 9, "byte \(at)")
        }
        #expect(broken.count > 5)
    }

    @Test("Too long a line is refused and nothing is written")
    func limits() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let before = flash.image
        for draft in [
            JournalDraft(.doors, ""), JournalDraft(.doors, String(repeating: "k", count: 33)),
            JournalDraft(.doors, "k", detail: String(repeating: "d", count: 481)),
        ] {
            #expect(throws: RecordsError.self) { try store.append(draft, at: Bench.now) }
        }
        #expect(flash.image == before)
    }
}

/// What becomes of details, of lost ends, and of stores of another version.
@Suite struct JournalDetailTests {
    @Test("Erasing a person's key makes their processing details unreadable; others stay, and the chain holds")
    func unlinked() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let gone = try store.add("1", card: "AA"), stays = try store.add("2", card: "BB")
        try store.append(JournalDraft(.processing, "started", detail: "cold"), at: Bench.now)
        _ = try store.expire(today: Bench.firstDay + 1, at: Bench.now)
        try store.enrolFace(gone)
        try store.enrolFace(stays)
        let before = try store.tail(of: .processing, count: 99)
        #expect(before.allSatisfy { !$0.isUnlinked && !$0.entry.detail.isEmpty })
        #expect(before.count { $0.entry.pseudonym == nil } == 1)
        _ = try store.removePerson(gone, at: Bench.now)
        for store in [store, try Bench.mountCopy(flash, today: Bench.firstDay + 1)] {
            let after = try store.tail(of: .processing, count: 99)
            #expect(after.map(\.isUnlinked) == [true, false, false, true, false, true, false])
            for (old, new) in zip(before, after) {
                #expect(new.line == old.line && (new.isUnlinked || new.entry == old.entry))
                #expect(!new.isUnlinked || new.entry.pseudonym == nil && new.entry.detail.isEmpty)
            }
            #expect(try store.verify(.processing).holds)
        }
    }

    @Test("Lines that expired while the power was off, the checkpoint's last ones among them: the chain goes on")
    func longNight() throws {
        for days in [1, 179, 180, 181, 400] {
            let flash = try Bench.formatted()
            let store = try Bench.mount(flash)
            for _ in 0..<3 { try store.append(JournalDraft(.doors, "granted"), at: Bench.now) }
            _ = try store.expire(today: Bench.firstDay + 1, at: Bench.now)
            for _ in 0..<2 { try store.append(JournalDraft(.doors, "granted"), at: Bench.now) }
            let again = try Bench.mount(flash, today: Bench.firstDay + days)
            #expect(try again.verify(.doors).holds, "\(days)")
            #expect(try again.append(JournalDraft(.doors, "granted"), at: Bench.now) == 6, "\(days)")
            for store in [again, try Bench.mountCopy(flash, today: Bench.firstDay + days)] {
                let verdict = try store.verify(.doors)
                #expect(verdict.holds && verdict.lastSequence == 6, "\(days)")
                #expect(verdict.firstSequence == (days <= 180 ? 1 : days == 181 ? 4 : 6), "\(days)")
            }
        }
    }

    @Test("A first line that is damaged is no line that has expired, the day after as little")
    func damagedBeginning() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        for _ in 0..<4 { try store.append(JournalDraft(.doors, "granted"), at: Bench.now) }
        let doors = StoreLayout.records(blockCount: Bench.geometry.blockCount)!.ringBlocks[2]
        flash.image[(Bench.geometry.blockCount - doors) * Bench.geometry.blockBytes + 96 + 8] ^= 3
        for day in [0, 1, 20] {
            store = try Bench.mount(flash, today: Bench.firstDay + day)
            #expect(try store.verify(.doors).brokenAt == 1)
            _ = try store.expire(today: Bench.firstDay + day + 1, at: Bench.now)
            #expect(try store.verify(.doors).brokenAt == 1)
        }
    }

    @Test(
        "Records of version 1 and of later versions are refused in one line, and stay", arguments: [7, 9, 10, 200, 255])
    func versions(kind: UInt8) throws {
        let flash = try Bench.formatted()
        let ring = try RingStore.mount(
            flash, as: .bench, deviceKey: Bench.deviceKey(), today: Bench.firstDay, entropy: SeededEntropy(seed: 3))
        var batch = ring.makeBatch()
        batch.add(kind: kind, expiry: .never) { $0.raw([1, 2, 3]) }
        let place = kind == 9 ? RingID.doors : .people
        let record = try ring.append(batch, to: place)[0]
        let error = #expect(throws: RecordsError.self) { try Bench.mount(flash) }
        #expect(error?.code == .otherVersion(isEarlier: kind < 20))
        #expect(error?.description.contains(kind < 20 ? "version 1" : "a later version") == true)
        #expect(error?.description.contains("\n") == false)
        let again = try RingStore.mount(
            flash, as: .bench, deviceKey: Bench.deviceKey(), today: Bench.firstDay, entropy: SeededEntropy(seed: 4))
        #expect(try again.read(record, in: place) { $0.array(3) } == [1, 2, 3])
    }
}
