import FlashLab
import RingStore
import SeededRandom
import Testing
import Timekeeping

/// Flash with large program units: whole pages, in ascending order, none twice. `LabFlash` traps when one of these is broken;
/// power is cut on such flash by `PowerCutTests` and `Board/crash-lab`.
@Suite struct PagedFlashTests {
    static func geometry(_ unitBytes: Int, pages: Int) -> FlashGeometry {
        FlashGeometry(blockCount: 21, blockBytes: unitBytes * pages, programUnitBytes: unitBytes)
    }

    static let geometries = [
        geometry(32, pages: 256), geometry(64, pages: 128), geometry(256, pages: 32), geometry(512, pages: 16),
        geometry(512, pages: 64), geometry(2048, pages: 16), geometry(2048, pages: 64), geometry(4096, pages: 16),
    ]

    @Test("Pages of a block are programmed whole; a batch's last one is its mark, alone", arguments: geometries)
    func wholePages(geometry: FlashGeometry) throws {
        let unit = geometry.programUnitBytes
        let flash = try Bench.formatted(LabFlash(geometry))
        let store = try Bench.mount(flash)
        flash.forgetSteps()
        try store.append(["hello", "world"])
        let programs = flash.steps.compactMap { step -> (block: Int, offset: Int, bytes: [UInt8])? in
            if case .program(let block, let offset, let bytes) = step { (block, offset, bytes) } else { nil }
        }
        let second = unit * ((48 + unit - 1) / unit)
        #expect(programs.allSatisfy { $0.offset % unit == 0 && $0.bytes.count % unit == 0 })
        // Announced, opened, records and commitment, mark.
        #expect(programs.suffix(4).dropFirst().map(\.offset).prefix(2) == [second, 2 * second])
        let (batch, mark) = (programs[programs.count - 2], programs[programs.count - 1])
        #expect(mark.offset == batch.offset + batch.bytes.count && mark.bytes.count == unit)
        #expect(mark.bytes[16...].allSatisfy { $0 == 0xFF } && !mark.bytes[..<16].allSatisfy { $0 == 0xFF })
        // Two records of 96 and 112 bytes, then up to the end of the unit nothing, then the commitment.
        #expect(batch.bytes.count == (2 * 96 + 16 + unit - 1) / unit * unit)
        let padding = batch.bytes[(2 * 96)..<(batch.bytes.count - 16)]
        #expect(padding.allSatisfy { $0 == 0xFF } && batch.bytes[6] == UInt8(truncatingIfNeeded: padding.count))
    }

    /// Lengths of the texts of one batch, by how much its records may take at most.
    static let loads: [(name: String, texts: @Sendable (inout SplitMix64, Int) -> [Int])] = [
        ("one short record", { _, _ in [10] }),
        ("one record of any length", { random, most in [random.below(most - 100)] }),
        // Two of these never share a batch.
        ("one record of over half a batch", { random, most in [most / 2 - 80 + random.below(64)] }),
        ("some records", { random, most in (0...random.below(4)).map { _ in random.below(most / 5 - 100) } }),
    ]

    /// As `Format.md` has it.
    static func payload(_ geometry: FlashGeometry) -> Int {
        let unit = geometry.programUnitBytes
        let limit = max(2048, geometry.blockBytes / 8) + 2 * (unit - 16)
        return (limit + unit - 1) / unit * unit - unit - 16
    }

    @Test("What is within the capacity is never refused for want of room", arguments: geometries, loads.indices)
    func capacity(geometry: FlashGeometry, load: Int) throws {
        var random = SplitMix64(seed: UInt64(geometry.blockBytes + geometry.programUnitBytes + load))
        let layout = StoreLayout(keyBlocks: 3, ringBlocks: [24])
        let flash = LabFlash(
            FlashGeometry(
                blockCount: layout.blockCount, blockBytes: geometry.blockBytes,
                programUnitBytes: geometry.programUnitBytes))
        try RingStore.format(
            flash, as: .bench, layout: layout, deviceKey: Bench.deviceKey(), now: Bench.now, today: Bench.firstDay,
            entropy: SeededEntropy(seed: 1))
        var store = try Bench.mount(flash)
        let ring = Bench.ring, payload = Self.payload(geometry)
        var expected: [UInt64: String] = [:]
        for round in 0..<3 {
            while true {
                let texts = Self.loads[load].texts(&random, payload).map {
                    "\(round) " + String(repeating: "x", count: $0)
                }
                let charge = texts.reduce(0) { $0 + 64 + ($1.utf8.count + 2 + 16 + 15) / 16 * 16 + 32 }
                let free = store.statistics(of: ring).freeBytes
                flash.forgetSteps()
                do throws(RingStoreError) {
                    for (id, text) in zip(try store.append(texts), texts) { expected[id.number] = text }
                    #expect(charge <= free)
                } catch {
                    #expect(error.code == .full(ring, neededBytes: charge, freeBytes: free), "round \(round)")
                    #expect(flash.steps.isEmpty, "refused in advance")
                    break
                }
            }
            // Some go, from everywhere or from one end, so that every block has holes.
            let ids = expected.keys.sorted()
            for (place, id) in ids.enumerated() where round % 3 == 0 ? place % 2 == 0 : random.below(3) == 0 {
                store.release([RecordID(id)], in: ring)
                expected[id] = nil
            }
            if round == 1 {
                let victims = expected.keys.sorted().prefix(2).map { RecordID($0) }
                _ = try store.delete(victims, in: ring)
                for victim in victims { expected[victim.number] = nil }
            }
        }
        #expect(try store.contents() == expected)
        // Released ones are found again: nothing else is.
        store = try Bench.mount(flash)
        #expect(try store.contents().filter { expected[$0.key] != nil } == expected)
    }

