import FlashLab
import RingStore
import Testing

@testable import Records

/// What work with people costs in flash.
@Suite struct FlashBytesTests {
    @Test("An enrolment and a door decision program few bytes")
    func bytes() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1", card: "AA")
        let other = try store.add("2", card: "BB")
        func programmed(_ work: () throws -> Void) rethrows -> Int {
            flash.forgetSteps()
            try work()
            return flash.steps.reduce(0) { sum, step in
                if case .program(_, _, let bytes) = step { sum + bytes.count } else { sum }
            }
        }
        try store.enrolFace(id)
        try store.append(JournalDraft(.doors, "granted", detail: "face"), at: Bench.now)
        // Keys and heads of the day are there: this is what every further one costs.
        let enrolment = try programmed { try store.enrolFace(other) }
        let who = try store.pseudonym(of: id)
        let decision = try programmed {
            _ = try store.append(JournalDraft(.doors, "granted", pseudonym: who, detail: "face"), at: Bench.now)
        }
        print("enrolment \(enrolment) bytes, decision \(decision) bytes")
        #expect(enrolment <= 2100 && decision <= 240)
    }
}
