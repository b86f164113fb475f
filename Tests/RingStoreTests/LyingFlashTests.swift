import FlashLab
import RingStore
import Testing
import Timekeeping

/// A flash that reports success, and it is not true: what is programmed is read back, what is erased is looked at.
@Suite("A flash that lies") struct LyingFlashTests {
    /// One bit, a few bytes, much, all: as the seed says.
    private static let seeds = 0..<12 as Range<UInt64>

    /// Tries a call once for each of its steps that `isLied` chooses, with a lie in that step.
    private func lyingEverywhere(
        _ prepare: (LabFlash) throws -> RingStore, _ call: (RingStore) throws -> Void,
        in isLied: (LabFlash.Step) -> Bool, _ check: (LabFlash, RingStoreError?) throws -> Void
    ) throws {
        let honest = try Bench.formatted()
        let store = try prepare(honest)
        let begun = honest.steps.count
        try call(store)
        let steps = honest.steps.indices.filter { $0 >= begun && isLied(honest.steps[$0]) }
        #expect(!steps.isEmpty)
        for step in steps {
            for seed in Self.seeds {
                let flash = try Bench.formatted()
                flash.faults.lie = (step, .incomplete(seed: seed))
                let store = try prepare(flash)
                var failure: RingStoreError?
                do { try call(store) } catch let error as RingStoreError { failure = error }
                #expect(flash.faults.hasLied)
                try check(flash, failure)
            }
        }
    }

    private static func isErase(_ step: LabFlash.Step) -> Bool { if case .erase = step { true } else { false } }
    private static func isProgram(_ step: LabFlash.Step) -> Bool { if case .program = step { true } else { false } }

    @Test("Each erase of a deletion: it is not told as done while a bit of the block remains") func deletion() throws {
        try lyingEverywhere(Self.revised, { _ = try $0.delete([RecordID(1)], in: Bench.ring) }, in: Self.isErase) {
            flash, failure in
            let error = try #require(failure)
            guard case .eraseFailed = error.code else { throw error }
            let again = try Bench.mount(flash, seed: 9)
            _ = try again.delete([RecordID(1)], in: Bench.ring)
            #expect(!readableTexts(flash).contains { $0.hasPrefix("secret") })
        }
    }

    @Test("Each erase of a day's end") func expiry() throws {
        try lyingEverywhere(Self.revised, { _ = try $0.expire(today: Bench.firstDay + 3) }, in: Self.isErase) {
            flash, failure in
            let error = try #require(failure)
            guard case .eraseFailed = error.code else { throw error }
            _ = try Bench.mount(flash, today: Bench.firstDay + 3, seed: 9)
            #expect(!readableTexts(flash).contains("a day"))
        }
    }

    @Test("Each program of an append, of a deletion, of a day's end: a bit that did not take is an error at once")
    func programs() throws {
        let calls: [(RingStore) throws -> Void] = [
            { try $0.append(["new"], expiry: .after(Bench.firstDay + 7)) },
            { _ = try $0.delete([RecordID(1)], in: Bench.ring) },
            { _ = try $0.expire(today: Bench.firstDay + 3) },
        ]
        for call in calls {
            try lyingEverywhere(Self.revised, call, in: Self.isProgram) { flash, failure in
                let error = try #require(failure)
                guard case .programFailed = error.code else { throw error }
                let again = try Bench.mount(flash, today: Bench.firstDay + 3, seed: 9)
                #expect(!again.mountReport.isDamaged)
            }
        }
    }

    /// Record 1 is in several blocks, a day's record beside it.
    private static func revised(_ flash: LabFlash) throws -> RingStore {
        let store = try Bench.mount(flash)
        let id = try store.append(["secret old"])[0]
        try store.append(["a day"], expiry: .after(Bench.firstDay + 1))
        for n in 0..<14 { try store.append([String(repeating: "x", count: 200) + "\(n)"]) }
        try store.append(["secret new"], replacing: id)
        return store
    }

    @Test("Deletion: the oldest copy goes first, so that a cut never brings back what a revision has replaced")
    func order() throws {
        let honest = try Bench.formatted()
        let store = try Self.revised(honest)
        let begun = honest.steps.count
        let receipt = try store.delete([RecordID(1)], in: Bench.ring)
        #expect(receipt.blocks.count == 2)
        for stop in begun...honest.steps.count {
            let flash = try Bench.formatted()
            let cut = try Self.revised(flash)
            flash.stepsUntilGone = stop - begun
            _ = try? cut.delete([RecordID(1)], in: Bench.ring)
            let left = LabFlash(Bench.geometry, image: flash.image)
            let found = try? Bench.mount(left, seed: 9).text(RecordID(1))
            #expect(found == nil || found == "secret new", "cut at \(stop)")
        }
    }
}
