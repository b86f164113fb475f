import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// All blocks of keys but the one that counts take neither a program nor an erase: no key can be added to a generation in doubt.
@Suite("Records without room for keys") struct WornKeysTests {
    private static let keyBlocks: Set = [2, 3, 4, 5]

    /// A person with a card, a door line of the first day, and worn blocks from now on.
    private func worn() throws -> LabFlash {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.add("1", card: "A1")
        try store.append(JournalDraft(.doors, "granted"), at: Bench.now)
        _ = try Bench.mount(flash, seed: 3)
        let living = Self.keyBlocks.filter { flash.image[$0 * Bench.geometry.blockBytes + 48] == 0x4D }
        try #require(living.count == 1)
        flash.faults.dead = Self.keyBlocks.subtracting(living)
        // A key of the third day goes to the block that counts: from now on it is in doubt.
        try Bench.mount(flash, seed: 4).add("2", pin: nil, validThrough: Bench.firstDay + 2)
        return flash
    }

    /// As a terminal mounts: again after a mount that has found a dead block.
    private func mounted(_ flash: LabFlash, dayOffset: Int, seed: UInt64 = 10) throws -> RecordStore {
        for seed in seed..<seed + 4 {
            if let store = try? Bench.mount(flash, today: Bench.firstDay + dayOffset, seed: seed) { return store }
        }
        return try Bench.mount(flash, today: Bench.firstDay + dayOffset, seed: seed + 4)
    }

    @Test("Cut in an append, and mounted on a later day: the store mounts, cards are known, both journals go on")
    func cutAndLater() throws {
        let flash = try worn()
        var doors = 1
        for (round, day) in [0, 1, 2, 40, 40, 41, 75, 150].enumerated() {
            let seed = 20 + UInt64(round) * 20
            let store = try mounted(flash, dayOffset: day, seed: seed)
            #expect(store.mountReport.ring.lacksKeyBlock || day == 0)
            #expect(store.card("A1") != nil)
            try store.append(JournalDraft(.doors, "granted"), at: Bench.now)
            doors += 1
            try store.append(JournalDraft(.processing, "tried"), at: Bench.now)
            try store.addCard("B\(round)", of: try #require(store.card("A1")).id)
            // In the middle of an append, so that the next mount has something to write down.
            flash.stepsUntilGone = 1
            #expect(throws: RecordsError.self) { try store.append(JournalDraft(.processing, "cut"), at: Bench.now) }
            flash.stepsUntilGone = nil
        }
        for seed in 400..<403 as Range<UInt64> {
            let store = try mounted(flash, dayOffset: 150, seed: seed)
            #expect(try store.tail(of: .doors, count: 99).count == doors)
            #expect(store.doorCounts.reduce(0) { $0 + $1.counts.values.reduce(0, +) } == UInt64(doors))
            for journal in Journal.allCases { #expect(try store.verify(journal).holds, "\(journal)") }
            #expect(try !store.idleStep() || !store.mustRemount)
        }
    }

    @Test(
        "A line that got no key of its own ends with the line before it; the first one with the next day that has a key"
    )
    func lastDays() throws {
        let flash = try worn()
        let day = Bench.firstDay + 1
        let store = try mounted(flash, dayOffset: 1)
        try store.append(JournalDraft(.doors, "granted"), at: Bench.now)
        #expect(store.ring.records(in: .doors).map(\.expiry) == [.after(day + 179), .after(day + 179)])
        let later = try mounted(flash, dayOffset: 200, seed: 30)
        #expect(later.ring.records(in: .doors).isEmpty)
        try later.append(JournalDraft(.doors, "granted"), at: Bench.now)
        let processing = RecordRetention.expiry(of: .processing, day: Bench.firstDay)
        #expect(later.ring.records(in: .doors).map(\.expiry) == [processing])
    }
}

/// The processing journal has no room for a line that stands in the outbox: a block of it has gone out of service.
@Suite("An outbox that cannot be delivered") struct WaitingOutboxTests {
    @Test("keeps its line until there is room, and the line comes before any other") func waits() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1", card: "A1")
        func fill(_ store: RecordStore, _ length: Int, leaving bytes: Int) throws {
            let draft = JournalDraft(.processing, "filled", detail: String(repeating: "x", count: length))
            while store.ring.statistics(of: .processing).freeBytes > bytes {
                try store.deliver(store.nextLine(draft, about: nil, at: Bench.now))
            }
        }
        try fill(store, 400, leaving: 1200)
        // The removal is on flash, and its line is not yet in the journal.
        let before = store.ring.nextID(in: .processing)
        var steps = 0
        var cut: LabFlash!
        repeat {
            steps += 1
            cut = LabFlash(Bench.geometry, image: flash.image)
            let copy = try Bench.mount(cut, seed: 5)
            cut.stepsUntilGone = steps
            _ = try? copy.removePerson(id, at: Bench.now)
            cut.stepsUntilGone = nil
        } while !Self.hasOutbox(cut)
        // A blank block less.
        let layout = store.ring.layout
        let first = 2 + layout.keyBlocks + layout.ringBlocks[0]
        let blank = try #require(
            (first..<first + layout.ringBlocks[1]).first {
                cut.image[$0 * Bench.geometry.blockBytes + 48] == 0xFF
            })
        cut.faults.unreadable = [blank]
        for seed in 6..<9 as Range<UInt64> {
            let mounted = try Bench.mount(cut, seed: seed)
            #expect(mounted.person(number: PersonalNumber("1")!) == nil)
            #expect(mounted.ring.nextID(in: .processing) >= before)
            #expect(mounted.waiting.map(\.line.kind) == ["person.removed"])
            #expect(throws: RecordsError.self) { try mounted.append(JournalDraft(.processing, "x"), at: Bench.now) }
        }
        let mounted = try Bench.mount(cut, seed: 9)
        mounted.ring.release(mounted.ring.records(in: .processing).prefix(30).map(\.id), in: .processing)
        try mounted.append(JournalDraft(.processing, "room"), at: Bench.now)
        #expect(try mounted.tail(of: .processing, count: 2).map(\.line.kind) == ["person.removed", "room"])
        #expect(mounted.waiting.isEmpty)
    }

    private static func hasOutbox(_ flash: LabFlash) -> Bool {
        guard
            let store = try? RingStore.mount(
                MemoryFlash(Bench.geometry, image: flash.image), as: .bench, deviceKey: Bench.deviceKey(),
                today: Bench.firstDay, entropy: SeededEntropy(seed: 77))
        else { return false }
        let kinds = store.records(in: .people).map(\.kind)
        let lines = store.records(in: .processing).count
        return kinds.contains(RecordKind.removal.rawValue) && kinds.contains(RecordKind.outboxLine.rawValue)
            && lines > 0
    }
}

extension RecordStore {
    fileprivate func addCard(_ number: String, of id: PersonID) throws(RecordsError) {
        let bytes = Array(number.utf8)
        let copy = LockedBytes(count: bytes.count)
        copy.bytes.copyBytes(from: bytes)
        try addCard(copy.readOnly, of: id, at: Bench.now)
    }
}
