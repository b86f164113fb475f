import Records
import Timekeeping

/// Who has logged in at a console.
public struct Login: Equatable, Sendable {
    public let name: AccountName
    public let role: Role
    /// The last day of the rights over personal data.
    public var lastDay: CivilDay
    /// The day on which the account was made.
    public let since: CivilDay

    public init(_ account: Account) {
        (name, role, lastDay, since) = (account.name, account.role, account.lastDay, account.since)
    }

    /// `anna (auditor)`
    var words: String { "\(name) (\(role.word))" }
}

/// Who a command comes from.
enum Authority: Equatable {
    case nobody
    case login(Login)
    /// Whoever has a bench in front of them has every wire of the terminal in their hands.
    case bench

    func may(_ command: Command) -> Bool {
        switch self {
        case .nobody: command.roles.allows(nil)
        case .login(let login): command.roles.allows(login.role)
        case .bench: true
        }
    }

    /// For the journal.
    var words: String {
        switch self {
        case .nobody: "nobody"
        case .login(let login): login.words
        case .bench: "bench"
        }
    }

    /// Two that are equal are one person.
    var person: String {
        switch self {
        case .login(let login): login.name.text
        case .nobody, .bench: words
        }
    }
}
