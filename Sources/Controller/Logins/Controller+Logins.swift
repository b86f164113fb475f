import Records
import Timekeeping

/// Logging in at a console, and what somebody who has logged in may do (R41).
extension Controller {
    func authority(of console: ConsoleID) -> Authority {
        if console == configuration.benchConsole { return .bench }
        return logins[console].map { .login($0) } ?? .nobody
    }

    /// Why this command is not carried out, in words; nil: it may be.
    func refusal(of command: Command, _ authority: Authority) -> String? {
        guard authority.may(command) else {
            if case .login(let login) = authority {
                return "this is not for the role \(login.role.word), but for: \(command.roles.words)"
            }
            return "log in first; this is for: \(command.roles.words)"
        }
        if case .login(let login) = authority, command.touchesPeople, login.lastDay < today {
            return "your rights lapsed after \(login.lastDay); somebody responsible can 'account renew \(login.name)'"
        }
        return nil
    }

    // MARK: asking

    mutating func logIn(_ name: AccountName, _ passphrase: SecretText, _ console: ConsoleID) {
        askWithSecret(.login(name, passphrase: passphrase), .login(name, console))
    }

    mutating func claim(_ name: AccountName, _ code: SecretText?, _ passphrase: SecretText, _ console: ConsoleID) {
        guard code != nil || service.isPressed else {
            return answer(console, .failed("the code from the flashing, or the service button inside held down"))
        }
        askWithSecret(.claim(name, code: code, passphrase: passphrase), .claim(name, console))
    }

    mutating func recover(_ name: AccountName, _ code: SecretText, _ passphrase: SecretText, _ console: ConsoleID) {
        askWithSecret(.recover(name, code: code, passphrase: passphrase), .recovery(name, console))
    }

    mutating func setPassphrase(_ old: SecretText, _ new: SecretText, _ console: ConsoleID) {
        guard let name = logins[console]?.name else {
            return answer(console, .failed("the bench has no passphrase"))
        }
        askWithSecret(.setPassphrase(name, old: old, new: new), .passphrase(name, console))
    }

    mutating func renewRecoveryCode(_ passphrase: SecretText, _ console: ConsoleID) {
        guard let name = logins[console]?.name else {
            return answer(console, .failed("the bench has no passphrase"))
        }
        askWithSecret(.newCode(name, passphrase: passphrase), .newCode(name, console))
    }

    /// One wait for a line: whoever pulls the cable and begins anew waits all the same.
    private mutating func askWithSecret(_ request: AccountRequest, _ purpose: SecretPurpose) {
        if let until = loginBackOff(purpose.line).blockedUntil, now.uptime < until {
            let seconds = (until - now.uptime + 999) / 1_000
            return answer(purpose.console, .failed("too many wrong secrets; wait \(seconds) s"))
        }
        _ = store(.account(request), then: .secret(purpose))
    }

    private func loginBackOff(_ line: Int) -> GuessingBackOff { loginBackOffs[line] ?? firstLoginBackOff }

    /// What was refused before the start slows down as if there had been none: every line, for nobody knows which it was.
    mutating func begin(after earlier: EarlierRun) {
        earlierRun = earlier
        // A restart ends no evacuation: a person does.
        if earlier.isEvacuating { goOnEvacuating() }
        // Nor a call for help: whoever forces somebody can cut the power too.
        if earlier.isUnderDuress { setDuress(true) }
        for time in earlier.refusedSecrets.sorted() {
            let ago = max(0, now.wall.seconds - time.seconds) * 1_000
            firstLoginBackOff.failed(at: now.uptime + -ago)
        }
    }

    mutating func logOut(_ console: ConsoleID) {
        if let login = logins.removeValue(forKey: console) { record(.console(by: login.words, "logout")) }
        answer(console, .loggedOut)
    }

    /// Whoever sat there has gone: who comes next is nobody. The line may be the same one, and waits for its answers.
    mutating func handleHangUp(_ console: ConsoleID) {
        if let login = logins.removeValue(forKey: console) { record(.console(by: login.words, "hung up")) }
        for (ticket, pending) in pending {
            if case .secret(let purpose) = pending, purpose.console == console {
                self.pending[ticket] = .secret(purpose.abandoned)
            }
        }
    }

    // MARK: answers

