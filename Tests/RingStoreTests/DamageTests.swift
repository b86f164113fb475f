import CrashLab
import FlashLab
import RingStore
import Testing
import Timekeeping

/// Damage that is no power cut. What must hold then stands at `DamageInspection`; `Board/crash-lab` does the same with every bit
/// of every header.
@Suite struct DamageTests {
    @Test("A flipped bit is mended or found, and costs no record but the one in whose ciphertext it is")
    func flips() throws {
        let flips = Flips(try Workload(seed: 3, calls: 40))
        var count = 0
        for index in stride(from: 0, to: flips.headerBits * 5 / 4, by: 61) {
            let bit = flips.bits[index]
            let fault = flips.fault(bit: bit)
            #expect(fault == nil, "bit \(bit) of workload 3 with 40 calls: \(fault!)")
            count += 1
        }
        #expect(count > 400)
    }

    @Test("Misdirected programs, stuck bits, unreadable and dead blocks")
    func faults() throws {
        for seed in 1...2 as ClosedRange<UInt64> {
            let workload = try Workload(seed: seed)
            for number in 0..<100 {
                var fault = FaultCase(workload, number: number)
                let found = fault.fault()
                #expect(found == nil, "crash-lab --fault \(fault): \(found!)")
            }
        }
    }

    @Test("A move that was cut: the original counts, so a damaged copy beside it costs nothing") func original() throws
    {
        func prepared() throws -> (LabFlash, RingStore, [RecordID]) {
            let flash = try Bench.formatted()
            let store = try Bench.mount(flash)
            let ids = try store.append(["stays", "goes"])
            // Until another block is the head.
            for n in 0..<14 { try store.append([String(repeating: "x", count: 200) + "\(n)"]) }
            flash.forgetSteps()
            return (flash, store, ids)
        }
        let (honest, store, ids) = try prepared()
        _ = try store.delete([ids[1]], in: Bench.ring)
        let erase = try #require(
            honest.steps.firstIndex { if case .erase(let block) = $0 { block > 4 } else { false } })
        guard case .program(let block, let offset, let bytes) = honest.steps[0], block > 4, bytes.count > 64 else {
            Issue.record("the first step does not move a record")
            return
        }
        // Power goes before the erase is begun.
        let (cut, unfinished, _) = try prepared()
        cut.stepsUntilGone = erase - 1
        #expect(throws: RingStoreError.self) { try unfinished.delete([ids[1]], in: Bench.ring) }
        let left = LabFlash(Bench.geometry, image: cut.image)
        left.image[block * 4096 + offset + 64] ^= 1
        #expect(try Bench.mount(left).text(ids[0]) == "stays")
    }

    @Test("A block in which every record is damaged can be emptied: what is lost takes no room") func allLost() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        flash.forgetSteps()
        // Together longer than a batch may be.
        var ids: [RecordID] = []
        for n in 0..<9 { ids += try store.append([String(repeating: "x", count: 300) + "\(n)"]) }
        for case .program(let block, let offset, let bytes) in flash.steps where block > 4 && bytes.count > 300 {
            flash.image[block * 4096 + offset + 64] ^= 1
        }
        _ = try store.delete([ids[0]], in: Bench.ring)
        let again = try Bench.mount(flash)
        #expect(again.mountReport.isDamaged)
        for id in ids[1...] { #expect(throws: RingStoreError(.damaged(id))) { try again.text(id) } }
    }

    @Test("A block that cannot be erased is set aside, and tried again by the next mount")
    func deadBlock() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let ids = try store.append(["stays", "goes"])
        let block = Bench.layout.blocks(ofRing: 1).lowerBound
        flash.faults.dead = [block]
        // A deletion that was not done is not answered.
        #expect(throws: RingStoreError.self) { try store.delete([ids[1]], in: Bench.ring) }
        let again = try Bench.mount(flash, seed: 3)
        #expect(again.mountReport.setAside == [BlockIndex(block)])
        #expect(try again.contents().values.sorted() == ["stays"])
        try again.append(["more"])
        flash.faults.dead = []
        let healed = try Bench.mount(flash, seed: 4)
        #expect(healed.mountReport.setAside.isEmpty && healed.mountReport.erasesFinished == [BlockIndex(block)])
        #expect(try healed.contents().values.sorted() == ["more", "stays"])
        #expect(readableTexts(flash).sorted() == ["more", "stays"])
    }

    @Test("A block that cannot be read costs its own records; the mount and the work go on")
    func unreadableBlock() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.append(["lost"])
        try store.append(["kept"], to: RingID(2))
        let block = Bench.layout.blocks(ofRing: 1).lowerBound
        flash.faults.unreadable = [block]
        let again = try Bench.mount(flash, seed: 3)
        #expect(again.mountReport.setAside == [BlockIndex(block)])
        #expect(try again.contents(of: RingID(2)).values.sorted() == ["kept"])
        try again.append(["more"])
        #expect(try again.contents().values.sorted() == ["more"])
    }

    @Test("A flipped bit in any slot of the root erases no block again that has been opened since")
    func flippedSlots() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        let ids = try store.append(["goes", "stays"])
        _ = try store.delete([ids[0]], in: Bench.ring)
        for round in 0..<6 { try store.append(["\(round)" + String(repeating: "~", count: 900)]) }
        let later = WallTime(seconds: Bench.now.seconds + 3600)
        try store.raiseFloor(to: later)
        let told = try store.contents()
        let image = flash.image
        for root in 0..<2 {
            for slot in 0..<40 {
                let bit = (root * 4096 + 128 + slot * 32 + 5) * 8 + slot % 8
                let flipped = LabFlash(Bench.geometry, image: with(image) { $0[bit / 8] ^= 1 << (bit % 8) })
                store = try Bench.mount(flipped, seed: 6)
                #expect(try store.contents() == told, "root \(root), slot \(slot)")
            }
        }
        // Every header of the root, every bit: not even the time is lost that the newer one kept.
        for bit in 0..<2 * 128 * 8 {
            let at = bit / 1024 * 4096 + bit % 1024 / 8
            let flipped = LabFlash(Bench.geometry, image: with(image) { $0[at] ^= 1 << (bit % 8) })
            let again = try Bench.mount(flipped, seed: 6)
            #expect(try again.contents() == told, "bit \(bit % 1024) of root \(bit / 1024)")
            #expect(again.floor == later, "bit \(bit % 1024) of root \(bit / 1024)")
        }
    }

    @Test("An older root that declares an erase long done does not erase the block again")
    func olderRoot() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let ring = RingID(2)
        let goes = try store.append(["goes"], to: ring)
        var medium = Medium(Bench.geometry, image: flash.image)
        flash.forgetSteps()
        _ = try store.delete(goes, in: ring)
        var erased: Int?
        for step in flash.steps where erased == nil {
            if case .erase(let block) = step, block > 1 { erased = block } else { medium.apply(step) }
        }
        let block = try #require(erased)
        let root = medium.image[4096 + 24] > medium.image[24] ? 1 : 0
        // The other root finishes the erase; the block is used again.
        let later = medium.flash
        let again = try Bench.mount(later, seed: 3)
        var id = try again.append(["round 0"], to: ring)[0]
        var rounds = 0
        while later.image[block * 4096 + 48] != 0x4D, rounds < 90 {
            rounds += 1
            id = try again.append(["round \(rounds)" + String(repeating: "~", count: 600)], replacing: id, to: ring)[0]
        }
        let told = try again.contents(of: ring)
        for index in (1 - root) * 4096..<(2 - root) * 4096 { later.image[index] = 0 }
        let mounted = try Bench.mount(later, seed: 4)
        #expect(rounds < 90 && told.count == 1)
        #expect(try mounted.contents(of: ring) == told)
        #expect(mounted.mountReport.isDamaged)
    }

    @Test("A flipped bit anywhere in the keys costs no day")
    func flippedKeys() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        for days in 1...3 { try store.append(["day \(days)"], expiry: .after(Bench.firstDay + days)) }
        let told = try store.contents()
        _ = try Bench.mount(flash, seed: 3)
        let settled = try Bench.mount(flash, seed: 4)
        try settled.append(["day 4"], expiry: .after(Bench.firstDay + 4))
        for at in 2 * 4096..<5 * 4096 where flash.image[at] != 0xFF {
            let flipped = LabFlash(Bench.geometry, image: with(flash.image) { $0[at] ^= 1 << (at % 8) })
            #expect(try Bench.mount(flipped, seed: 5).contents().count == told.count + 1, "byte \(at)")
        }
    }

    @Test("A damaged revision does not bring back the one before it, nor when it has to move")
    func revision() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        let id = try store.append(["old PIN"])[0]
        for _ in 0..<4 { try store.append([String(repeating: "~", count: 900)]) }
        try store.append(["new PIN"], replacing: id)
        let neighbour = try store.append(["neighbour"])
        let place = try #require(
            flash.image.withUnsafeBytes {
                FlashSearch($0, geometry: Bench.geometry, deviceKey: Bench.deviceKey()).run().hits.last {
                    $0.id == id.number
                }
            })
        flash.image[place.offset + 70] ^= 0x18
        store = try Bench.mount(flash, seed: 3)
        #expect(throws: RingStoreError(.damaged(id))) { try store.text(id) }
        // It has to move, and cannot be sealed again.
        _ = try store.delete(neighbour, in: Bench.ring)
        #expect(throws: RingStoreError(.damaged(id))) { try store.text(id) }
        for seed in 4...6 as ClosedRange<UInt64> {
            store = try Bench.mount(flash, seed: seed)
            #expect(throws: RingStoreError(.damaged(id))) { try store.text(id) }
            #expect(store.mountReport.lostRecords == 1)
        }
        try store.append(["newest PIN"], replacing: id)
        #expect(try Bench.mount(flash, seed: 20).text(id) == "newest PIN")
    }
}
