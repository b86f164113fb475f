import FlashLab
import RingStore
import Testing
import Timekeeping

@testable import Records

/// Rules and rights on flash: they come back as they were, and go with what they belong to.
@Suite struct AccessTests {
    static let rules = [
        AccessRule(.schedule, "office", "mon-fri 08:00-18:00"), AccessRule(.group, "staff", "office"),
        AccessRule(.group, "night", "never"), AccessRule(.day, "2026-10-01", "holiday"),
        AccessRule(.door, "door", "office first-person"),
    ]

    @Test("Rules are there after a mount, changed and removed ones too; their line says so")
    func rulesStay() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.put(Self.rules, at: Bench.now)
        try store.put([AccessRule(.schedule, "office", "sat all-day")], at: Bench.now)
        try store.removeRule(AccessRule.Key(.day, "2026-10-01"), at: Bench.now)
        let wanted = [
            AccessRule(.schedule, "office", "sat all-day"), AccessRule(.group, "night", "never"),
            AccessRule(.group, "staff", "office"), AccessRule(.door, "door", "office first-person"),
        ]
        #expect(store.accessRules == wanted)
        #expect(try Bench.mountCopy(flash).accessRules == wanted)
        #expect(throws: RecordsError(.invalid("there is no day 2026-10-01"))) {
            try store.removeRule(AccessRule.Key(.day, "2026-10-01"), at: Bench.now)
        }
        let kinds = try store.tail(of: .processing, count: 10).map(\.entry.kind)
        #expect(kinds.suffix(3) == ["access.rules", "access.rules", "access.removed"])
        // What was removed is on no block.
        #expect(Examination(flash)[.calendarDay] == 0)
    }

    @Test("A whole calendar is written, in batches, and stays")
    func calendar() throws {
        let flash = try Bench.formatted(FlashGeometry(blockCount: 64, blockBytes: 8192, programUnitBytes: 16))
        let days = (0..<400).map { AccessRule(.day, "\(Bench.firstDay + $0)", $0 % 2 == 0 ? "holiday" : "mon") }
        let store = try Bench.mount(flash)
        try store.put(days, at: Bench.now)
        #expect(store.accessRules == days)
        let again = try Bench.mount(flash, seed: 9)
        #expect(again.accessRules == days && !again.mountReport.isDamaged)
        #expect(throws: RecordsError.self) {
            try store.put((0..<300).map { AccessRule(.day, "day \($0)", "mon") }, at: Bench.now)
        }
    }

    @Test(
        "What is too long, empty or no ASCII is refused",
        arguments: [
            AccessRule(.schedule, "", "x"), AccessRule(.schedule, "x", ""), AccessRule(.group, "é", "x"),
            AccessRule(.group, String(repeating: "x", count: 33), "x"),
            AccessRule(.schedule, "x", String(repeating: "x", count: 513)), AccessRule(.day, "x", "a\nb"),
        ]) func refused(rule: AccessRule) throws
    {
        let store = try Bench.mount(try Bench.formatted())
        #expect(throws: RecordsError.self) { try store.put([rule], at: Bench.now) }
        #expect(store.accessRules.isEmpty)
    }

    @Test("A person's rights: what is everybody's unless told; kept over a mount; gone with the person")
    func rights() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.put(Self.rules, at: Bench.now)
        let id = try store.add("1"), other = try store.add("2")
        #expect(store.accessRights(of: id) == AccessRights())
        let rights = AccessRights(groups: ["staff", "night"], validFrom: Bench.firstDay + 3, isExtended: true)
        try store.setAccess(of: id, rights, validThrough: nil, at: Bench.now)
        try store.setAccess(of: other, AccessRights(groups: ["staff"]), validThrough: nil, at: Bench.now)
        for store in [store, try Bench.mountCopy(flash)] {
            #expect(store.accessRights(of: id) == rights)
            #expect(store.memberCount(of: "staff") == 2 && store.memberCount(of: "night") == 1)
        }
        #expect(throws: RecordsError(.invalid("2 people are in the group staff"))) {
            try store.removeRule(AccessRule.Key(.group, "staff"), at: Bench.now)
        }
        _ = try store.removePerson(other, at: Bench.now)
        #expect(Examination(flash)[.accessRights] == 1)
        #expect(throws: RecordsError(.invalid("1 person is in the group staff"))) {
            try store.removeRule(AccessRule.Key(.group, "staff"), at: Bench.now)
        }
    }

    @Test("Nobody gets a group that is not there, five of them, one twice, or days the wrong way round")
    func noRights() throws {
        let store = try Bench.mount(try Bench.formatted())
        try store.put((0..<5).map { AccessRule(.group, "g\($0)", "always") }, at: Bench.now)
        let id = try store.add("1")
        for (rights, through) in [
            (AccessRights(groups: ["gone"]), nil), (AccessRights(groups: ["g0", "g0"]), nil),
            (AccessRights(groups: (0..<5).map { "g\($0)" }), nil),
            (AccessRights(validFrom: Bench.firstDay + 5), Bench.firstDay + 4),
        ] as [(AccessRights, CivilDay?)] {
            #expect(throws: RecordsError.self) {
                try store.setAccess(of: id, rights, validThrough: through, at: Bench.now)
            }
            #expect(throws: RecordsError.self) {
                _ = try store.addPerson(PersonalNumber("2")!, validThrough: through, rights: rights, at: Bench.now)
            }
        }
        #expect(store.accessRights(of: id) == AccessRights() && store.allPeople().count == 1)
        let added = try store.addPerson(
            PersonalNumber("2")!, rights: AccessRights(groups: ["g1"], isExtended: true), at: Bench.now)
        #expect(store.accessRights(of: added) == AccessRights(groups: ["g1"], isExtended: true))
    }

    @Test("A later last day, and none: everything that is theirs lives on; the face keeps its own")
    func longer() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1", card: "C1", validThrough: Bench.firstDay + 3)
        try store.enrolFace(id)
        try store.setAccess(of: id, AccessRights(), validThrough: Bench.firstDay + 20, at: Bench.now)
        #expect(store.faceLastDay(of: id) == Bench.firstDay + 3)
        _ = try store.expire(today: Bench.firstDay + 10, at: Bench.now)
        for store in [store, try Bench.mountCopy(flash, today: Bench.firstDay + 10)] {
            #expect(store.card("C1")?.id == id && store.person(number: PersonalNumber("1")!)?.id == id)
            #expect(try store.checkPIN("4711", of: id))
            #expect(try store.pseudonym(of: id) != nil && store.faceLastDay(of: id) == nil)
        }
        try store.setAccess(of: id, AccessRights(), validThrough: nil, at: Bench.now)
        #expect(store.person(id)?.validThrough == nil)
        #expect(try Bench.mountCopy(flash, today: Bench.firstDay + 300).card("C1")?.id == id)
    }

    @Test("An earlier last day: nothing of them, the face neither, can be read when it is over, with every key")
    func shorter() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        let id = try store.add("1", card: "C1")
        let receipt = try store.enrolFace(id).receipt
        try store.setAccess(of: id, AccessRights(isExtended: true), validThrough: Bench.firstDay + 2, at: Bench.now)
        #expect(
            store.faceLastDay(of: id) == Bench.firstDay + 2 && store.consent(receipt)?.lastDay == Bench.firstDay + 2)
        for store in [store, try Bench.mountCopy(flash, today: Bench.firstDay + 2)] {
            #expect(store.card("C1")?.id == id && store.accessRights(of: id).isExtended)
            #expect(try store.checkPIN("4711", of: id))
            #expect(try store.templateBytes(of: id)?.count == 5)
            #expect(!store.mountReport.isDamaged && store.mountReport.templatesErased == 0)
        }
        // Right away there is one of each.
        let now = Examination(flash)
        #expect(
            [.person, .card, .pin, .subjectKey, .accessRights, .faceTemplates].map { now[$0] }
                == Array(repeating: 1, count: 6))
        let report = try store.expire(today: Bench.firstDay + 3, at: Bench.now)
        #expect(report.people == [id] && report.faces.map(\.receipt) == [receipt])
        #expect(store.card("C1") == nil && store.allPeople().isEmpty)
        let examined = Examination(flash)
        #expect(
            [.person, .card, .pin, .subjectKey, .accessRights, .faceTemplates].map { examined[$0] }
                == Array(repeating: 0, count: 6))
        #expect(try store.verify(.processing).holds)
        #expect(throws: RecordsError(.noSuchPerson)) {
            try store.setAccess(of: id, AccessRights(), validThrough: nil, at: Bench.now)
        }
    }

    @Test("A day that is over is no last day, and changes nothing")
    func over() throws {
        let store = try Bench.mount(try Bench.formatted())
        let id = try store.add("1")
        #expect(throws: RecordsError.self) {
            try store.setAccess(of: id, AccessRights(), validThrough: Bench.firstDay + -1, at: Bench.now)
        }
        #expect(store.person(id)?.validThrough == nil)
        try store.setAccess(of: id, AccessRights(), validThrough: Bench.firstDay, at: Bench.now)
        #expect(store.person(id)?.validThrough == Bench.firstDay)
    }

    @Test("A wipe takes the rules along, and the door's hours with them")
    func wipe() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.put(Self.rules, at: Bench.now)
        let id = try store.add("1")
        try store.setAccess(of: id, AccessRights(groups: ["staff"]), validThrough: nil, at: Bench.now)
        _ = try store.wipe(at: Bench.now)
        #expect(store.accessRules.isEmpty)
        let examined = Examination(flash)
        #expect([.schedule, .accessGroup, .calendarDay, .doorRule, .accessRights].allSatisfy { examined[$0] == 0 })
        #expect(try Bench.mountCopy(flash).accessRules.isEmpty)
    }

    @Test("Every record is looked at by a check of the store")
    func check() throws {
        let flash = try Bench.formatted()
        let store = try Bench.mount(flash)
        try store.put(Self.rules, at: Bench.now)
        var check = RecordsCheck(of: store)
        while try check.step(store) {}
        #expect(check.damage.isEmpty && check.sound >= Self.rules.count)
    }
}
