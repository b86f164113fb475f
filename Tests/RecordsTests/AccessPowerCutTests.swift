import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// Power is cut in every step of work with rules, rights and last days. After each cut: what had returned is there, the change under
/// way is done or not, nobody has a longer life than they had or were given, and everything of a person is there once.
@Suite struct AccessPowerCutTests {
    struct Told: Equatable {
        var rules: [AccessRule] = []
        var rights: [String: AccessRights] = [:]
        /// Of those who are there.
        var lastDays: [String: CivilDay?] = [:]
        var faces: [String: CivilDay] = [:]
        var today = Bench.firstDay
    }

    @Test("Cut everywhere")
    func everywhere() throws {
        let (start, steps, told) = try makeRun()
        var medium = Medium(Bench.geometry, image: start)
        var cuts = 0
        for (number, step) in steps.enumerated() {
            let index = told.lastIndex { $0.steps <= number }!
            for cut in PowerCut.ways(of: step, at: number, seed: 22, unitBytes: 16) {
                cuts += 1
                var left = medium
                cut.apply(step, to: &left)
                try check(left.flash, told[index].told, told[index + 1].told, examine: cuts % 4 == 0, "\(cut)")
            }
            medium.apply(step)
        }
        #expect(cuts > 200)
    }

    private func makeRun() throws -> (start: [UInt8], steps: [LabFlash.Step], told: [(steps: Int, told: Told)]) {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        var told = Told()
        for number in ["1", "2"] {
            let id = try store.add(number, card: "C\(number)")
            told.faces[number] = try store.enrolFace(id, seed: UInt64(number)!, lastDay: Bench.firstDay + 9).lastDay
            told.lastDays[number] = .some(nil)
            told.rights[number] = AccessRights()
        }
        flash.forgetSteps()
        let start = flash.image
        var all = [(steps: 0, told: told)]
        func tell(_ change: (inout Told) -> Void) {
            change(&told)
            all.append((flash.steps.count, told))
        }
        let ids = ["1", "2"].map { store.person(number: PersonalNumber($0)!)!.id }
        for rule in AccessTests.rules.sorted(by: { $0.key < $1.key }) {
            try store.put([rule], at: Bench.now)
            tell { $0.rules = ($0.rules + [rule]).sorted { $0.key < $1.key } }
        }
        let rights = AccessRights(groups: ["staff"], validFrom: Bench.firstDay)
        try store.setAccess(of: ids[0], rights, validThrough: nil, at: Bench.now)
        tell { $0.rights["1"] = rights }
        try store.removeRule(AccessRule.Key(.day, "2026-10-01"), at: Bench.now)
        tell { $0.rules.removeAll { $0.key.table == .day } }
        try store.setAccess(of: ids[0], rights, validThrough: Bench.firstDay + 4, at: Bench.now)
        tell {
            $0.lastDays["1"] = Bench.firstDay + 4
            $0.faces["1"] = Bench.firstDay + 4
        }
        try store.setAccess(of: ids[1], rights, validThrough: Bench.firstDay + 20, at: Bench.now)
        tell {
            $0.lastDays["2"] = Bench.firstDay + 20
            $0.rights["2"] = rights
        }
        try store.setAccess(of: ids[1], rights, validThrough: Bench.firstDay + 30, at: Bench.now)
        tell { $0.lastDays["2"] = Bench.firstDay + 30 }
        _ = try store.expire(today: Bench.firstDay + 5, at: Bench.now)
        tell {
            $0.today = Bench.firstDay + 5
            ($0.lastDays["1"], $0.rights["1"], $0.faces["1"]) = (nil, nil, nil)
        }
        return (start, flash.steps, all)
    }

    private func check(_ flash: LabFlash, _ before: Told, _ after: Told, examine: Bool, _ label: String) throws {
        let image = flash.image
        let store: RecordStore
        do { store = try Bench.mount(flash, today: after.today, seed: 5) } catch {
            Issue.record("\(label): mount: \(error)")
            return
        }
        #expect(!store.mountReport.isDamaged, "\(label): \(store.mountReport)")
        #expect(store.accessRules == before.rules || store.accessRules == after.rules, "\(label)")
        let numbers = Set(store.allPeople().map(\.personalNumber.digits))
        #expect(numbers == Set((after.today == before.today ? before : after).lastDays.keys), "\(label)")
        for person in store.allPeople() {
            let number = person.personalNumber.digits
            let rights = store.accessRights(of: person.id)
            #expect(rights == before.rights[number] || rights == after.rights[number], "\(label)")
            #expect(
                person.validThrough == before.lastDays[number]! || person.validThrough == after.lastDays[number]!,
                "\(label)")
            let face = store.faceLastDay(of: person.id)
            #expect(face == before.faces[number] || face == after.faces[number], "\(label)")
            #expect(store.card("C\(number)")?.id == person.id && store.hasPIN(person.id), "\(label)")
            if face != nil { #expect(try store.templateBytes(of: person.id)?.count == 5, "\(label)") }
            #expect(try store.pseudonym(of: person.id) != nil, "\(label)")
        }
        #expect(try store.verify(.processing).holds, "\(label)")
        if examine { try checkOnce(flash, store, isRevised: after.lastDays["2"] == Bench.firstDay + 30, label) }
        let one = store.person(number: PersonalNumber("1")!)
        if one?.validThrough == Bench.firstDay + 4 { try checkLater(image, label) }
        let again = try Bench.mount(flash, today: after.today, seed: 6)
        #expect(again.accessRules == store.accessRules && again.mountReport.resealingsFinished == 0, "\(label)")
        #expect(again.allPeople() == store.allPeople(), "\(label)")
    }

    /// With every key on the flash: of each person one record of each kind, or none.
    private func checkOnce(
        _ flash: LabFlash, _ store: RecordStore, isRevised: Bool, _ label: String
    ) throws {
        let examined = Examination(flash), people = store.allPeople().count
        #expect(examined[.faceTemplates] == store.statistics.peopleWithTemplates, "\(label)")
        // A later last day is a revision, and so are other rights of the person's own record: what was before stays until its
        // block is reclaimed.
        for kind in [RecordKind.person, .card, .pin, .subjectKey] {
            let revisions = (isRevised ? 1 : 0) + (kind == .person ? 1 : 0)
            #expect(
                (people...people + revisions).contains(examined[kind]),
                "\(label): \(examined[kind]) of \(kind)")
        }
    }

    /// Had the terminal been off from the cut until the shorter last day was over: nobody comes back with the longer one.
    private func checkLater(_ image: [UInt8], _ label: String) throws {
        let flash = MemoryFlash(Bench.geometry, image: image)
        let store = try Bench.mount(flash, today: Bench.firstDay + 5, seed: 7)
        #expect(store.person(number: PersonalNumber("1")!) == nil && store.card("C1") == nil, "\(label)")
        let examined = Examination(try store.rawImage(), Bench.geometry)
        #expect(examined[.faceTemplates] == store.statistics.peopleWithTemplates, "\(label)")
    }
}
