import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// A table of rules that no batch takes is one change all the same.
@Suite struct RuleImportTests {
    private static let before = [
        AccessRule(.schedule, "office", "mon-fri 08:00-18:00"), AccessRule(.group, "staff", "office"),
        AccessRule(.day, "2026-10-01", "holiday"), AccessRule(.door, "door", "office"),
    ]
    /// Wider hours, and the holidays that go with them.
    private static let wider =
        [AccessRule(.schedule, "office", "mon-sun all-day"), AccessRule(.group, "staff", "night")]
        + (10..<22).map { AccessRule(.schedule, "s\($0)", "mon-fri 08:00-12:00 13:00-18:00, sat 09:00-12:00") }
        + (10..<30).map { AccessRule(.day, "2026-10-\($0)", "holiday") }
    private static let after: [AccessRule] = {
        let names = Set(wider.map(\.key))
        return (before.filter { !names.contains($0.key) } + wider).sorted { $0.key < $1.key }
    }()

    @Test("Cut everywhere: all of it or nothing, for the mount after it and the next one")
    func cuts() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.put(Self.before, at: Bench.now)
        flash.forgetSteps()
        var medium = Medium(Bench.geometry, image: flash.image)
        try store.put(Self.wider, at: Bench.now)
        #expect(store.accessRules == Self.after)
        #expect(RuleBatches.parts(of: Self.wider).count > 2)
        var found = [0, 0], cuts = 0
        for (number, step) in flash.steps.enumerated() {
            for cut in PowerCut.ways(of: step, at: number, seed: 31, unitBytes: 16) {
                cuts += 1
                var left = medium
                cut.apply(step, to: &left)
                let flash = left.flash
                let store = try Bench.mount(flash, seed: 5)
                let isAfter = store.accessRules == Self.after
                #expect(isAfter || store.accessRules == Self.before.sorted { $0.key < $1.key }, "\(cut)")
                found[isAfter ? 1 : 0] += 1
                #expect(!store.mountReport.isDamaged, "\(cut)")
                let again = try Bench.mount(flash, seed: 6)
                #expect(again.accessRules == store.accessRules, "\(cut)")
                // Nothing that does not count is left to come back.
                let examined = Examination(flash)
                #expect(examined[.calendarDay] == (isAfter ? 21 : 1) && examined[.ruleChange] == 0, "\(cut)")
                if cuts % 5 == 0 {
                    try again.put(Self.wider, at: Bench.now)
                    #expect(try Bench.mountCopy(flash).accessRules == Self.after, "\(cut)")
                }
            }
            medium.apply(step)
        }
        #expect(cuts > 40 && found[0] > 5 && found[1] > 5)
    }

    @Test("What a change has replaced does not come back when the new one is removed")
    func removed() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.put(Self.before, at: Bench.now)
        try store.put(Self.wider, at: Bench.now)
        try store.removeRule(AccessRule.Key(.schedule, "office"), at: Bench.now)
        let rest = Self.after.filter { $0.key != AccessRule.Key(.schedule, "office") }
        #expect(store.accessRules == rest)
        #expect(try Bench.mountCopy(flash).accessRules == rest)
        let lines = try store.tail(of: .processing, count: 10).map(\.entry.kind)
        #expect(lines.filter { $0 == "access.rules" }.count == 2, "one line for each change")
    }

    @Test("A flash that takes no more in the middle: the change is refused, and the rules are as they were")
    func full() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.put(Self.before, at: Bench.now)
        var refused = false
        for number in 0..<40 where !refused {
            let rules = (0..<15).map {
                AccessRule(.schedule, "x\(number)-\($0)", String(repeating: "mon 08:00-18:00 ", count: 25))
            }
            let kept = store.accessRules
            do throws(RecordsError) { try store.put(rules, at: Bench.now) } catch {
                refused = true
                #expect(store.accessRules == kept)
                #expect(store.stagedRules == nil, "\(error)")
            }
            let copy = try Bench.mountCopy(flash)
            #expect(copy.accessRules == store.accessRules)
        }
        #expect(refused)
    }

    @Test("Of a name that stands twice the last one counts")
    func twice() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.put([AccessRule(.schedule, "a", "mon 8:00-9:00"), AccessRule(.schedule, "a", "tue")], at: Bench.now)
        #expect(store.accessRules == [AccessRule(.schedule, "a", "tue")])
        #expect(try Bench.mountCopy(flash).accessRules == store.accessRules)
    }
}
