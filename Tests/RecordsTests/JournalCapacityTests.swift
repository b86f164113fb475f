import FlashLab
import RingStore
import SeededRandom
import Testing
import Timekeeping

@testable import Records

/// R23: what a flash can keep is known before anything is written.
@Suite struct JournalCapacityTests {
    @Test(
        "The arithmetic is the mounted store's",
        arguments: [
            (17, 4096, 16), (32, 8192, 16), (64, 65_536, 16), (40, 16_384, 1), (32, 8192, 512), (48, 131_072, 2048),
        ])
    func arithmetic(blocks: Int, blockBytes: Int, unitBytes: Int) throws {
        let geometry = FlashGeometry(blockCount: blocks, blockBytes: blockBytes, programUnitBytes: unitBytes)
        let flash = MemoryFlash(geometry)
        try RecordStore.format(
            flash, as: .bench, deviceKey: Bench.deviceKey(), now: Bench.now, today: Bench.firstDay,
            entropy: SeededEntropy(seed: 1))
        let statistics = try Bench.mount(flash).statistics
        let capacity = try #require(JournalCapacity(geometry))
        #expect(capacity.bytes(of: .doors) == statistics.doorJournal.capacityBytes)
        #expect(capacity.bytes(of: .processing) == statistics.processingJournal.capacityBytes)
        #expect(capacity.linesPerDay(.processing, people: 10_000) <= capacity.linesPerDay(.processing, people: 1))
        #expect(JournalCapacity(FlashGeometry(blockCount: 16, blockBytes: 4096, programUnitBytes: 16)) == nil)
    }

    @Test("Lines as long as daily work makes them are charged no more than is counted on")
    func lineBytes() throws {
        let store = try Bench.mount(Bench.formatted())
        let id = try store.add("1", card: "AA")
        let who = try store.pseudonym(of: id)
        try store.append(
            JournalDraft(.doors, "not-opened", detail: "the grant before came too late"), at: Bench.now)
        let before = store.statistics.doorJournal.liveBytes
        try store.append(
            JournalDraft(.doors, "refused", pseudonym: who, detail: "number+pin, wrongCredential"), at: Bench.now)
        #expect(before <= JournalCapacity.lineBytes(.doors))
        #expect(store.statistics.doorJournal.liveBytes - before <= JournalCapacity.lineBytes(.doors))
        let start = store.statistics.processingJournal.liveBytes
        try store.enrolFace(id)
        _ = try store.withdraw(id, at: Bench.now)
        #expect(store.statistics.processingJournal.liveBytes - start <= 3 * JournalCapacity.lineBytes(.processing))
        #expect(RecordRetention.doorDays + 1 == JournalCapacity.daysKept(.doors))
        for day in 20_000..<22_000 {
            let day = CivilDay(number: Int32(day))
            #expect(RecordRetention.processingLastDay(from: day) - day + 1 <= JournalCapacity.daysKept(.processing))
        }
    }

    @Test(
        "Half a year and more at the rate that fits: no day is refused, and one a day more would not have fitted",
        arguments: [(8192, 16), (16_384, 512)])
    func steadyLoad(blockBytes: Int, unitBytes: Int) throws {
        let geometry = FlashGeometry(blockCount: 64, blockBytes: blockBytes, programUnitBytes: unitBytes)
        let flash = MemoryFlash(geometry)
        try RecordStore.format(
            flash, as: .bench, deviceKey: Bench.deviceKey(), now: Bench.now, today: Bench.firstDay,
            entropy: SeededEntropy(seed: 1))
        let store = try Bench.mount(flash)
        let fits = try #require(JournalCapacity(geometry)).linesPerDay(.doors, people: 1)
        #expect(fits > 0)
        let draft = JournalDraft(
            .doors, "refused", pseudonym: Pseudonym(number: 7), detail: String(repeating: "x", count: 31))
        for day in 0..<400 {
            _ = try store.expire(today: Bench.firstDay + day, at: Bench.now)
            for _ in 0..<fits { try store.append(draft, at: Bench.now) }
        }
        #expect(try store.verify(.doors).lines == 181 * fits && store.verify(.doors).holds)
        let ring = store.statistics.doorJournal
        #expect(ring.freeBytes < 181 * JournalCapacity.lineBytes(.doors))
    }
}