    mutating func handleSecret(_ purpose: SecretPurpose, _ outcome: StorageOutcome) {
        switch outcome {
        case .wrongSecret, .failed: break
        default: if purpose.isAbandoned { return leaveUnsaid(purpose, outcome) }
        }
        switch outcome {
        case .login(let account): handleRightSecret(purpose, account)
        case .wrongSecret(let isKnown):
            loginBackOffs[purpose.line, default: firstLoginBackOff].failed(at: now.uptime)
            record(.console(by: isKnown ? purpose.words : purpose.wordsOfUnknown, "refused"))
            answer(purpose.console, .failed(purpose.mistake))
        case .code(let code):
            record(.console(by: purpose.words, "done"))
            dropLogins(after: purpose, except: purpose.console)
            answer(purpose.console, .recoveryCode(code))
        case .said(let words):
            dropLogins(after: purpose, except: purpose.console)
            answer(purpose.console, .done(words))
        case .failed(let reason): answer(purpose.console, .failed(reason))
        default: preconditionFailure("a secret was answered with something else")
        }
    }

    private mutating func handleRightSecret(_ purpose: SecretPurpose, _ account: Account) {
        let login = Login(account)
        logins[purpose.console] = login
        record(.console(by: login.words, "login"))
        answer(purpose.console, .loggedIn(login))
    }

    /// What was carried out stands; whoever is at the line now gets none of it.
    private mutating func leaveUnsaid(_ purpose: SecretPurpose, _ outcome: StorageOutcome) {
        if case .code = outcome { record(.console(by: purpose.words, "done")) }
        dropLogins(after: purpose)
        answer(purpose.console, .failed("whoever asked has gone"))
    }

    /// Whoever knows the passphrase that was before may be at another console.
    private mutating func dropLogins(after purpose: SecretPurpose, except kept: ConsoleID? = nil) {
        if purpose.changesPassphrase, let name = purpose.name { dropLogins(of: name, except: kept) }
    }

    /// - Parameter name: nil for everybody.
    mutating func dropLogins(of name: AccountName? = nil, except kept: ConsoleID? = nil) {
        if let by = proposal?.by.person, name == nil || by == name?.text { proposal = nil }
        for (console, login) in logins.sorted(by: { $0.key.number < $1.key.number })
        where (name == nil || login.name == name) && console != kept {
            logins[console] = nil
            actions.append(.logOut(console))
        }
    }

    /// Nil: nobody waits for the answer.
    mutating func answer(_ console: ConsoleID?, _ reply: Reply) {
        if let console { actions.append(.reply(console, reply)) }
    }

    /// Where a button was held, and no key pressed, whoever held it stands at any console, or at none.
    mutating func answerAloud(_ console: ConsoleID?, _ reply: Reply) {
        answer(console, reply)
        if console == nil, case .failed(let reason) = reply { say("not done: \(reason)") }
    }
}

/// What a secret was typed for, and where.
struct SecretPurpose {
    private enum Kind { case login, claim, recovery, passphrase, newCode }
    private let kind: Kind
    let name: AccountName?
    let console: ConsoleID
    /// Whoever typed it has gone since.
    private(set) var isAbandoned = false
    var line: Int { console.line }

    static func login(_ name: AccountName, _ console: ConsoleID) -> Self { Self(kind: .login, name: name, console) }
    static func claim(_ name: AccountName, _ console: ConsoleID) -> Self { Self(kind: .claim, name: name, console) }
    static func recovery(_ name: AccountName, _ console: ConsoleID) -> Self {
        Self(kind: .recovery, name: name, console)
    }
    static func passphrase(_ name: AccountName, _ console: ConsoleID) -> Self {
        Self(kind: .passphrase, name: name, console)
    }
    static func newCode(_ name: AccountName, _ console: ConsoleID) -> Self {
        Self(kind: .newCode, name: name, console)
    }

    private init(kind: Kind, name: AccountName?, _ console: ConsoleID) {
        (self.kind, self.name, self.console) = (kind, name, console)
    }

    /// Whoever's it is.
    var changesPassphrase: Bool {
        switch kind {
        case .claim, .recovery, .passphrase: true
        case .login, .newCode: false
        }
    }

    var abandoned: Self {
        var gone = self
        gone.isAbandoned = true
        return gone
    }

    /// For the journal.
    var words: String {
        switch kind {
        case .login: "login \(name?.text ?? "")"
        case .claim: "claim \(name?.text ?? "")"
        case .recovery: "recover \(name?.text ?? "")"
        case .passphrase: "passphrase of \(name?.text ?? "")"
        case .newCode: "account recovery by \(name?.text ?? "")"
        }
    }

    /// For the journal, where the name is of nobody: it may be a passphrase that was typed too early.
    var wordsOfUnknown: String {
        switch kind {
        case .login: "login of somebody unknown"
        case .claim: "claim"
        case .recovery: "recover, of somebody unknown"
        case .passphrase, .newCode: words
        }
    }

    var mistake: String {
        switch kind {
        case .login: "name and passphrase do not belong together"
        case .claim, .recovery: "that is not the code, or it was used already"
        case .passphrase, .newCode: "that is not your passphrase"
        }
    }
}
