import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

@Suite("A store of the earlier format, while nothing waits") struct IdleMigrationTests {
    @Test("Block by block until none is left, and nothing that can be read changes") func migrates() throws {
        let flash = LabFlash(Bench.geometry)
        try RingStore.format(
            flash, as: .bench, layout: StoreLayout.records(blockCount: Bench.geometry.blockCount)!,
            deviceKey: Bench.deviceKey(), now: Bench.now, today: Bench.firstDay, entropy: SeededEntropy(seed: 1),
            writing: 1)
        let store = try Bench.mount(flash)
        for _ in 0..<5 { try store.append(JournalDraft(.doors, "exit"), at: Bench.now) }
        let before = store.mountReport.ring.oldBlocks
        #expect(before > 10)
        var steps = 0
        while try store.idleStep() {
            steps += 1
            try #require(steps < 200)
        }
        #expect(steps >= before - 3)
        let again = try Bench.mount(flash, seed: 3)
        #expect(again.mountReport.ring.oldBlocks == 0)
        #expect(try again.verify(.doors).lines == 5 && again.verify(.doors).holds)
    }
}
