import Door
import Records
import Timekeeping

/// Who may come in when: what the console asks and changes, and the tables in memory, which are the store's, whole, after each
/// change of them.
extension Controller {
    mutating func handleAccess(_ command: AccessCommand, _ console: ConsoleID?) {
        guard let tables = accessTables else {
            askForRulesAgain()
            return answer(console, .failed("the schedules are not read yet: the store \(storeTrouble ?? "is busy")"))
        }
        switch command {
        case .schedules: answer(console, .lines(AccessLines.schedules(tables, at: localTime)))
        case .calendar: answer(console, .lines(AccessLines.calendar(tables, today: today)))
        case .groups: answer(console, .lines(AccessLines.groups(tables)))
        case .export: answer(console, .verbatim(AccessLines.export(tables)))
        case .check(let lines): answer(console, check(lines, tables))
        case _ where storeTrouble != nil: answer(console, .failed("the store \(storeTrouble!)"))
        case .person(let number, let change):
            guard let console else { return }
            _ = store(.setAccess(number: number, change), then: .reply(console, .access(command)))
        case .peopleCheck(let people):
            guard let console else { return }
            _ = store(.checkPeople(people), then: .reply(console, .access(command)))
        default: change(tables, command, console)
        }
    }

    /// One at a time: what is decided by the tables must not be overtaken by another change of them.
    private mutating func change(_ tables: AccessTables, _ command: AccessCommand, _ console: ConsoleID?) {
        guard !pending.values.contains(where: \.changesRules) else {
            return answer(console, .failed("another change of the schedules is under way; try again"))
        }
        do throws(AccessError) {
            let words = Self.words(for: command)
            let next = try tables.applying(command)
            let before = Set(tables.rules), after = next.rules
            let gone = Set(before.map(\.key)).subtracting(after.map(\.key))
            if let key = gone.first {
                precondition(gone.count == 1, "a command removes one rule")
                _ = store(.removeRule(key), then: .rules(console, words: words))
            } else {
                let changed = after.filter { !before.contains($0) }
                if changed.isEmpty { return answer(console, .done("nothing changed")) }
                _ = store(.putRules(changed), then: .rules(console, words: words))
            }
        } catch { answer(console, .failed(error.words)) }
    }

    /// - Parameter words: what is said of the change that asked for them; nil: they were only read.
    mutating func handleRules(_ outcome: StorageOutcome, _ console: ConsoleID?, _ words: String?) {
        switch outcome {
        case .rules(let rules):
            var unread: [AccessRule] = []
            accessTables = AccessTables(rules) { unread.append($0) }
            doorHours.forget()
            for rule in unread {
                say("the \(rule.key.table.rawValue) '\(rule.key.name)' means nothing here; nobody follows it")
            }
            if let words { answer(console, .done(words)) }
        case .failed(let reason):
            answer(console, .failed(reason))
            // Of a long change some may be there.
            if words != nil { askForRules() }
        default: preconditionFailure("rules were answered with something else")
        }
    }

    mutating func askForRules() { _ = store(.accessRules, then: .rules(nil, words: nil)) }

    /// They could not be read when the store was mounted.
    mutating func askForRulesAgain() {
        let isAsked = pending.values.contains { if case .rules = $0 { true } else { false } }
        if accessTables == nil, storeTrouble == nil, !isAsked { askForRules() }
    }

    // MARK: the decision

    /// Why this person may not come in now; nil: they may. The same for whatever they showed (R13).
    func refusal(of person: PersonSummary) -> RefusalReason? {
        let rights = person.rights
        if rights.areLost { return .rightsLost }
        // By the clock as it is, while it only drifts or is doubted; a lost clock is none.
        let time = now.trust == .lost ? nil : localTime
        if let from = rights.validFrom {
            guard let time else { return .timeUnknown }
            if time.day < from { return .notYetValid }
        }
        if rights.groups.isEmpty { return nil }
        guard let tables = accessTables else { return .notRecorded }
        return switch tables.answer(to: rights.groups.map { AccessName($0) }, at: time) {
        case .yes: nil
        case .notNow: .notAtThisTime
        case .timeUnknown: .timeUnknown
        }
    }

    var localTime: LocalTime { LocalTime(now.wall, utcOffsetMinutes: configuration.site.utcOffsetMinutes) }

    // MARK: tables of rules

    private func check(_ lines: [RuleLine], _ tables: AccessTables) -> Reply {
        var next = tables
        let mistakes = next.take(lines)
        guard mistakes.isEmpty else {
            let more = mistakes.count > 10 ? "; and \(mistakes.count - 10) more" : ""
            let told = mistakes.prefix(10).joined(separator: "; ") + more
            return .failed("\(mistakes.count) of \(lines.count) lines are wrong: \(told); nothing was changed")
        }
        let before = Set(tables.rules)
        let changed = next.rules.count { !before.contains($0) }
        return .done("\(lines.count) lines are sound; \(changed) would change something; nothing was changed")
    }

    private static func words(for command: AccessCommand) -> String {
        switch command {
        case .scheduleSet(let name, let schedule): "\(name): \(schedule)"
        case .scheduleRemove(let name): "the schedule \(name) is gone"
        case .calendarSet(let day, let kind): "\(day) (\(ScheduleDay(day).word)) counts as \(kind.word)"
        case .calendarUnset(let day): "\(day) is a \(ScheduleDay(day).word) again"
        case .groupSet(let name, let schedule): "whoever is in \(name) may come in by \(schedule)"
        case .groupRemove(let name): "the group \(name) is gone"
        case .door(nil): "the door has no hours of its own"
        case .door(let rule?): "the door stands open to everybody by \(rule)"
        case .import(let lines): "\(lines.count) lines imported"
        case .schedules, .calendar, .groups, .export, .check, .peopleCheck, .person:
            preconditionFailure("\(command) changes no rule")
        }
    }
}

extension AccessTables {
    /// The tables after a command that changes them.
    fileprivate func applying(_ command: AccessCommand) throws(AccessError) -> AccessTables {
        var next = self
        switch command {
        case .scheduleSet(let name, let schedule): try next.setSchedule(name, schedule)
        case .scheduleRemove(let name): try next.removeSchedule(name)
        case .calendarSet(let day, let kind): try next.setDay(day, kind)
        case .calendarUnset(let day): try next.unsetDay(day)
        case .groupSet(let name, let schedule): try next.setGroup(name, schedule: schedule)
        case .groupRemove(let name): try next.removeGroup(name)
        case .door(let rule): try next.setDoorRule(rule)
        case .import(let lines): if let mistake = next.take(lines).first { throw AccessError(mistake) }
        case .schedules, .calendar, .groups, .export, .check, .peopleCheck, .person:
            preconditionFailure("\(command) changes no rule")
        }
        return next
    }

    /// Schedules first, wherever they stand: groups follow them.
    /// - Returns: what is wrong, each with its line, by lines.
    fileprivate mutating func take(_ lines: [RuleLine]) -> [String] {
        var mistakes: [(line: Int, words: String)] = []
        for table in AccessRule.Table.allCases {
            for line in lines where line.rule.key.table == table {
                do throws(AccessError) { try put(line.rule) } catch { mistakes.append((line.line, error.words)) }
            }
        }
        return mistakes.sorted { $0.line < $1.line }.map { "line \($0.line): \($0.words)" }
    }
}
