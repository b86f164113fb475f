import FlashLab
import RingStore
import Testing
import Timekeeping

/// Steady load keeps every block's erase count within 2 of its ring's mean.
@Suite struct WearTests {
    @Test("A year of visitors among residents, with deletions and a mount each week")
    func steady() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        var residents = try (0..<10).map { try store.append(["resident \($0)" + pad(250)])[0] }
        for day in 0..<365 {
            let today = Bench.firstDay + day
            _ = try store.expire(today: today)
            for visitor in 0..<4 { try store.append(["visitor \(visitor)" + pad(200)], expiry: .after(today)) }
            try store.append(["line" + pad(120)], expiry: .after(today + 4), to: RingID(2))
            if day % 9 == 0 {
                _ = try store.delete([residents.removeFirst()], in: Bench.ring)
                residents += try store.append(["resident \(day)" + pad(250)])
            }
            if day % 7 == 0 { store = try Bench.mount(flash, today: today, seed: UInt64(day)) }
        }
        for ring in 0...2 {
            let counts = eraseCounts(flash, ring)
            let mean = Double(counts.reduce(0, +)) / Double(counts.count)
            #expect(counts.allSatisfy { abs(Double($0) - mean) <= 2 }, "ring \(ring): \(counts)")
            #expect(mean > 4, "ring \(ring) was worked hard enough to tell: \(counts)")
        }
        #expect(try store.contents().values.count { $0.hasPrefix("resident") } == 10)
    }

    @Test("One record comes and goes: blank blocks take turns, the least worn first") func turns() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        for round in 0..<80 {
            let ids = try store.append(["round \(round)"])
            _ = try store.delete(ids, in: Bench.ring)
        }
        let counts = eraseCounts(flash, 1)
        #expect(counts.max()! - counts.min()! <= 2, "\(counts)")
    }

    private func pad(_ count: Int) -> String { String(repeating: "~", count: count) }

    /// As the blocks' labels say.
    private func eraseCounts(_ flash: LabFlash, _ ring: Int) -> [Int] {
        let blocks = ring == 0 ? 2..<2 + Bench.layout.keyBlocks : Bench.layout.blocks(ofRing: ring)
        return blocks.map { block in
            flash.image.withUnsafeBytes {
                Int($0.loadUnaligned(fromByteOffset: block * 4096 + 12, as: UInt32.self))
            }
        }
    }
}
