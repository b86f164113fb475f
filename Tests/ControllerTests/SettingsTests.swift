import Door
import SeededRandom
import Testing
import Timekeeping

@testable import Controller
@testable import Records

@Suite("Settings while the terminal runs") struct SettingsTests {
    /// The bench may do everything.
    private static let console = ConsoleID(0)

    private static let warning = TrialNews.ends(milliseconds: 10_000).words
    private static let putBack = TrialNews.putBack.words

    // MARK: one after the other

    @Test("a strike time that is set holds for the next grant; the notice and what the law judges stay") func set() {
        var rig = Rig(settings: PlainSettings.desk)
        let (notice, site) = (rig.controller.configuration.notice, rig.controller.configuration.site)
        #expect(rig.said(.configSet(.to("door.strike", 4_000))) == ["door.strike = 4000: at once"])
        rig.open()
        #expect(rig.releasedMilliseconds == 4_000)
        #expect(
            rig.said(.configSet(.to("retention.days", 30))).first
                == "retention.days = 30: at the next start, once it is saved")
        #expect(rig.controller.configuration.notice == notice && rig.controller.configuration.site == site)
        #expect(
            rig.said(.configShow(prefix: "re")) == ["retention.days = 30  (not saved; at the next start; now 90)"])
        #expect(
            rig.said(.configDiff) == [
                "config set door.strike 4000", "# at the next start:", "config set retention.days 30",
            ])
    }

    @Test("an opening that is under way keeps the time it began with") func underWay() {
        var rig = Rig(settings: PlainSettings.desk)
        rig.open()
        rig.pass(milliseconds: 1_000)
        rig.say(.configSet(.to("door.strike", 100)))
        #expect(rig.releasedMilliseconds == 2_000)
        rig.pass(milliseconds: 2_000)
        #expect(rig.controller.door.state.phase == .secured)
    }

    @Test("what is on the screen ends when it would have; the next takes the new time") func screen() {
        var rig = Rig(settings: PlainSettings.desk)
        rig.open()
        let deadline = rig.controller.dialogue.deadline
        rig.say(.configSet(.to("screen.result", 60)))
        #expect(rig.controller.dialogue.deadline == deadline)
        rig.pass(milliseconds: 6_000)
        rig.open()
        #expect(rig.controller.dialogue.deadline == rig.now.uptime + 60_000)
    }

    @Test("a wrong value says why, and changes nothing") func wrong() {
        var rig = Rig(settings: PlainSettings.desk)
        let changes: [SettingsChange] = .to("door.held", 2_000) + .to("door.strike", 99)
        for command in [Command.configSet(changes), .configTry(seconds: 60, changes)] {
            #expect(rig.said(command) == ["error: door.strike must be in its range"])
        }
        #expect(
            rig.said(.configTry(seconds: 9, .to("door.strike", 100))) == ["error: a try takes 10...600 seconds, got 9"])
        #expect(rig.controller.settings?.current == PlainSettings.start)
        #expect(rig.controller.door.policy.heldOpenMilliseconds == 30_000)
    }

    @Test("a try is announced to everybody ten seconds before its end, and put back at its end") func tryEnds() {
        var rig = Rig(settings: PlainSettings.desk)
        rig.say(.configTry(seconds: 60, .to("door.strike", 4_000)))
        #expect(rig.controller.door.policy.strikeMilliseconds == 4_000)
        #expect(rig.pass(milliseconds: 49_999).announcements == [])
        #expect(rig.pass(milliseconds: 1).announcements == [Self.warning])
        #expect(rig.pass(milliseconds: 9_999).announcements == [])
        #expect(rig.controller.door.policy.strikeMilliseconds == 4_000)
        #expect(rig.pass(milliseconds: 1).announcements == [Self.putBack])
        #expect(rig.controller.door.policy.strikeMilliseconds == 3_000)
        #expect(rig.controller.settings?.current == PlainSettings.start)
        #expect(rig.pass(milliseconds: 600_000).announcements == [])
    }

    @Test("the shortest try is announced at once") func shortest() {
        var rig = Rig(settings: PlainSettings.desk)
        let actions = rig.send(.command(.configTry(seconds: 10, .to("door.strike", 4_000)), from: Self.console))
        #expect(actions.announcements == [Self.warning])
    }

    @Test("a try that was confirmed stays; one that comes too late finds it put back") func confirm() {
        var rig = Rig(settings: PlainSettings.desk)
        rig.say(.configTry(seconds: 20, .to("door.strike", 4_000)))
        rig.pass(milliseconds: 19_999)
        #expect(rig.said(.configConfirm) == ["kept until the next start; 'config save' writes it"])
        rig.pass(milliseconds: 60_000)
        #expect(rig.controller.door.policy.strikeMilliseconds == 4_000)
        rig.say(.configTry(seconds: 20, .to("door.strike", 5_000)))
        // No tick came in between.
        rig.now.uptime = rig.now.uptime + 20_000
        #expect(rig.said(.configConfirm) == ["error: nothing is being tried"])
        #expect(rig.controller.door.policy.strikeMilliseconds == 4_000)
    }

    @Test("while a try is open nothing else is set, tried or saved") func open() {
        var rig = Rig(settings: PlainSettings.desk)
        rig.say(.configSet(.to("door.held", 20_000)))
        rig.say(.configTry(seconds: 60, .to("door.strike", 4_000)))
        let refusal = ["error: a try is open: 'config confirm' or 'config revert' first"]
        for command in [
            Command.configSet(.to("door.held", 9_000)), .configTry(seconds: 60, .to("door.strike", 100)), .configSave,
        ] {
            #expect(rig.said(command) == refusal)
        }
        #expect(rig.said(.configShow(prefix: "door.s")) == ["door.strike = 4000  (tried, 60 s left)"])
        #expect(
            rig.said(.configDiff) == [
                "# a try is open: it is put back in 60 s", "config set door.strike 4000", "config set door.held 20000",
            ])
        #expect(rig.said(.configRevert) == ["put back: the settings are those from before the try"])
        #expect(rig.said(.configRevert) == ["error: nothing is being tried"])
        #expect(rig.said(.configDiff) == ["config set door.held 20000"])
        #expect(rig.controller.door.policy.strikeMilliseconds == 3_000)
    }

    @Test("what takes effect at the next start cannot be tried") func lateTry() {
        var rig = Rig(settings: PlainSettings.desk)
        let changes: [SettingsChange] = .to("door.strike", 4_000) + .to("retention.days", 30)
        #expect(
            rig.said(.configTry(seconds: 60, changes))[0].hasPrefix("error: retention.days takes effect at the next"))
        #expect(rig.controller.settings?.current == PlainSettings.start)
        #expect(rig.controller.door.policy.strikeMilliseconds == 3_000)
    }

    @Test("a save hands over the text and what it replaces, and is answered when it is done") func save() throws {
        var rig = Rig(settings: PlainSettings.desk)
        #expect(rig.said(.configSave) == ["nothing differs from the saved file"])
        rig.say(.configSet(.to("door.strike", 4_000) + .to("retention.days", 30)))
        let save = try #require(rig.send(.command(.configSave, from: Self.console)).saves.first)
        #expect(save.replaced == PlainSettings.start.text && save.sheet == rig.controller.settings?.current)
        #expect(rig.said(.configSave) == ["error: the settings are being saved"])
        // Set while it is being written: that is still to be saved.
        rig.say(.configSet(.to("door.held", 20_000)))
        #expect(rig.send(.settingsSaved(.saved)).words == ["saved; at the next start: retention.days"])
        #expect(rig.said(.configDiff) == ["config set door.held 20000"])
        let second = try #require(rig.send(.command(.configSave, from: Self.console)).saves.first)
        #expect(second.replaced == save.sheet.text)
        #expect(
            rig.send(.settingsSaved(.failed("site.toml: is read-only"))).words
                == ["error: not saved, and the file is as it was: site.toml: is read-only"])
        #expect(rig.said(.configDiff) == ["config set door.held 20000"])
        #expect(rig.said(.configShow(prefix: "retention")) == ["retention.days = 30  (at the next start; now 90)"])
    }

    @Test("what changes something is in the journal, with who did it; what is only asked is not") func journal() {
        var rig = Rig(settings: PlainSettings.desk)
        let console = ConsoleID(1)
        rig.logIn(console)
        let name: [SettingsChange] = [SettingsChange(key: "site.door", value: "a text that is long")]
        let rows: [(Command, String?)] = [
            (.configShow(prefix: nil), nil), (.configDiff, nil), (.board, nil),
            (.configSet(.to("door.strike", 4_000)), "config set door.strike=4000"),
            (
                .configTry(seconds: 60, .to("door.strike", 5_000) + .to("door.held", 9_000)),
                "config try 60 door.strike=5000 door.held=9000"
            ),
            (.configConfirm, "config confirm"), (.configRevert, nil), (.configSave, "config save"),
            (.configSet(.to("door.strike", 1)), nil), (.configSet(name), nil),
            (.configUnset(keys: ["door.strike", "door.held"]), "config unset door.strike door.held"),
            (
                .configTry(seconds: 60, [SettingsChange(key: "door.held", value: nil)]),
                "config try 60 unset door.held"
            ),
            (.configRevert, "config revert"), (.configUnset(keys: ["no.key"]), nil),
        ]
        for (command, words) in rows {
            let lines = rig.send(.command(command, from: console)).consoleLines
            #expect(lines == (words.map { ["anna (installer): \($0)"] } ?? []))
        }
        #expect(Command.configSet(name).journalWords == "config set site.door=a text that is long")
        rig.controller.logins[console] = nil
        rig.say(.configTry(seconds: 60, .to("door.strike", 5_000)))
        #expect(rig.pass(milliseconds: 60_000).consoleLines == ["config try: not confirmed, and put back"])
    }

    @Test("what is unset is as it was by default, at once; not while a try is open") func unset() {
        var rig = Rig(settings: PlainSettings.desk)
        rig.say(.configSet(.to("door.strike", 4_000)))
        rig.say(.configTry(seconds: 60, .to("door.held", 9_000)))
        #expect(rig.said(.configUnset(keys: ["door.strike"])).first?.contains("a try is open") == true)
        rig.say(.configRevert)
        #expect(rig.said(.configUnset(keys: ["door.strike"])) == ["door.strike = 3000: at once"])
        rig.open()
        #expect(rig.releasedMilliseconds == 3_000)
    }

    @Test("without a store a door can still be put right") func withoutStore() {
        var rig = Rig(mount: .failed("gone"), settings: PlainSettings.desk)
        #expect(rig.said(.configTry(seconds: 60, .to("door.strike", 4_000))).count == 2)
        #expect(rig.said(.configConfirm).count == 1)
        #expect(rig.send(.command(.configSave, from: Self.console)).saves.count == 1)
        let kept = rig.controller.volatileJournal.lines.filter {
            if case .processing(.console) = $0.entry { true } else { false }
        }
        #expect(kept.count == 3)
    }

    @Test("what the law would say after the next start is said at once") func law() {
        var rig = Rig(settings: PlainSettings.desk)
        let blockers = rig.controller.blockers
        let set = rig.said(.configSet(.to("retention.days", 366)))
        #expect(set.count == 3 && set[1].hasPrefix("then R19 keeps faces off: "))
        #expect(set[2] == "then every consent given so far is stale, and every face waits for a new one (R35)")
        #expect(
            rig.said(.configSet(.to("retention.days", 80))).last
                == "then everybody is told of the change at their next use (R52)")
        #expect(rig.said(.configSet(.to("retention.days", 90))).count == 1)
        #expect(rig.said(.configSet(.to("door.held", 9_000))).count == 1)
        #expect(rig.controller.blockers == blockers)
    }

    @Test("set and set back: nothing is left to save") func setBack() {
        var rig = Rig(settings: PlainSettings.desk)
        rig.say(.configSet(.to("door.strike", 4_000)))
        rig.say(.configSet(.to("door.strike", 3_000)))
        #expect(rig.said(.configDiff) == ["# nothing differs from the saved file"])
        #expect(rig.send(.command(.configSave, from: Self.console)).saves.isEmpty)
    }

    @Test("without a file of settings every command says so, and the board still answers") func without() {
        var rig = Rig()
        for command in [Command.configShow(prefix: nil), .configDiff, .configConfirm, .configSave] {
            #expect(rig.said(command) == ["error: this terminal runs without a file of settings"])
        }
        #expect(rig.said(.board) == [])
    }

    // MARK: in any order

    @Test("whatever the order, a try that nobody confirms leaves no trace", arguments: 0..<60 as Range<UInt64>)
    func anyOrder(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var rig = Rig(settings: PlainSettings.desk)
        var egress = EgressNeverWaits()
        // What should be: without the try that is open.
        var (wanted, end) = (PlainSettings.start, nil as Uptime?)
        for step in 0..<300 {
            if random.below(3) == 0 { rig.pass(milliseconds: Int64(random.below(15_000))) }
            if let until = end, rig.now.uptime >= until { end = nil }
            let before = rig.controller.settings!.current
            let (event, seconds) = Self.randomEvent(&random)
            if case .command(_, let console) = event, console.number < 4 { rig.logIn(console) }
            let actions = rig.send(event)
            if let complaint = egress.check(event, actions) { Issue.record("seed=\(seed) step=\(step): \(complaint)") }
            let after = rig.controller.settings!
            switch event {
            case .command(_, ConsoleID(4)): #expect(after.current == before, "seed=\(seed) step=\(step)")
            case .command(.configSet, _) where end != nil: #expect(after.current == before, "seed=\(seed) step=\(step)")
            case .command(.configSet, _): wanted = after.current
            case .command(.configTry, _) where end == nil && after.trial != nil: end = rig.now.uptime + seconds * 1_000
            case .command(.configConfirm, _) where end != nil: (wanted, end) = (after.current, nil)
            case .command(.configRevert, _): end = nil
            default: break
            }
            #expect((after.trial != nil) == (end != nil), "seed=\(seed) step=\(step)")
            if end == nil { #expect(after.current == wanted, "seed=\(seed) step=\(step)") }
            // What runs is what is set.
            #expect(rig.controller.door.policy.strikeMilliseconds == after.current.live.door.strikeMilliseconds)
            #expect(rig.controller.configuration.timings.resultMilliseconds == after.current.live.resultMilliseconds)
        }
        rig.pass(milliseconds: 600_000)
        #expect(rig.controller.settings!.current == wanted, "seed=\(seed)")
    }

    /// Any console may ask; at the fourth nobody has logged in.
    private static func randomEvent(_ random: inout SplitMix64) -> (Event, seconds: Int64) {
        let (key, range, _) = PlainSettings.keys[random.below(4)]
        let changes: [SettingsChange] = .to(
            key, Int.random(in: range.lowerBound - 1...range.upperBound, using: &random))
        let seconds = 5 + random.below(60)
        let console = ConsoleID(1 + random.below(4))
        let event: Event =
            switch random.below(10) {
            case 0, 1: .command(.configSet(changes), from: console)
            case 2, 3: .command(.configTry(seconds: seconds, changes), from: console)
            case 4: .command(.configConfirm, from: console)
            case 5: .command(.configRevert, from: console)
            case 6: .command(.configSave, from: console)
            case 7: .hungUp(console)
            case 8: .settingsSaved(random.below(2) == 0 ? .saved : .failed("no"))
            default: .door(Rig.doorInputs[random.below(Rig.doorInputs.count)])
            }
        return (event, Int64(seconds))
    }
}

