import Controller

extension CommandTable {
    static let settings = [
        CommandSpec(
            name: "config show",
            parameters: [Parameter(name: "PREFIX", kind: .key, isOptional: true)],
            help: "the site's settings, defaults too"
        ) { .command(.configShow(prefix: $0.word(0)), .text) },
        CommandSpec(name: "config diff", help: "what differs from the file, as commands") { _ in
            .command(.configDiff, .text)
        },
        CommandSpec(
            name: "config set",
            parameters: [Parameter(name: "KEY VALUE", kind: .settings("or KEY=VALUE KEY=VALUE ..."))],
            help: "in memory; what can, at once"
        ) { arguments in
            changed { () throws(SettingsWordsError) in
                .configSet(try SettingsWords.changes(arguments.word(0)!, isPairsOnly: false))
            }
        },
        CommandSpec(
            name: "config unset", parameters: [Parameter(name: "KEY", kind: .settings("KEY KEY ..."))],
            help: "its default again; as 'config set'"
        ) { arguments in
            changed { () throws(SettingsWordsError) in
                .configUnset(keys: try SettingsWords.keys(arguments.word(0)!))
            }
        },
        CommandSpec(
            name: "config try",
            parameters: [
                Parameter(name: "SECONDS", kind: .integer(SettingsDesk.trySeconds)),
                Parameter(name: "KEY=VALUE", kind: .settings("KEY=VALUE KEY=VALUE ..., or unset KEY ...")),
            ],
            help: "put back unless confirmed in time"
        ) { arguments in
            changed { () throws(SettingsWordsError) in
                .configTry(seconds: arguments.integer(0)!, try SettingsWords.tried(arguments.word(1)!))
            }
        },
        CommandSpec(name: "config confirm", help: "what is tried is kept") { _ in .command(.configConfirm, .text) },
        CommandSpec(name: "config revert", help: "what is tried is put back now") { _ in
            .command(.configRevert, .text)
        },
        CommandSpec(name: "config save", help: "into the site's file; its comments stay") { _ in
            .command(.configSave, .text)
        },
        CommandSpec(name: "board", help: "the settings of the board") { _ in .command(.board, .text) },
    ]

    private static func changed(_ make: () throws(SettingsWordsError) -> Command) -> ConsoleRequest {
        do throws(SettingsWordsError) { return .command(try make(), .text) } catch {
            return .mistake("error: \(error.words)")
        }
    }
}
