import FlashLab
import RingStore
import Testing
import Timekeeping

/// What storage on flash in the field has got wrong, by name.
@Suite("Known bugs of the field") struct KnownBugTests {
    @Test("an interrupted erase breaks the next mount")
    func interruptedErase() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let ids = try store.append(["stays", "goes"])
        try store.append(["short"], expiry: .after(Bench.firstDay))
        var medium = Medium(Bench.geometry, image: flash.image)
        flash.forgetSteps()
        // Blocks of the root, of the keys and of a ring.
        _ = try store.delete([ids[1]], in: Bench.ring)
        _ = try store.expire(today: Bench.firstDay + 1)
        _ = try Bench.mount(flash, today: Bench.firstDay + 1)
        var erased: Set<Int> = []
        for (number, step) in flash.steps.enumerated() {
            if case .erase(let block) = step {
                erased.insert(block)
                for cut in PowerCut.allWays(of: step, at: number, seed: 5, unitBytes: 16) {
                    var left = medium
                    cut.apply(step, to: &left)
                    let again = try Bench.mount(left.flash, today: Bench.firstDay + 1)
                    #expect(!again.mountReport.isDamaged, "\(cut)")
                    #expect(try again.contents().values.contains("stays"), "\(cut)")
                    try again.append(["work goes on"])
                }
            }
            medium.apply(step)
        }
        #expect(erased.contains { $0 < 2 } && erased.contains { (2..<5).contains($0) } && erased.contains { $0 > 4 })
    }

    @Test("one bad header formats everything")
    func badHeader() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        for ring in 1...3 as ClosedRange<UInt8> { try store.append(["ring \(ring)"], to: RingID(ring)) }
        for block in 0..<Bench.geometry.blockCount {
            let damaged = LabFlash(
                Bench.geometry,
                image: with(flash.image) { image in for index in 0..<96 { image[block * 4096 + index] = 0x5A } })
            let before = damaged.image
            let again: RingStore
            do { again = try Bench.mount(damaged) } catch {
                // The only living copy of the keys, or of the root: refused with a word, and not touched.
                #expect([.keysLost, .rootDamaged].contains(error.code), "block \(block): \(error)")
                #expect(damaged.image[(2 * 4096)...] == before[(2 * 4096)...])
                continue
            }
            let found = try (1...3 as ClosedRange<UInt8>).flatMap { ring throws in
                try again.contents(of: RingID(ring)).values
            }
            let isLive = (1...3).contains { Bench.layout.blocks(ofRing: $0).lowerBound == block }
            #expect(found.count == (isLive ? 2 : 3), "block \(block)")
            if block > 1 {
                #expect(again.mountReport.setAside == [BlockIndex(block)])
                #expect(damaged.image[block * 4096..<(block + 1) * 4096] == before[block * 4096..<(block + 1) * 4096])
            }
        }
    }

    @Test("full plus reboot is unwritable")
    func fullAndReboot() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        var ids: [RecordID] = []
        while let more = try? store.append([long(ids.count)]) { ids += more }
        #expect(ids.count > 15)
        for round in 0..<30 {
            store = try Bench.mount(flash)
            #expect(try store.contents().count == ids.count)
            _ = try store.delete([ids.remove(at: round * 5 % ids.count)], in: Bench.ring)
            store = try Bench.mount(flash)
            ids += try store.append([long(100 + round)])
        }
    }

    @Test("time falls back to zero after a reboot")
    func timeFallsBack() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        try store.append(["short"], expiry: .after(Bench.firstDay + 3))
        let later = WallTime(seconds: Bench.now.seconds + 5 * 86_400)
        try store.raiseFloor(to: later)
        _ = try store.expire(today: Bench.firstDay + 5)
        // The clock starts at its epoch.
        for _ in 0..<5 {
            store = try Bench.mount(flash, today: CivilDay(number: 0))
            #expect(store.floor == later && store.today == Bench.firstDay + 5)
            #expect(try store.contents().isEmpty)
            #expect(throws: RingStoreError(.expired)) { try store.append(["x"], expiry: .after(Bench.firstDay + 4)) }
        }
    }

    @Test("a head that cannot wrap with free blocks left")
    func wrapping() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        // Residents that stand in the way, one in each block that is begun while there is room.
        var residents: Set<String> = []
        var changing = try store.append(["round 0"])[0]
        for round in 1...400 {
            if round % 5 == 0, residents.count < 8 {
                try store.append(["resident \(round)"])
                residents.insert("resident \(round)")
            }
            changing = try store.append([long(round)], replacing: changing)[0]
            if round % 37 == 0 { store = try Bench.mount(flash) }
        }
        #expect(try Set(store.contents().values) == residents.union([long(400)]))
        #expect(store.statistics(of: Bench.ring).blankBlocks >= 2)
    }

    @Test("`set` answers OK and nothing is written")
    func answersWithoutWriting() throws {
        var answers: Set<Bool> = []
        for stop in 0..<12 {
            let flash = try Bench.formatted()
            let store = try Bench.mount(flash)
            try store.append(["before"])
            flash.stepsUntilGone = stop
            let isAnswered = (try? store.append(["set"], expiry: .after(Bench.firstDay + 1))) != nil
            answers.insert(isAnswered)
            flash.stepsUntilGone = nil
            let found = try Bench.mount(flash).contents().values.sorted()
            #expect(found == (isAnswered ? ["before", "set"] : ["before"]), "gone after \(stop) steps")
        }
        #expect(answers == [true, false])
        // A medium that drops what it is given and says nothing.
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        flash.faults.misdirectsTo = 20 * 4096 + 1024
        #expect(throws: RingStoreError.self) { try store.append(["set"]) }
        #expect(store.mustRemount)
        #expect(try Bench.mount(flash).contents().isEmpty)
    }

    private func long(_ number: Int) -> String { "\(number) " + String(repeating: "x", count: 400) }
}
