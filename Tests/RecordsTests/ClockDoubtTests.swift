import FlashLab
import Testing
import Timekeeping

@testable import Records

/// R19: a day that may be wrong hides, and ends nothing.
@Suite("Days that are not believed") struct ClockDoubtTests {
    private static let far = Bench.firstDay + 400
    private let flash: LabFlash
    private let store: RecordStore
    private let resident: PersonID, visitor: PersonID

    init() throws {
        flash = try Bench.formatted()
        store = try Bench.mount(flash)
        resident = try store.add("1")
        visitor = try store.add("2", validThrough: Bench.firstDay + 5)
        try store.enrolFace(resident, seed: 1)
        for _ in 0..<3 { try store.append(JournalDraft(.doors, "granted"), at: Bench.now) }
    }

    private func jump(believed: CivilDay = Bench.firstDay) throws -> RecordsExpiry {
        try store.expire(today: Self.far, believed: believed, at: Bench.now)
    }

    @Test("What the clock ends is unreadable at once, and not a key is erased") func hidden() throws {
        let before = flash.image
        #expect(try jump() == RecordsExpiry(today: Bench.firstDay))
        #expect(flash.image == before)
        #expect(store.isInDoubt)
        #expect(try store.templateBytes(of: resident) == nil)
        #expect(store.person(visitor) == nil && store.person(number: PersonalNumber("2")!) == nil)
        #expect(try store.tail(of: .doors, count: 9).isEmpty)
        #expect(try store.checkPIN("4711", of: resident), "who does not end stays")
    }

    @Test("Nobody is added or enrolled by it") func refused() throws {
        _ = try jump()
        #expect(throws: RecordsError(.clockInDoubt)) { try store.add("3") }
        #expect(throws: RecordsError(.clockInDoubt)) { try store.enrolFace(resident) }
    }

    @Test("The chains hold and go on while their lines are hidden, over days that do end") func chains() throws {
        for day in 0...3 {
            _ = try jump(believed: Bench.firstDay + 179 + day)
            for journal in Journal.allCases { #expect(try store.verify(journal).holds, "day \(day)") }
            try store.append(JournalDraft(.doors, "granted"), at: Bench.now)
        }
        for journal in Journal.allCases { #expect(try store.verify(journal).holds) }
        let again = try Bench.mount(flash, today: Bench.firstDay + 182)
        for journal in Journal.allCases { #expect(try again.verify(journal).holds) }
    }

    @Test("Put right, it is all there again after a mount") func putRight() throws {
        _ = try jump()
        let again = try Bench.mount(flash, today: Bench.firstDay + 1)
        #expect(!again.isInDoubt)
        #expect(try again.templateBytes(of: resident)?.count == 5)
        #expect(again.person(visitor) != nil)
        #expect(try again.tail(of: .doors, count: 9).count == 3)
    }

    @Test("Believed, it ends like any day, and tells of everything that has ended", arguments: [false, true])
    func believed(wasHidden: Bool) throws {
        if wasHidden { _ = try jump() }
        let report = try store.expire(today: Self.far, at: Bench.now)
        #expect(report.people == [visitor])
        #expect(report.faces.map(\.person) == [resident])
        #expect(report.journalLines == 3 && report.keysErased == 3)
        #expect(!store.isInDoubt)
        #expect(Examination(flash)[.faceTemplates] == 0)
        try store.add("2")
    }

    @Test("Between: days up to the believed one end, the rest is only hidden") func between() throws {
        let report = try jump(believed: Bench.firstDay + 6)
        #expect(report.people == [visitor] && report.faces.isEmpty)
        let again = try Bench.mount(flash, today: Bench.firstDay + 6)
        #expect(try again.templateBytes(of: resident)?.count == 5)
        #expect(again.person(visitor) == nil)
    }

    @Test("How long it has lasted is kept, changed in place, and leaves nothing when it is over") func kept() throws {
        for hours in 0...2 as ClosedRange<Int64> {
            try store.keep(ClockDoubt(clock: Bench.now, poweredMilliseconds: hours * 3_600_000))
        }
        let again = try Bench.mount(flash)
        #expect(again.clockDoubt == ClockDoubt(clock: Bench.now, poweredMilliseconds: 7_200_000))
        #expect(Examination(flash)[.clockDoubt] == 1)
        try again.keep(nil)
        #expect(Examination(flash)[.clockDoubt] == 0)
        #expect(try Bench.mount(flash).clockDoubt == nil)
    }
}
