import Testing
import Timekeeping

@testable import menshen

@Suite("The days that the store and its peers go through") struct DayWorkloadTests {
    private let small = DayWorkload(
        residents: 30, residentDays: 40, days: 20, residentsPerDay: 2, visitorsPerDay: 5, deletionsPerDay: 1)

    /// Who is there after each step, worked out from the steps alone.
    private func living(after steps: [DayWorkload.Step]) throws -> Set<Int> {
        var living: [Int: CivilDay] = [:]
        var today = BenchedStore.firstDay
        for step in steps {
            switch step {
            case .enrol(let person, let lastDay):
                try #require(living.updateValue(lastDay, forKey: person) == nil, "\(person) enrols twice")
                try #require(lastDay >= today)
            case .delete(let person): try #require(living.removeValue(forKey: person) != nil, "\(person) is not there")
            case .begin(let day):
                try #require(day == today + 1)
                today = day
                living = living.filter { $0.value >= day }
            }
        }
        return Set(living.keys)
    }

    @Test("each step is possible, and there are as many as ordered") func possible() throws {
        let steps = small.steps()
        let living = try living(after: steps)
        #expect(steps.count { if case .enrol = $0 { true } else { false } } == 30 + 20 * 7)
        #expect(steps.count { if case .delete = $0 { true } else { false } } == 20)
        // Visitors are gone; residents who moved in first outlive the run.
        #expect(living.count == 30 + 20 * 2 - 20)
    }

    @Test("the same seed gives the same days, another seed others") func seeds() {
        #expect(small.steps() == small.steps())
        var other = small
        other.seed = 2
        #expect(other.steps() != small.steps())
    }

    @Test("a peer is given sizes and steps, a line each") func lines() {
        let lines = small.lines()
        #expect(lines.prefix(2) == ["person 34", "template 209"])
        #expect(lines.count == 2 + small.steps().count)
        #expect(lines[2].hasPrefix("enrol 1 200"))
        #expect(lines.last == "begin 20020")
    }

    @Test("the store goes through them and holds whom it should") func store() throws {
        let trial = DayTrial(workload: small, ringBlocks: 12, blockBytes: 8192)
        let outcome = try trial.run()
        let expected = try living(after: small.steps())
        #expect(outcome.living == expected)
        #expect(outcome.liveRecords == 2 * expected.count)
        #expect(outcome.remains == 0)
        #expect(outcome.enrolmentCount == 170 && outcome.deletionCount == 20 && outcome.dayCount == 20)
        // Every deletion erases, and so does every end of a day that somebody's key ends with.
        #expect(outcome.deletions.erases >= 20 && outcome.days.erases >= 20)
        #expect(outcome.enrolments.programmedBytes >= 170 * BenchedStore.enrolmentBytes)
    }
}
