import SeededRandom
import Testing

@testable import RingStore

@Suite("The index finds each record, and stays small") struct RecordIndexTests {
    private func place(_ block: Int, revision: UInt32 = 0) -> RecordPlace {
        RecordPlace(block: block, offset: 96, bodyBytes: 8, cohort: 0, revision: revision, kind: 1, isLost: false)
    }

    private func contents(_ index: RecordIndex) -> [UInt64: Int32] {
        var found: [UInt64: Int32] = [:]
        for (number, place) in index { found[number] = place.block }
        return found
    }

    @Test("whatever is done to it, it holds what a dictionary would", arguments: 1...8)
    func likeADictionary(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var index = RecordIndex()
        var model: [UInt64: Int32] = [:]
        var next: UInt64 = 1
        for step in 0..<3000 {
            switch generator.below(10) {
            // New ids are the highest; now and then one is far above.
            case 0..<4:
                next += UInt64(1 + generator.below(3))
                index[next] = place(step)
                model[next] = Int32(step)
            // Anything at all: there, gone, or never.
            case 4..<6:
                let number = UInt64(generator.below(Int(next) + 5))
                index[number] = place(step)
                model[number] = Int32(step)
                next = max(next, number)
            default:
                let number = UInt64(generator.below(Int(next) + 5))
                index[number] = nil
                model[number] = nil
            }
            if step % 100 == 0 {
                let numbers = index.map(\.key)
                #expect(contents(index) == model && index.count == model.count, "seed=\(seed) step=\(step)")
                #expect(numbers == numbers.sorted(), "seed=\(seed) step=\(step)")
            }
        }
        for number in 0..<next + 5 { #expect(index[number]?.block == model[number], "seed=\(seed)") }
    }

    @Test("it takes 48 bytes for a record at most, however it has grown and shrunk") func size() {
        var index = RecordIndex()
        for number in 1...20_000 { index[UInt64(number)] = place(number) }
        #expect(index.byteCount <= 48 * index.count)
        for number in stride(from: 1, through: 20_000, by: 2) { index[UInt64(number)] = nil }
        #expect(index.count == 10_000)
        #expect(index.byteCount <= 48 * index.count)
    }

    @Test("of one id found more than once, the one decided for stays, asked in the order they were found")
    func reconciling() {
        var found = RecordIndex.FoundPlaces()
        for (number, block) in [(7, 1), (3, 2), (7, 3), (9, 4), (7, 5), (3, 6)] {
            found.append(UInt64(number), place(block, revision: UInt32(block)))
        }
        var asked: [[Int32]] = []
        let index = RecordIndex(found) { number, known, next in
            asked.append([Int32(number), known.block, next.block])
            return number == 7 ? known : next
        }
        #expect(contents(index) == [3: 6, 7: 1, 9: 4])
        #expect(index.count == 3)
        #expect(asked == [[3, 2, 6], [7, 1, 3], [7, 1, 5]])
    }
}

@Suite("The table of a ring's blocks") struct BlockTableTests {
    @Test func holdsItsBlocksAndNoOthers() {
        var table = BlockTable(5..<8)
        #expect(table.count == 0 && table[5] == nil && table[4] == nil && table[8] == nil)
        table[6] = RingBlock(state: .open, eraseCount: 3)
        table[7] = RingBlock(state: .blank, eraseCount: 1)
        table[6]!.liveRecords += 2
        #expect(table.count == 2)
        #expect(table.map(\.key) == [6, 7])
        #expect(table.values.map(\.liveRecords) == [2, 0])
    }
}
