import FlashLab
import RingStore
import Testing
import Timekeeping

/// Appending, reading, replacing, wrapping, being full.
@Suite struct LifeTests {
    @Test("What was appended is there after a mount, in the same words and under the same ids")
    func persistence() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let ids = try store.append(["one", "two", ""])
        try store.append(["three"], to: RingID(2))
        let again = try Bench.mount(flash)
        #expect(try ids.map { id throws in try again.text(id) } == ["one", "two", ""])
        #expect(try again.contents(of: RingID(2)).values.sorted() == ["three"])
        #expect(again.mountReport == with(MountReport()) { $0.keyGeneration = 1 })
        #expect(again.nextID(in: Bench.ring) > ids.last!)
    }

    @Test("A revision keeps its id; the old words are not returned, before and after a mount")
    func replacing() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.append(["old"])[0]
        #expect(try store.append(["new"], replacing: id) == [id])
        #expect(try store.contents() == [id.number: "new"])
        #expect(try Bench.mount(flash).contents() == [id.number: "new"])
        #expect(throws: RingStoreError(.noSuchRecord(RecordID(99)))) {
            try store.append(["x"], replacing: RecordID(99))
        }
    }

    @Test("The ring wraps many times: residents stay, the replaced go, wear stays even")
    func wrapping() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        let residents = try (0..<12).map { try store.append([text($0, 300)])[0] }
        var changing = try store.append(["round 0"])[0]
        for round in 1...600 {
            changing = try store.append([text(round, 200)], replacing: changing)[0]
            if round % 97 == 0 { store = try Bench.mount(flash) }
        }
        #expect(store.erases > 0)
        var expected = Dictionary(uniqueKeysWithValues: residents.enumerated().map { ($1.number, text($0, 300)) })
        expected[changing.number] = text(600, 200)
        #expect(try store.contents() == expected)
        #expect(try Bench.mount(flash).contents() == expected)
        let statistics = store.statistics(of: Bench.ring)
        #expect(statistics.eraseCountHighest > 5)
        #expect(statistics.eraseCountHighest - statistics.eraseCountLowest <= 2)
    }

    @Test("A full store refuses in advance, writes nothing, and still deletes, reclaims and takes more")
    func full() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        var ids: [RecordID] = []
        var refusal: RingStoreError?
        while refusal == nil, ids.count < 1000 {
            do throws(RingStoreError) { ids += try store.append([text(ids.count, 400)]) } catch { refusal = error }
        }
        guard case .full(Bench.ring, let needed, let free) = refusal?.code else {
            Issue.record("expected .full, got \(String(describing: refusal))")
            return
        }
        #expect(needed > free && ids.count > 15)
        let before = flash.image
        #expect(throws: RingStoreError.self) { try store.append([text(1, 400)]) }
        #expect(flash.image == before)
        #expect(try store.contents().count == ids.count)
        for round in 0..<60 {
            let victim = ids.remove(at: round * 7 % ids.count)
            _ = try store.delete([victim], in: Bench.ring)
            ids += try store.append([text(1000 + round, 400)])
        }
        #expect(try Bench.mount(flash).contents().count == ids.count)
    }

    @Test("A batch that can never fit is refused as too large, an expired one as expired; nothing is written")
    func refusals() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let before = flash.image
        #expect { try store.append([text(0, 3000)]) } throws: { error in
            if case .tooLarge = (error as? RingStoreError)?.code { true } else { false }
        }
        #expect(throws: RingStoreError(.expired)) { try store.append(["late"], expiry: .after(Bench.firstDay + -1)) }
        #expect(flash.image == before)
    }

    @Test("The floor and the day only move forward, over mounts and over many switches of the root block")
    func floor() throws {
        let flash = try Bench.formatted()
        var store = try Bench.mount(flash)
        for hour in 1...500 {
            try store.raiseFloor(to: WallTime(seconds: Bench.now.seconds + Int64(hour) * 3600))
            if hour % 61 == 0 { store = try Bench.mount(flash) }
        }
        try store.raiseFloor(to: Bench.now)
        #expect(store.floor.seconds == Bench.now.seconds + 500 * 3600)
        _ = try store.expire(today: Bench.firstDay + 21)
        let again = try Bench.mount(flash, today: Bench.firstDay + -100)
        #expect(again.floor.seconds == Bench.now.seconds + 500 * 3600)
        #expect(again.today == Bench.firstDay + 21)
    }

    private func text(_ number: Int, _ length: Int) -> String {
        let start = "\(number) "
        return start + String(repeating: "x", count: length - start.count)
    }
}

func with<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
    var value = value
    change(&value)
    return value
}
