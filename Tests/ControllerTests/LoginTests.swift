import Records
import Testing
import Timekeeping

@testable import Controller

/// Logging in at two consoles of one terminal.
@Suite("Logins") struct LoginTests {
    private let one = ConsoleID(1), two = ConsoleID(2)
    private let anna = AccountName("anna")!, bert = AccountName("bert")!
    private let right = SecretText("right".utf8), wrong = SecretText("wrong".utf8)

    private func rig() -> Rig {
        var rig = Rig()
        rig.store.addAccount(anna, .responsible, right)
        rig.store.addAccount(bert, .maintainer, right)
        return rig
    }

    private func reply(_ actions: [Action], to console: ConsoleID) -> Reply? {
        for case .reply(console, let reply) in actions { return reply }
        return nil
    }

    private func give(_ command: Command, _ console: ConsoleID, _ rig: inout Rig) -> Reply? {
        reply(rig.send(.command(command, from: console)), to: console)
    }

    private func failure(_ reply: Reply?) -> String? { if case .failed(let words) = reply { words } else { nil } }

    private func logIn(_ name: AccountName, _ console: ConsoleID, _ rig: inout Rig) {
        guard case .loggedIn(let login) = give(.login(name, passphrase: right), console, &rig) else {
            Issue.record("not logged in"); return
        }
        #expect(login.name == name)
    }

    private func consoleLines(_ rig: Rig) -> [String] {
        rig.store.journal.compactMap { entry in
            if case .processing(.console(let who, let words)) = entry { "\(who): \(words)" } else { nil }
        }
    }