extension Rig {
    /// What a console is answered.
    mutating func said(_ command: Command) -> [String] { send(.command(command, from: ConsoleID(0))).words }
    mutating func say(_ command: Command) { _ = said(command) }

    mutating func logIn(_ console: ConsoleID) {
        let account = Account(
            name: AccountName("anna")!, role: .installer, lastDay: CivilDay(number: 30_000),
            since: CivilDay(number: 20_000))
        controller.logins[console] = Login(account)
    }

    mutating func open() {
        tapCard()
        type("4711")
    }

    /// From now on.
    var releasedMilliseconds: Int64? {
        controller.door.state.releases.timedUntil.map { $0 - now.uptime }
    }
}

extension [Action] {
    fileprivate var announcements: [String] {
        compactMap { if case .announce(let words) = $0 { words } else { nil } }
    }
    /// What the journal is told of consoles.
    fileprivate var consoleLines: [String] {
        compactMap {
            guard case .store(_, .journal(.processing(.console(let who, let words)), _)) = $0 else { return nil }
            return "\(who): \(words)"
        }
    }
    var saves: [SettingsSave] { compactMap { if case .saveSettings(let save) = $0 { save } else { nil } } }
    var words: [String] {
        flatMap { action -> [String] in
            guard case .reply(_, let reply) = action else { return [] }
            switch reply {
            case .lines(let lines): return lines
            case .done(let words): return [words]
            case .failed(let reason): return ["error: \(reason)"]
            default: return ["\(reply)"]
            }
        }
    }
}
