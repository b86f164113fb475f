import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// Power is cut in every step of a day's work with people. After each cut: mount succeeds, what had returned is there, a change
/// and its line are both there or neither, every template has its living consent, and the examiner finds exactly the
/// templates that the store returns.
@Suite struct PowerCutTests {
    /// What the caller has been told.
    struct Told: Equatable {
        var people: Set<String> = []
        var faces: Set<String> = []
        var doorLines = 0
        var today = Bench.firstDay
    }

    struct Run {
        var start: [UInt8]
        var steps: [LabFlash.Step]
        /// How many steps were done when each call returned, and what it told.
        var told: [(steps: Int, told: Told)]
    }

    @Test("Cut everywhere")
    func everywhere() throws {
        let run = try makeRun()
        var medium = Medium(Bench.geometry, image: run.start)
        var cuts = 0
        for (number, step) in run.steps.enumerated() {
            let index = run.told.lastIndex { $0.steps <= number }!
            for cut in PowerCut.ways(of: step, at: number, seed: 21, unitBytes: 16) {
                cuts += 1
                var left = medium
                cut.apply(step, to: &left)
                try check(left.flash, run.told[index].told, run.told[index + 1].told, examine: cuts % 3 == 0, "\(cut)")
            }
            medium.apply(step)
        }
        #expect(cuts > 400)
    }

    private func makeRun() throws -> Run {
        let flash = try Bench.formatted()
        flash.forgetSteps()
        let start = flash.image
        let store = try Bench.mount(flash)
        var told = Told()
        var all = [(steps: 0, told: told)]
        func tell(_ change: (inout Told) -> Void) {
            change(&told)
            all.append((flash.steps.count, told))
        }
        var ids: [String: PersonID] = [:]
        for number in ["1", "2", "3", "4"] {
            ids[number] = try store.add(number, card: "C\(number)")
            tell { $0.people.insert(number) }
            try store.enrolFace(ids[number]!, seed: UInt64(number)!, lastDay: Bench.firstDay + (number >= "3" ? 2 : 9))
            tell { $0.faces.insert(number) }
            try store.append(
                JournalDraft(.doors, "face.granted", pseudonym: try store.pseudonym(of: ids[number]!)), at: Bench.now)
            tell { $0.doorLines += 1 }
        }
        _ = try store.withdraw(ids["1"]!, at: Bench.now)
        tell { $0.faces.remove("1") }
        _ = try store.expire(today: Bench.firstDay + 3, at: Bench.now)
        tell {
            $0.today = Bench.firstDay + 3
            $0.faces.subtract(["3", "4"])
        }
        _ = try store.removePerson(ids["2"]!, at: Bench.now)
        tell {
            $0.people.remove("2")
            $0.faces.remove("2")
        }
        try store.enrolFace(ids["1"]!, seed: 11, lastDay: Bench.firstDay + 9)
        tell { $0.faces.insert("1") }
        return Run(start: start, steps: flash.steps, told: all)
    }

    private func check(_ flash: LabFlash, _ before: Told, _ after: Told, examine: Bool, _ label: String) throws {
        let store: RecordStore
        do { store = try Bench.mount(flash, today: after.today, seed: 5) } catch {
            Issue.record("\(label): mount: \(error)")
            return
        }
        #expect(!store.mountReport.isDamaged, "\(label): \(store.mountReport)")
        let people = Set(store.allPeople().map(\.personalNumber.digits))
        #expect(people == before.people || people == after.people, "\(label)")
        var faces: Set<String> = []
        for person in store.allPeople() {
            #expect(store.hasPIN(person.id) && store.hasCard(person.id), "\(label)")
            guard let receipt = store.faceReceipt(of: person.id) else { continue }
            faces.insert(person.personalNumber.digits)
            #expect(store.consent(receipt)?.end == nil && store.consent(receipt)?.person == person.id, "\(label)")
            #expect(try store.templateBytes(of: person.id)?.count == 5, "\(label)")
        }
        // Expiry does not wait for the call to return: its day is here.
        let beforeFaces = after.today == before.today ? before.faces : after.faces
        #expect(faces == beforeFaces || faces == after.faces, "\(label): \(faces)")
        if examine {
            let found = Set(Examination(flash).templatePeople)
            let returned = Set(store.allPeople().map(\.id).filter { store.faceReceipt(of: $0) != nil })
            #expect(found == returned, "\(label)")
        }
        try checkLines(store, before, after, label)
        _ = try store.append(JournalDraft(.doors, "still.here"), at: Bench.now)
        let again = try Bench.mount(flash, today: after.today, seed: 6)
        #expect(try again.tail(of: .doors, count: 1).first?.entry.kind == "still.here", "\(label)")
        #expect(again.mountReport.ring.unfinishedBatches == 0 && again.mountReport.linesDelivered == 0, "\(label)")
    }

    /// R22: a change and its line, both or neither; both chains hold.
    private func checkLines(_ store: RecordStore, _ before: Told, _ after: Told, _ label: String) throws {
        #expect(try store.verify(.processing).holds && store.verify(.doors).holds, "\(label)")
        var kinds: [String: Int] = [:]
        try store.forEachLine(of: .processing) {
            kinds[$0.kind, default: 0] += 1
            return true
        }
        let consents = store.consents.values.map(\.consent)
        #expect(kinds["face.enrolled", default: 0] == consents.count, "\(label)")
        #expect(kinds["face.expired", default: 0] == consents.count { $0.end == .expired }, "\(label)")
        #expect(
            kinds["person.added", default: 0] - kinds["person.removed", default: 0] == store.allPeople().count,
            "\(label)")
        let doors = try store.verify(.doors).lines
        #expect((before.doorLines...after.doorLines).contains(doors), "\(label)")
    }
}