    @Test("Batches of one record are packed before a ring is full, so that it holds more of them than half its pages")
    func packing() throws {
        let geometry = Self.geometry(2048, pages: 64)
        let flash = try Bench.formatted(LabFlash(geometry))
        let store = try Bench.mount(flash)
        var count = 0
        while (try? store.append(["line \(count)"])) != nil { count += 1 }
        let pages = Bench.layout.blocks(ofRing: 1).count * 64
        #expect(count > 4 * pages, "\(count) records, \(pages) pages")
        #expect(try Bench.mount(flash).contents().count == count)
    }

    @Test("Making ready ends, in a ring full of short records as well", arguments: geometries)
    func prepare(geometry: FlashGeometry) throws {
        let store = try Bench.mount(Bench.formatted(LabFlash(geometry)))
        var count = 0, steps = 0
        while (try? store.append(["line \(count)"])) != nil { count += 1 }
        while steps < 1000, try store.prepare(Bench.ring, for: .never) { steps += 1 }
        #expect(steps <= 8 * store.statistics(of: Bench.ring).blocks, "\(steps)")
        #expect(try !store.prepare(Bench.ring, for: .never))
        #expect(try store.contents().count == count)
    }

    @Test("A year of visitors among residents wears a ring evenly, and a root block holds out") func steady() throws {
        let flash = try Bench.formatted(LabFlash(Self.geometry(512, pages: 16)))
        var store = try Bench.mount(flash)
        let residents = try (0..<6).map { try store.append(["resident \($0)"])[0] }
        for day in 0..<120 {
            let today = Bench.firstDay + day
            _ = try store.expire(today: today)
            for visitor in 0..<4 { try store.append(["visitor \(visitor)"], expiry: .after(today)) }
            if day % 20 == 0 { store = try Bench.mount(flash, today: today, seed: UInt64(day)) }
        }
        let statistics = store.statistics(of: Bench.ring)
        #expect(statistics.eraseCountHighest - statistics.eraseCountLowest <= 4 && statistics.eraseCountLowest > 4)
        for resident in residents { #expect(try store.text(resident).hasPrefix("resident")) }
    }

    @Test(
        "Flash that the format cannot use is refused in clear words, and nothing is touched",
        arguments: [
            (24, 24 * 512, "program units of 24 bytes; this format needs a power of two, at most 4096"),
            (8192, 8192 * 64, "program units of 8192 bytes; this format needs a power of two, at most 4096"),
            (16384, 16384 * 64, "program units of 16384 bytes; this format needs a power of two, at most 4096"),
            (16, 2048, "erase blocks of 2048 bytes; with program units of 16 this format needs 4096 or more"),
            (256, 4096, "erase blocks of 4096 bytes; with program units of 256 this format needs 8192 or more"),
            (2048, 2048 * 8, "erase blocks of 8 program units; this format needs 16"),
        ])
    func unsuitable(unit: Int, block: Int, words: String) throws {
        let flash = LabFlash(FlashGeometry(blockCount: 21, blockBytes: block, programUnitBytes: unit))
        #expect(throws: RingStoreError(.unsuitable(words))) { try Bench.formatted(flash) }
        #expect(throws: RingStoreError(.unsuitable(words))) { try Bench.mount(flash) }
        #expect(flash.steps.isEmpty)
    }

    @Test("Too many rings for the pages of a root block are refused") func tooManyRings() throws {
        let layout = StoreLayout(keyBlocks: 3, ringBlocks: [4, 4, 4, 4, 4, 4, 4])
        for (pages, isRefused) in [(16, true), (32, false)] {
            let flash = LabFlash(
                FlashGeometry(blockCount: layout.blockCount, blockBytes: 512 * pages, programUnitBytes: 512))
            func format() throws(RingStoreError) {
                try RingStore.format(
                    flash, as: .bench, layout: layout, deviceKey: Bench.deviceKey(), now: Bench.now,
                    today: Bench.firstDay, entropy: SeededEntropy(seed: 1))
            }
            guard isRefused else {
                try format()
                let store = try Bench.mount(flash)
                for ring in 1...7 { try store.append(["x"], to: RingID(UInt8(ring))) }
                #expect(try Bench.mount(flash).contents(of: RingID(7)).count == 1)
                continue
            }
            #expect(
                throws: RingStoreError(
                    .unsuitable(
                        "an erase block holds 15 entries of the root log; a store with 8 rings needs 20"))
            ) { try format() }
            #expect(flash.steps.isEmpty)
        }
    }
}
