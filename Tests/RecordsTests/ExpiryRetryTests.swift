import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

@Suite("An expiry that failed half-way") struct ExpiryRetryTests {
    @Test("is answered with success only when its keys are off the flash; the next mount finishes it")
    func retry() throws {
        var failures = 0
        for step in 0..<40 {
            let flash = try Bench.formatted()
            let store = try Bench.mount(flash)
            let id = try store.add("1")
            try store.enrolFace(id, lastDay: Bench.firstDay + 3)
            let nextDay = Bench.firstDay + 4
            flash.stepsUntilGone = step
            let first = try? store.expire(today: nextDay, at: Bench.now)
            flash.stepsUntilGone = nil
            if first == nil { failures += 1 }
            #expect(try store.templateBytes(of: id) == nil, "step \(step)")
            let again = try? store.expire(today: nextDay, at: Bench.now)
            if again != nil { #expect(Examination(flash)[.faceTemplates] == 0, "success after step \(step)") }
            if first == nil { #expect(store.mustRemount, "step \(step)") }
            let mounted = try Bench.mount(flash, today: nextDay)
            #expect(Examination(flash)[.faceTemplates] == 0, "mounted after step \(step)")
            #expect(mounted.faceLastDay(of: id) == nil)
            #expect(try mounted.tail(of: .processing, count: 99).count { $0.entry.kind == "face.expired" } == 1)
        }
        #expect((1..<40).contains(failures), "the sweep reaches from the first step past the last: \(failures)")
    }

    @Test("No time is kept by a store that must be mounted anew") func floor() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let later = WallTime(seconds: Bench.now.seconds + 3600)
        flash.stepsUntilGone = 0
        #expect(throws: RecordsError.self) { try store.raiseFloor(to: later) }
        flash.stepsUntilGone = nil
        #expect(throws: RecordsError(.store(RingStoreError(.mustRemount)))) { try store.raiseFloor(to: later) }
        let again = try Bench.mount(flash)
        try again.raiseFloor(to: later)
        #expect(try Bench.mount(flash).floor == later)
    }
}
