import FlashLab
import RingStore
import Testing
import Timekeeping

/// Reading everything, and moving what stands where it may not stay.
@Suite struct ScrubTests {
    private func image() throws -> [UInt8] { try ExaminationTests.lived().image }
    private let today = Bench.firstDay + 3

    /// The block of ring 1 in which the most lives, and where its first sound record's body begins.
    private func crowdedBlock(_ image: [UInt8]) throws -> Int {
        let blocks = Bench.layout.blocks(ofRing: 1)
        return try #require(
            blocks.max { a, b in
                func filled(_ block: Int) -> Int { image[block * 4096..<(block + 1) * 4096].count { $0 != 0xFF } }
                return filled(a) < filled(b)
            })
    }

    @Test("A sound store is read, and nothing is written")
    func sound() throws {
        let flash = LabFlash(Bench.geometry, image: try image())
        let store = try Bench.mount(flash, today: today)
        flash.forgetSteps()
        var last = (0, 0)
        let report = try store.scrub(erasingUnreadable: true) { last = ($0, $1) }
        #expect(report == with(ScrubReport()) { $0.blocksRead = Bench.geometry.blockCount - 2 })
        #expect(flash.steps.isEmpty && last == (21, 21))
    }

    @Test("Damage moves what is left to another block; what was lost is named; after it the store is sound")
    func damaged() throws {
        let image = try image()
        let block = try crowdedBlock(image)
        var renewals = 0
        for offset in stride(from: 96, to: 2000, by: 112) {
            let flash = LabFlash(Bench.geometry, image: with(image) { $0[block * 4096 + offset] ^= 8 })
            let before = try ExaminationTests.examine(flash)
            let store = try Bench.mount(flash, today: today)
            let report = try store.scrub(erasingUnreadable: false)
            #expect(report.renewed.allSatisfy { $0.reason == .damaged && $0.recordsMoved >= 0 })
            renewals += report.renewed.count
            let lost = before.damage.filter { $0.what == .body && $0.loss == .record }.compactMap { $0.record?.id }
            // A mount may have had to move it before.
            #expect(report.lost[Bench.ring] ?? [] == lost || store.mountReport.lostRecords == lost.count, "\(offset)")
            let after = try ExaminationTests.examine(LabFlash(Bench.geometry, image: flash.image))
            #expect(after.damage.map(\.what) == lost.map { _ in .lostBefore }, "\(offset)")
            #expect(after.damage.compactMap { $0.record?.id } == lost && after.soundRecords == before.soundRecords)
        }
        #expect(renewals > 5)
    }

    @Test("Bits that read differently from one time to the next: what they hold moves, and none of it is lost")
    func weak() throws {
        let image = try image()
        let block = try crowdedBlock(image)
        let flash = FlickeringFlash(MemoryFlash(Bench.geometry, image: image), block: block)
        let store = try Bench.mount(flash, today: today)
        let before = try store.contents()
        flash.isFlickering = true
        let report = try store.scrub(erasingUnreadable: false)
        #expect(report.renewed.map(\.block) == [BlockIndex(block)] && report.renewed[0].reason == .weak)
        #expect(report.renewed[0].recordsMoved > 3 && report.lost.isEmpty)
        #expect(try store.contents() == before)
        #expect(try Bench.mount(flash, today: today).contents() == before)
    }

    @Test("A block that is out of service stays as it is, or is erased when asked, and serves again")
    func unreadable() throws {
        let image = try image()
        let block = try crowdedBlock(image)
        let flash = LabFlash(Bench.geometry, image: with(image) { $0[block * 4096 + 56] ^= 7 })
        let store = try Bench.mount(flash, today: today)
        flash.forgetSteps()
        let left = try store.scrub(erasingUnreadable: false)
        #expect(left.leftAlone == [BlockIndex(block)] && left.renewed.isEmpty && flash.steps.isEmpty)
        let erased = try store.scrub(erasingUnreadable: true)
        #expect(erased.renewed.map(\.reason) == [.unreadable] && erased.leftAlone.isEmpty)
        let again = try Bench.mount(flash, today: today)
        #expect(!again.mountReport.isDamaged && again.statistics(of: Bench.ring).setAsideBlocks == 0)
    }

    @Test("Bits of a block that nothing was ever in: it is erased, and serves again")
    func blank() throws {
        let image = try image()
        let block = try #require(
            Bench.layout.blocks(ofRing: 1).first { image[$0 * 4096 + 48..<($0 + 1) * 4096].allSatisfy { $0 == 0xFF } })
        let flash = LabFlash(Bench.geometry, image: with(image) { $0[block * 4096 + 3000] = 0 })
        #expect(try ExaminationTests.examine(flash).damage.map(\.what) == [.blank])
        let report = try Bench.mount(flash, today: today).scrub(erasingUnreadable: false)
        #expect(report.renewed.map(\.block) == [BlockIndex(block)] && report.leftAlone.isEmpty)
        #expect(try ExaminationTests.examine(flash).damage.isEmpty)
    }

    @Test("Damaged keys are named; they go when the next day ends")
    func keys() throws {
        let flash = try Bench.formatted()
        try Bench.mount(flash).append(["x"], expiry: .after(Bench.firstDay))
        _ = try Bench.mount(flash).expire(today: Bench.firstDay + 1)
        let image = flash.image
        let blocks = 2..<2 + Bench.layout.keyBlocks
        let used = try #require(blocks.first { image[$0 * 4096 + 48] != 0xFF })
        let store = try Bench.mount(flash, today: Bench.firstDay + 1)
        let now = try #require(blocks.first { flash.image[$0 * 4096 + 48] != 0xFF })
        // The first of the snapshot's two copies: the other one is enough.
        flash.image[now * 4096 + 96 + 70] ^= 1
        #expect(try store.scrub(erasingUnreadable: false).keyBlocks == [BlockIndex(now)])
        try store.append(["y"], expiry: .after(Bench.firstDay + 1))
        _ = try store.expire(today: Bench.firstDay + 2)
        #expect(try store.scrub(erasingUnreadable: false).keyBlocks.isEmpty)

        let unread = LabFlash(Bench.geometry, image: with(image) { $0[used * 4096 + 56] ^= 7 })
        #expect(throws: RingStoreError(.keysLost)) { try Bench.mount(unread, today: Bench.firstDay + 1) }
        let spare = try #require(blocks.first { image[$0 * 4096 + 48] == 0xFF })
        for (offset, asked) in [(40, true), (2000, false)] {
            let flash = LabFlash(Bench.geometry, image: with(image) { $0[spare * 4096 + offset] ^= 7 })
            let store = try Bench.mount(flash, today: Bench.firstDay + 1)
            #expect(store.mountReport.setAside == [BlockIndex(spare)])
            if asked { #expect(try store.scrub(erasingUnreadable: false).leftAlone == [BlockIndex(spare)]) }
            #expect(try store.scrub(erasingUnreadable: asked).renewed.map(\.ring) == [.keys])
            #expect(try !Bench.mount(flash, today: Bench.firstDay + 1).mountReport.isDamaged)
        }
    }

    @Test("Bytes alive and dead, days and their records, erases")
    func usage() throws {
        let store = try Bench.mount(Bench.formatted())
        let id = try store.append(["one"])[0]
        try store.append(["two"], expiry: .after(Bench.firstDay + 2))
        try store.append(["three"], expiry: .after(Bench.firstDay + 2))
        #expect(store.usage(of: Bench.ring).deadBytes == 0)
        try store.append(["one again"], replacing: id)
        let usage = store.usage(of: Bench.ring)
        #expect(usage.deadBytes == 128 && usage.statistics.liveRecords == 3 && usage.statistics.liveBytes == 384)
        #expect(
            usage.cohorts.map(\.expiry) == [.after(Bench.firstDay + 2), .never]
                && usage.cohorts.map(\.records) == [2, 1])
        #expect(usage.eraseCounts.lowest == 1 && usage.eraseCounts.highest == 1)
        #expect(usage.eraseCounts.meanHundredths == 100 && store.wearSummary.highest >= 1)
    }
}

/// A flash with one bit that reads as it likes, until its block is erased.
final class FlickeringFlash: Flash {
    private let memory: MemoryFlash
    private let block: Int
    private var reads = 0
    var isFlickering = false
    var geometry: FlashGeometry { memory.geometry }
    var promises: FlashPromises { .memory }

    init(_ memory: MemoryFlash, block: Int) { (self.memory, self.block) = (memory, block) }

    func read(_ block: BlockIndex, offsetBytes: Int, into buffer: UnsafeMutableRawBufferPointer) throws(FlashError) {
        try memory.read(block, offsetBytes: offsetBytes, into: buffer)
        guard isFlickering, block.number == self.block, offsetBytes == 0, buffer.count == geometry.blockBytes else {
            return
        }
        reads += 1
        // Every other reading is right.
        if reads % 2 == 0 { buffer[buffer.count - 1] ^= 1 }
    }
    func program(_ block: BlockIndex, offsetBytes: Int, _ bytes: UnsafeRawBufferPointer) throws(FlashError) {
        try memory.program(block, offsetBytes: offsetBytes, bytes)
    }
    func erase(_ block: BlockIndex) throws(FlashError) {
        if block.number == self.block { isFlickering = false }
        try memory.erase(block)
    }
}
