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
        askWithSecret(.setPassphrase(name, old: old, new: new), .passphrase(console))
    }

    mutating func renewRecoveryCode(_ passphrase: SecretText, _ console: ConsoleID) {
        guard let name = logins[console]?.name else {
            return answer(console, .failed("the bench has no passphrase"))
        }
        askWithSecret(.newCode(name, passphrase: passphrase), .newCode(console))
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
        for time in earlier.refusedSecrets.sorted() {
            let ago = max(0, now.wall.seconds - time.seconds) * 1_000
            firstLoginBackOff.failed(at: now.uptime + -ago)
        }
    }

    mutating func logOut(_ console: ConsoleID) {
        if let login = logins.removeValue(forKey: console) { record(.console(by: login.words, "logout")) }
        answer(console, .loggedOut)
    }

    /// The line has gone: whoever plugs in next is nobody.
    mutating func handleHangUp(_ console: ConsoleID) {
        if let login = logins.removeValue(forKey: console) { record(.console(by: login.words, "hung up")) }
        for (ticket, pending) in pending {
            if case .secret(let purpose) = pending, purpose.console == console {
                self.pending[ticket] = .secret(purpose.ofNobody)
            }
        }
    }

    // MARK: answers

    mutating func handleSecret(_ purpose: SecretPurpose, _ outcome: StorageOutcome) {
        switch outcome {
        case .login(let account): handleRightSecret(purpose, account)
        case .wrongSecret(let isKnown):
            loginBackOffs[purpose.line, default: firstLoginBackOff].failed(at: now.uptime)
            record(.console(by: isKnown ? purpose.words : purpose.wordsOfUnknown, "refused"))
            answer(purpose.console, .failed(purpose.mistake))
        case .code(let code):
            record(.console(by: purpose.words, "done"))
            // Who knows the passphrase before may be at another console.
            if let name = purpose.name { dropLogins(of: name, except: purpose.console) }
            answer(purpose.console, .recoveryCode(code))
        case .said(let words):
            // Whoever knows the one before may be at another console.
            if let console = purpose.console, let name = logins[console]?.name { dropLogins(of: name, except: console) }
            answer(purpose.console, .done(words))
        case .failed(let reason): answer(purpose.console, .failed(reason))
        default: preconditionFailure("a secret was answered with something else")
        }
    }

    private mutating func handleRightSecret(_ purpose: SecretPurpose, _ account: Account) {
        // Nobody is there any more.
        guard let console = purpose.console else { return }
        let login = Login(account)
        logins[console] = login
        record(.console(by: login.words, "login"))
        answer(console, .loggedIn(login))
    }

    /// - Parameter name: nil for everybody.
    mutating func dropLogins(of name: AccountName? = nil, except kept: ConsoleID? = nil) {
        if let by = proposal?.by.person, kept == nil, name == nil || by == name?.text { proposal = nil }
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
}

/// What a secret was typed for, and where; nobody's when the line has gone since.
struct SecretPurpose {
    private enum Kind { case login, claim, recovery, passphrase, newCode }
    private let kind: Kind
    let name: AccountName?
    /// Of the console, also when it has gone.
    let line: Int
    private(set) var console: ConsoleID?

    static func login(_ name: AccountName, _ console: ConsoleID) -> Self { Self(kind: .login, name: name, console) }
    static func claim(_ name: AccountName, _ console: ConsoleID) -> Self { Self(kind: .claim, name: name, console) }
    static func recovery(_ name: AccountName, _ console: ConsoleID) -> Self {
        Self(kind: .recovery, name: name, console)
    }
    static func passphrase(_ console: ConsoleID) -> Self { Self(kind: .passphrase, name: nil, console) }
    static func newCode(_ console: ConsoleID) -> Self { Self(kind: .newCode, name: nil, console) }

    private init(kind: Kind, name: AccountName?, _ console: ConsoleID) {
        (self.kind, self.name, self.console, line) = (kind, name, console, console.line)
    }

    var ofNobody: Self {
        var gone = self
        gone.console = nil
        return gone
    }

    /// For the journal.
    var words: String {
        switch kind {
        case .login: "login \(name?.text ?? "")"
        case .claim: "claim \(name?.text ?? "")"
        case .recovery: "recover \(name?.text ?? "")"
        case .passphrase: "passphrase"
        case .newCode: "account recovery"
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