    @Test("nobody sees people; whoever logs in does, at that console, until the logout") func inAndOut() {
        var rig = rig()
        #expect(failure(give(.people(after: nil), one, &rig))?.hasPrefix("log in first") == true)
        logIn(anna, one, &rig)
        guard case .people = give(.people(after: nil), one, &rig) else { Issue.record("no people"); return }
        #expect(failure(give(.people(after: nil), two, &rig)) != nil)
        guard case .loggedOut = give(.logout, one, &rig) else { Issue.record("not logged out"); return }
        #expect(failure(give(.people(after: nil), one, &rig)) != nil)
        #expect(
            consoleLines(rig) == [
                "anna (responsible): login", "anna (responsible): people", "anna (responsible): logout",
            ])
    }

    @Test("a line that hangs up logs out; a login that is answered after it logs nobody in") func hangUp() {
        var rig = rig()
        logIn(anna, one, &rig)
        rig.send(.hungUp(one))
        #expect(failure(give(.people(after: nil), one, &rig)) != nil)
        rig.answersAtOnce = false
        rig.send(.command(.login(anna, passphrase: right), from: one))
        rig.send(.hungUp(one))
        rig.answersAtOnce = true
        while !rig.unanswered.isEmpty { rig.answerOldest() }
        #expect(rig.controller.logins.isEmpty)
    }

    @Test("whoever leaves before a secret is compared leaves no console that waits for ever, and no code behind")
    func leftBehind() {
        let asked: [Command] = [
            .login(anna, passphrase: right), .passphrase(old: right, new: SecretText("another".utf8)),
            .accountRecovery(passphrase: right),
        ]
        for command in asked {
            var rig = rig()
            logIn(anna, one, &rig)
            rig.answersAtOnce = false
            rig.send(.command(command, from: one))
            // Its line stands before the deed.
            if case .accountRecovery = command {} else if case .login = command {} else { rig.answerOldest() }
            rig.send(.hungUp(one))
            rig.answersAtOnce = true
            rig.log = []
            while !rig.unanswered.isEmpty { rig.answerOldest() }
            #expect(rig.controller.logins.isEmpty)
            #expect(failure(reply(rig.log, to: one)) == "whoever asked has gone", "\(command)")
        }
    }

    @Test(
        "wrong passphrases slow the next ones down at that line, over hang-ups; another line is free; a right one clears nothing"
    )
    func backOff() {
        var rig = rig()
        let one = ConsoleID(1, line: 1), fourth = ConsoleID(4, line: 1)
        for console in [one, ConsoleID(2, line: 1), ConsoleID(3, line: 1)] {
            #expect(failure(give(.login(anna, passphrase: wrong), console, &rig))?.contains("do not belong") == true)
            rig.send(.hungUp(console))
        }
        let asked = rig.log.count
        #expect(
            failure(give(.login(anna, passphrase: right), fourth, &rig)) == "too many wrong secrets; wait 5 s")
        #expect(
            failure(give(.claim(bert, code: wrong, passphrase: right), fourth, &rig))?.contains("wait") == true)
        // The store was not asked.
        #expect(!rig.log[asked...].contains { if case .store(_, .account) = $0 { true } else { false } })
        logIn(anna, ConsoleID(9, line: 2), &rig)
        rig.pass(milliseconds: 5_000)
        logIn(anna, fourth, &rig)
        #expect(failure(give(.login(anna, passphrase: wrong), one, &rig))?.contains("do not belong") == true)
        #expect(failure(give(.login(anna, passphrase: right), one, &rig)) == "too many wrong secrets; wait 10 s")
        #expect(consoleLines(rig).count { $0 == "login anna: refused" } == 4)
    }

    @Test("secrets that were refused before the start slow every line down, as if there had been no start")
    func backOffGoesOn() {
        func rig(refusedSecondsAgo: [Int64]) -> Rig {
            let times = refusedSecondsAgo.map { WallTime(seconds: Rig.start.wall.seconds - $0) }
            var rig = Rig(mount: .mounted(MediumLapses(), EarlierRun(refusedSecrets: times)))
            rig.store.addAccount(anna, .responsible, right)
            return rig
        }
        var hasty = rig(refusedSecondsAgo: [1, 3, 2, 4])
        for line in 1...3 {
            let words = failure(give(.login(anna, passphrase: right), ConsoleID(line), &hasty))
            #expect(words == "too many wrong secrets; wait 9 s")
        }
        hasty.pass(milliseconds: 9_000)
        #expect(failure(give(.login(anna, passphrase: wrong), one, &hasty))?.contains("do not belong") == true)
        #expect(failure(give(.login(anna, passphrase: right), one, &hasty)) == "too many wrong secrets; wait 20 s")
        logIn(anna, two, &hasty)
        // Drained by the time that has passed; or a clock that stands before them.
        var later = rig(refusedSecondsAgo: [1_000, 1_001, 1_002, 1_003])
        for _ in 1...2 { _ = give(.login(anna, passphrase: wrong), one, &later) }
        logIn(anna, one, &later)
        var back = rig(refusedSecondsAgo: [-500, -501, -502])
        #expect(failure(give(.login(anna, passphrase: right), one, &back)) == "too many wrong secrets; wait 5 s")
    }

    @Test("another recovery code: with the passphrase again, by somebody responsible; a wrong one is a guess")
    func newCode() {
        var rig = rig()
        #expect(failure(give(.accountRecovery(passphrase: right), one, &rig))?.hasPrefix("log in first") == true)
        logIn(bert, one, &rig)
        #expect(failure(give(.accountRecovery(passphrase: right), one, &rig))?.contains("responsible") == true)
        logIn(anna, one, &rig)
        logIn(anna, two, &rig)
        guard case .recoveryCode("RECOVERY 2") = give(.accountRecovery(passphrase: right), one, &rig) else {
            Issue.record("no code"); return
        }
        #expect(rig.controller.logins.count == 2)
        #expect(consoleLines(rig).last == "account recovery by anna: done")
        for _ in 1...3 { _ = give(.accountRecovery(passphrase: wrong), one, &rig) }
        #expect(failure(give(.accountRecovery(passphrase: right), one, &rig))?.contains("wait 5 s") == true)
    }

    @Test("a guess counts when the line is dropped before it is answered") func droppedGuess() {
        var rig = rig()
        rig.answersAtOnce = false
        for number in 1...3 {
            rig.send(.command(.login(anna, passphrase: wrong), from: ConsoleID(number, line: 1)))
            rig.send(.hungUp(ConsoleID(number, line: 1)))
        }
        rig.answersAtOnce = true
        while !rig.unanswered.isEmpty { rig.answerOldest() }
        #expect(failure(give(.login(anna, passphrase: right), ConsoleID(7, line: 1), &rig))?.contains("wait") == true)
    }

    @Test("rights that have lapsed lose what touches people, and nothing else") func lapse() {
        var rig = rig()
        logIn(bert, one, &rig)
        rig.pass(milliseconds: 2 * 86_400_000)
        #expect(failure(give(.people(after: nil), one, &rig))?.hasPrefix("your rights lapsed after 2026-03-03") == true)
        guard case .done = give(.doorUnlock(reason: "repair"), one, &rig) else { Issue.record("no unlock"); return }
        logIn(anna, two, &rig)
        guard case .done = give(.accountRenew(anna, days: 180), two, &rig) else { Issue.record("not renewed"); return }
        #expect(consoleLines(rig).contains("bert (maintainer): refused: people"))
    }

    @Test("a command of consequence that cannot be written down is not done") func logFirst() {
        var rig = rig()
        logIn(anna, one, &rig)
        rig.store.isBroken = true
        let people = rig.store.people.count
        #expect(failure(give(.personRemove(number: "1001"), one, &rig))?.contains("nothing was done") == true)
        rig.store.isBroken = false
        #expect(rig.store.people.count == people)
        rig.pass(milliseconds: 60_000)
        // The line stands before the deed.
        rig.store.journal = []
        rig.answersAtOnce = false
        rig.send(.command(.personRemove(number: "1001"), from: one))
        #expect(rig.unanswered.count == 1 && rig.store.people.count == people)
        rig.answerOldest()
        #expect(consoleLines(rig) == ["anna (responsible): person remove"])
        rig.answerOldest()
        #expect(rig.store.people.isEmpty)
    }

    @Test("the strike moves after its line; without a store it moves, and the line waits in memory") func unlock() {
        var rig = rig()
        logIn(bert, one, &rig)
        rig.answersAtOnce = false
        #expect(!rig.send(.command(.doorUnlock(reason: "parcel"), from: one)).has(\.movesStrike))
        #expect(rig.answerOldest().has(\.movesStrike))
        #expect(consoleLines(rig).last == "bert (maintainer): door unlock, parcel")
        rig.answerAll()
        rig.pass(milliseconds: 10_000)
        rig.store.isBroken = true
        #expect(rig.send(.command(.doorUnlock(reason: "parcel"), from: one)).has(\.movesStrike))
        rig.store.isBroken = false
        rig.pass(milliseconds: 120_000)
        #expect(consoleLines(rig).count { $0 == "bert (maintainer): door unlock, parcel" } == 2)
    }

    // MARK: two persons

    @Test("two persons: another account whose role may, within ten minutes, once") func approval() {
        var rig = rig()
        rig.store.addAccount(AccountName("carl")!, .auditor, right)
        logIn(anna, one, &rig)
        guard case .done = give(.decommission, one, &rig) else { Issue.record("not asked for"); return }
        #expect(!rig.store.people.isEmpty)
        #expect(failure(give(.approve(.decommission), one, &rig))?.contains("another one than anna") == true)
        logIn(AccountName("carl")!, two, &rig)
        #expect(failure(give(.approve(.decommission), two, &rig))?.contains("auditor") == true)
        logIn(bert, two, &rig)
        let actions = rig.send(.command(.approve(.decommission), from: two))
        guard case .verbatim(["certificate"]) = reply(actions, to: two) else { Issue.record("no certificate"); return }
        #expect(rig.store.people.isEmpty && rig.controller.logins.isEmpty)
        #expect(actions.contains { if case .logOut(one) = $0 { true } else { false } })
        #expect(consoleLines(rig).contains("anna (responsible) and bert (maintainer): decommission"))
    }

    @Test("the first person may log out for the second; what is too late or rejected is not done") func proposalEnds() {
        var rig = rig()
        logIn(anna, one, &rig)
        _ = give(.clockConfirm(seen: nil), one, &rig)
        _ = give(.logout, one, &rig)
        logIn(bert, one, &rig)
        #expect(failure(give(.decommission, one, &rig))?.contains("'clock confirm' waits") == true)
        guard case .done = give(.approve(.clock), one, &rig) else { Issue.record("not approved"); return }
        #expect(failure(give(.approve(.clock), one, &rig))?.contains("nothing waits") == true)
        _ = give(.decommission, one, &rig)
        logIn(anna, two, &rig)
        guard case .done = give(.reject, two, &rig) else { Issue.record("not rejected"); return }
        #expect(failure(give(.approve(.decommission), two, &rig)) != nil)
        _ = give(.decommission, one, &rig)
        rig.pass(milliseconds: 600_000)
        #expect(failure(give(.approve(.decommission), two, &rig)) != nil)
        #expect(!rig.store.people.isEmpty)
    }

    @Test("the clock that is confirmed is the one that the first person saw, however late the second agrees")
    func clockSeen() {
        var rig = rig()
        logIn(anna, one, &rig)
        _ = give(.clockConfirm(seen: nil), one, &rig)
        let seen = rig.now
        rig.pass(milliseconds: 500_000)
        logIn(bert, two, &rig)
        guard case .done = give(.approve(.clock), two, &rig) else { Issue.record("not approved"); return }
        #expect(rig.store.confirmedClocks == [seen])
    }

    @Test("whoever makes accounts is not two persons: an account of today approves tomorrow") func madeToday() {
        var rig = rig()
        logIn(anna, one, &rig)
        let ghost = AccountName("ghost")!
        _ = give(.accountAdd(ghost, .maintainer, passphrase: right), one, &rig)
        _ = give(.decommission, one, &rig)
        logIn(ghost, two, &rig)
        #expect(failure(give(.approve(.decommission), two, &rig))?.contains("before tomorrow") == true)
        #expect(!rig.store.people.isEmpty)
    }

    @Test("nor is it the first of two persons") func asksToday() {
        for matter in [Command.decommission, .clockConfirm(seen: nil)] {
            var rig = rig()
            logIn(anna, one, &rig)
            let ghost = AccountName("ghost")!
            _ = give(.accountAdd(ghost, .maintainer, passphrase: right), one, &rig)
            logIn(ghost, two, &rig)
            #expect(failure(give(matter, two, &rig))?.contains("before tomorrow") == true)
            #expect(failure(give(.approve(.decommission), one, &rig))?.contains("nothing waits") == true)
        }
    }

    @Test(
        "one thing waits at a time, whoever asks for another; only what is named is approved; who asked may withdraw it"
    )
    func named() {
        let asks: [(first: Command, other: Command, firstMatter: Matter, otherMatter: Matter, words: String)] = [
            (.clockConfirm(seen: nil), .decommission, .clock, .decommission, "clock confirm"),
            (.decommission, .clockConfirm(seen: nil), .decommission, .clock, "decommission"),
        ]
        for (first, other, firstMatter, otherMatter, words) in asks {
            var rig = rig()
            logIn(anna, one, &rig)
            logIn(bert, two, &rig)
            guard case .done = give(first, one, &rig) else { Issue.record("not asked for"); return }
            let refusal = "'\(words)' waits already, asked by anna; 'reject' it first"
            for command in [first, other] {
                #expect(failure(give(command, one, &rig)) == refusal && failure(give(command, two, &rig)) == refusal)
            }
            #expect(
                failure(give(.approve(otherMatter), two, &rig))
                    == "what waits is '\(words)', asked by anna: 'approve \(firstMatter.rawValue)'")
            #expect(!rig.store.people.isEmpty && rig.store.confirmedClocks.isEmpty)
            guard case .done = give(.reject, one, &rig) else { Issue.record("not withdrawn"); return }
            #expect(failure(give(.approve(firstMatter), two, &rig))?.contains("nothing waits") == true)
            guard case .done = give(other, one, &rig) else { Issue.record("not asked for after it"); return }
            #expect(failure(give(.approve(firstMatter), two, &rig)) != nil)
            #expect(failure(give(.approve(otherMatter), two, &rig)) == nil)
            #expect(rig.store.people.isEmpty == (otherMatter == .decommission))
            #expect(rig.store.confirmedClocks.isEmpty == (otherMatter == .decommission))
        }
    }

    @Test("status tells what waits, and who asked to those who have logged in, until it does not wait any more")
    func waits() {
        var rig = rig()
        func waiting(_ console: ConsoleID) -> WaitingMatter? {
            guard case .status(let status) = give(.status, console, &rig) else { return nil }
            return status.waiting
        }
        logIn(anna, one, &rig)
        #expect(waiting(one) == nil)
        _ = give(.decommission, one, &rig)
        rig.pass(milliseconds: 1_500)
        #expect(waiting(one) == WaitingMatter(matter: .decommission, askedBy: "anna", secondsLeft: 599))
        #expect(waiting(two) == WaitingMatter(matter: .decommission, askedBy: nil, secondsLeft: 599))
        // While the store cannot answer, too.
        rig.store.isBroken = true
        rig.pass(milliseconds: 598_499)
        rig.store.isBroken = false
        #expect(waiting(two)?.secondsLeft == 1)
        rig.pass(milliseconds: 1)
        #expect(waiting(one) == nil && waiting(two) == nil)
    }

    @Test("a word that is no account's name is not written down: it may be a passphrase, typed too early")
    func unknownName() {
        var rig = rig()
        let slip = AccountName("hunter2-secret")!
        func said(_ command: Command) -> String? { failure(give(command, ConsoleID(rig.log.count), &rig)) }
        let unknown = said(.login(slip, passphrase: wrong)), known = said(.login(anna, passphrase: wrong))
        #expect(unknown != nil && unknown == known)
        _ = said(.recover(slip, code: wrong, passphrase: right))
        _ = said(.recover(anna, code: wrong, passphrase: right))
        var blank = Rig()
        #expect(failure(give(.claim(slip, code: wrong, passphrase: right), one, &blank)) != nil)
        let lines = consoleLines(rig) + consoleLines(blank)
        #expect(
            lines == [
                "login of somebody unknown: refused", "login anna: refused", "recover, of somebody unknown: refused",
                "recover anna: refused", "claim: refused",
            ])
    }

    @Test("what waits is dropped by whoever asked or could approve, and by nobody else") func whoRejects() {
        var rig = rig()
        rig.store.addAccount(AccountName("carl")!, .auditor, right)
        logIn(anna, one, &rig)
        _ = give(.decommission, one, &rig)
        logIn(AccountName("carl")!, two, &rig)
        #expect(failure(give(.reject, two, &rig))?.contains("whoever asked") == true)
        guard case .done = give(.reject, one, &rig) else { Issue.record("not dropped"); return }
    }

    @Test("another passphrase logs that account out everywhere else; renewed rights count at once") func elsewhere() {
        var rig = rig()
        logIn(anna, one, &rig)
        logIn(anna, two, &rig)
        rig.send(.command(.passphrase(old: right, new: SecretText("another".utf8)), from: one))
        #expect(Array(rig.controller.logins.keys) == [one])
        logIn(bert, two, &rig)
        rig.pass(milliseconds: 2 * 86_400_000)
        #expect(failure(give(.people(after: nil), two, &rig)) != nil)
        _ = give(.accountRenew(bert, days: 9), one, &rig)
        guard case .people = give(.people(after: nil), two, &rig) else { Issue.record("not renewed"); return }
    }

    // MARK: the service button

    @Test("a claim needs the code, or the hand inside") func claim() {
        var rig = Rig()
        let code = rig.store.code
        #expect(failure(give(.claim(anna, code: nil, passphrase: right), one, &rig))?.contains("code") == true)
        #expect(failure(give(.claim(anna, code: wrong, passphrase: right), one, &rig)) != nil)
        var other = rig
        guard case .recoveryCode = give(.claim(anna, code: code, passphrase: right), one, &rig) else {
            Issue.record("not claimed"); return
        }
        other.send(.service(isPressed: true))
        guard case .recoveryCode = give(.claim(anna, code: nil, passphrase: right), one, &other) else {
            Issue.record("not claimed by hand"); return
        }
    }

    @Test("held for ten seconds it wipes, once; let go before, nothing", arguments: [9_999, 10_000]) func hold(
        _ milliseconds: Int64
    ) {
        var rig = rig()
        logIn(anna, one, &rig)
        rig.send(.service(isPressed: true))
        rig.pass(milliseconds: milliseconds)
        rig.send(.service(isPressed: false))
        #expect(rig.store.people.isEmpty == (milliseconds == 10_000))
        #expect(rig.controller.logins.isEmpty == (milliseconds == 10_000))
        let wipes = rig.log.count { if case .store(_, .wipe) = $0 { true } else { false } }
        #expect(wipes == (milliseconds == 10_000 ? 1 : 0))
    }

    @Test("an account that is removed is logged out everywhere, and asks for nothing any more") func removed() {
        var rig = rig()
        logIn(bert, one, &rig)
        _ = give(.decommission, one, &rig)
        logIn(anna, two, &rig)
        _ = give(.accountRemove(bert), two, &rig)
        #expect(failure(give(.approve(.decommission), two, &rig))?.contains("nothing waits") == true)
        rig.store.addAccount(bert, .maintainer, right)
        logIn(bert, one, &rig)
        logIn(bert, two, &rig)
        logIn(anna, ConsoleID(3), &rig)
        let actions = rig.send(.command(.accountRemove(bert), from: ConsoleID(3)))
        #expect(actions.count { if case .logOut = $0 { true } else { false } } == 2)
        #expect(failure(give(.people(after: nil), one, &rig)) != nil)
    }
}
