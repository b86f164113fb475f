import Door
import Records
import Testing
import Timekeeping

@testable import Controller

@Suite("Schedules and groups at the console") struct AccessCommandTests {
    private let bench = ConsoleID(0)
    private let office = AccessName("office")!, staff = AccessName("staff")!

    private func give(_ command: AccessCommand, _ rig: inout Rig) -> String {
        for action in rig.send(.command(.access(command), from: bench)) {
            guard case .reply(_, let reply) = action else { continue }
            switch reply {
            case .done(let words): return words
            case .failed(let words): return "error: \(words)"
            case .lines(let lines), .verbatim(let lines): return lines.joined(separator: "\n")
            default: return "something else"
            }
        }
        return "nothing"
    }

    @Test("made, followed, in use, removed; each change is written down before it is done") func life() throws {
        var rig = Rig()
        let week = try WeeklySchedule("mon-fri 08:00-18:00")
        #expect(
            give(.groupSet(staff, schedule: office), &rig)
                == "error: there is no schedule office; there are always, never")
        #expect(give(.scheduleSet(office, week), &rig) == "office: mon-fri 08:00-18:00")
        #expect(give(.scheduleSet(office, week), &rig) == "nothing changed")
        #expect(give(.groupSet(staff, schedule: office), &rig) == "whoever is in staff may come in by office")
        #expect(
            give(.door(DoorRule(schedule: office, waitsForFirstPerson: true)), &rig).hasPrefix("the door stands open"))
        #expect(give(.scheduleRemove(office), &rig) == "error: office is in use by group staff, the door")
        #expect(give(.door(nil), &rig) == "the door has no hours of its own")
        #expect(give(.door(nil), &rig) == "nothing changed")
        #expect(give(.groupRemove(staff), &rig) == "the group staff is gone")
        #expect(give(.scheduleRemove(office), &rig) == "the schedule office is gone")
        #expect(rig.store.rules.isEmpty && rig.controller.accessTables == AccessTables())
        let words = rig.store.journal.compactMap { $0.consoleWords }
        #expect(words.contains("schedule set office mon-fri 08:00-18:00") && words.contains("door schedule none"))
        #expect(words.contains("door schedule office first-person"))
    }

    @Test("the calendar and the lists, as they are shown") func lists() throws {
        var rig = Rig()
        _ = give(.scheduleSet(office, try WeeklySchedule("mon-fri 08:00-18:00, sat 09:00-12:00")), &rig)
        _ = give(.groupSet(staff, schedule: office), &rig)
        let day = CivilDay(year: 2026, month: 10, day: 10)!
        #expect(give(.calendarSet(day, .monday), &rig) == "2026-10-10 (sat) counts as mon")
        #expect(give(.calendar, &rig) == "2026-10-10 sat  counts as mon")
        #expect(give(.schedules, &rig).hasSuffix(" now  mon-fri 08:00-18:00, sat 09:00-12:00"))
        #expect(give(.groups, &rig) == "staff                    office")
        #expect(
            give(.export, &rig)
                == "kind,name,value\nschedule,office,\"mon-fri 08:00-18:00, sat 09:00-12:00\"\ngroup,staff,office\nday,2026-10-10,mon"
        )
        #expect(give(.calendarUnset(day), &rig) == "2026-10-10 is a sat again")
        #expect(give(.calendarUnset(day), &rig) == "error: 2026-10-10 is not in the calendar")
    }

    @Test("an import is all or nothing, in any order of its lines, and a check changes nothing") func imports() {
        let good = [
            RuleLine(line: 2, rule: AccessRule(.group, "staff", "office")),
            RuleLine(line: 3, rule: AccessRule(.schedule, "office", "mon-fri 08:00-18:00")),
            RuleLine(line: 4, rule: AccessRule(.day, "2026-10-01", "holiday")),
        ]
        var rig = Rig()
        #expect(give(.check(good), &rig) == "3 lines are sound; 3 would change something; nothing was changed")
        #expect(rig.store.rules.isEmpty)
        for bad in [
            AccessRule(.day, "2026-02-29", "holiday"), AccessRule(.day, "2026-02-28", "x"),
            AccessRule(.schedule, "A", "always"), AccessRule(.schedule, "a", "mon 8-18"),
            AccessRule(.group, "b", "gone"), AccessRule(.schedule, "never", "always"),
        ] {
            let lines = good + [RuleLine(line: 5, rule: bad)]
            #expect(give(.check(lines), &rig).hasPrefix("error: 1 of 4 lines are wrong: line 5: "))
            #expect(give(.import(lines), &rig).hasPrefix("error: line 5: "))
            #expect(rig.store.rules.isEmpty)
        }
        #expect(give(.import(good), &rig) == "3 lines imported")
        #expect(give(.import(good), &rig) == "nothing changed")
        #expect(give(.check(good), &rig) == "3 lines are sound; 0 would change something; nothing was changed")
    }

    @Test("a change that is under way is not overtaken; one that fails leaves what is on flash") func oneAtATime() {
        var rig = Rig()
        rig.answersAtOnce = false
        rig.send(.command(.access(.scheduleSet(office, .never)), from: bench))
        rig.answerOldest()  // its line
        #expect(rig.unanswered.contains { if case .putRules = $0.1 { true } else { false } })
        rig.send(.command(.access(.groupSet(staff, schedule: office)), from: bench))
        // Its line is behind the change: by then it is there.
        while !rig.unanswered.isEmpty { rig.answerOldest() }
        #expect(rig.controller.accessTables?.groups[staff] == office)
        // Both lines are on flash before either change is.
        rig.send(.command(.access(.scheduleSet(office, .always)), from: bench))
        rig.send(.command(.access(.groupRemove(staff)), from: bench))
        rig.answerOldest()
        let replies = rig.answerOldest().compactMap {
            if case .reply(_, .failed(let words)) = $0 { words } else { nil }
        }
        #expect(replies == ["another change of the schedules is under way; try again"])
        while !rig.unanswered.isEmpty { rig.answerOldest() }
        _ = give(.scheduleSet(office, .never), &rig)
        while !rig.unanswered.isEmpty { rig.answerOldest() }
        rig.answersAtOnce = true
        rig.store.isBroken = true
        #expect(give(.scheduleSet(office, .always), &rig).hasPrefix("error: it could not be written down"))
        rig.store.isBroken = false
        #expect(rig.controller.accessTables?.schedules[office] == .never)
    }

    @Test("without the tables nothing is shown and nothing changed, and they are asked for again") func notRead() {
        var rig = Rig()
        rig.controller.accessTables = nil
        #expect(give(.schedules, &rig).hasPrefix("error: the schedules are not read yet"))
        #expect(rig.controller.accessTables != nil)
    }
}

extension LogEntry {
    fileprivate var consoleWords: String? {
        if case .processing(.console(_, let words)) = self { words } else { nil }
    }
}
