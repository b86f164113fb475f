import Controller
import Records

extension CommandTable {
    private static let name = Parameter(name: "NAME", kind: .account)
    private static let passphrase = Parameter(name: "PASSPHRASE", kind: .secret(.passphrase))
    private static let newPassphrase = Parameter(name: "NEW-PASSPHRASE", kind: .secret(.newPassphrase))
    private static let claimCode = Parameter(name: "CODE", kind: .secret(.claimCode))
    private static let recoveryCode = Parameter(name: "CODE", kind: .secret(.recoveryCode))
    private static let roles = Role.allCases.map(\.word)

    static let logins = [
        CommandSpec(name: "login", parameters: [name, passphrase], help: "with a name that was given to you") {
            .command(.login($0.account(0)!, passphrase: $0.secret(1)!), .text)
        },
        CommandSpec(name: "logout", help: "ten minutes without a key do the same") { _ in .command(.logout, .text) },
        CommandSpec(
            name: "claim", parameters: [name, claimCode, newPassphrase],
            help: "once: the responsible person's account"
        ) { arguments in
            let code = arguments.secret(1)!
            return .command(
                .claim(arguments.account(0)!, code: code.count == 0 ? nil : code, passphrase: arguments.secret(2)!),
                .text)
        },
        CommandSpec(
            name: "recover", parameters: [name, recoveryCode, newPassphrase],
            help: "a lost passphrase, with the recovery code"
        ) { .command(.recover($0.account(0)!, code: $0.secret(1)!, passphrase: $0.secret(2)!), .text) },
        CommandSpec(name: "passphrase", parameters: [passphrase, newPassphrase], help: "another one for yourself") {
            .command(.passphrase(old: $0.secret(0)!, new: $0.secret(1)!), .text)
        },
        CommandSpec(name: "accounts", help: "who may log in, as what, until when") { _ in .command(.accounts, .text) },
        CommandSpec(
            name: "account add",
            parameters: [name, Parameter(name: "ROLE", kind: .word(roles)), newPassphrase],
            help: "one for each person"
        ) { .command(.accountAdd($0.account(0)!, Role(word: $0.word(1)!)!, passphrase: $0.secret(2)!), .text) },
        CommandSpec(
            name: "account renew",
            parameters: [
                name, Parameter(name: "DAYS", kind: .integer(1...Account.longestDays), isOptional: true),
            ],
            help: "for \(Account.longestDays) days unless told"
        ) { .command(.accountRenew($0.account(0)!, days: $0.integer(1) ?? Account.longestDays), .text) },
        CommandSpec(
            name: "account recovery", parameters: [passphrase], help: "a new recovery code; the old one ends"
        ) { .command(.accountRecovery(passphrase: $0.secret(0)!), .text) },
        CommandSpec(name: "account remove", parameters: [name], help: "an account; it is logged out everywhere") {
            .command(.accountRemove($0.account(0)!), .text)
        },
        CommandSpec(
            name: "approve", parameters: [Parameter(name: "WHAT", kind: .word(Matter.allCases.map(\.rawValue)))],
            help: "what the first person asked for"
        ) { .command(.approve(Matter(rawValue: $0.word(0)!)!), .text) },
        CommandSpec(name: "reject", help: "what waits for a second person is dropped") { _ in
            .command(.reject, .text)
        },
    ]
}
