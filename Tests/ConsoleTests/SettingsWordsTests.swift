import Controller
import Testing

@testable import Console

@Suite("Settings as they are typed") struct SettingsWordsTests {
    private static func changes(_ pairs: [(String, String)]) -> [SettingsChange] {
        pairs.map { SettingsChange(key: $0.0, value: $0.1) }
    }

    @Test(
        "one key with the rest of the line, or several with their values",
        arguments: [
            ("config set a.b 4000", [("a.b", "4000")]), ("config  set\ta.b   4000  ", [("a.b", "4000")]),
            ("config set a.b = 4000", [("a.b", "4000")]), ("config set a.b =4000", [("a.b", "4000")]),
            ("config set a.b=4000", [("a.b", "4000")]), ("config set a.b 1 in 100", [("a.b", "1 in 100")]),
            ("config set a.b x=1  y=2", [("a.b", "x=1  y=2")]), ("config set a.b \"x y\"", [("a.b", "\"x y\"")]),
            ("config set a=1 b=2", [("a", "1"), ("b", "2")]),
            ("config set a=\"x y\" b=2", [("a", "\"x y\""), ("b", "2")]),
            ("config set a=\"x \\\" y\" b='p \" q'", [("a", "\"x \\\" y\""), ("b", "'p \" q'")]),
            ("config set a=\"x \\\\\" b=2", [("a", "\"x \\\\\""), ("b", "2")]),
            ("config set a=[\"x y\", \"z]\"] b=it's", [("a", "[\"x y\", \"z]\"]"), ("b", "it's")]),
            ("config set a=x=y b=东 门=1", [("a", "x=y"), ("b", "东"), ("门", "1")]),
            ("co set a.b 1", [("a.b", "1")]), ("config set a.b # 1", [("a.b", "# 1")]),
        ])
    func set(line: String, pairs: [(String, String)]) {
        #expect(ConsoleLanguage.parse(line, isEchoed: true) == .command(.configSet(Self.changes(pairs)), .text))
    }

    @Test("a try has its seconds first, and only pairs") func tries() {
        #expect(
            ConsoleLanguage.parse("config try 60 a.b=1 c=\"x y\"", isEchoed: true)
                == .command(.configTry(seconds: 60, Self.changes([("a.b", "1"), ("c", "\"x y\"")])), .text))
    }

    @Test("what is unset has keys alone") func unset() {
        #expect(
            ConsoleLanguage.parse("config unset a.b  c.d", isEchoed: true)
                == .command(.configUnset(keys: ["a.b", "c.d"]), .text))
        let changes = ["a", "b"].map { SettingsChange(key: $0, value: nil) }
        #expect(
            ConsoleLanguage.parse("config try 60 unset a b", isEchoed: true)
                == .command(.configTry(seconds: 60, changes), .text))
        for (line, words) in [
            ("config unset", "error: KEY (KEY KEY ...) is missing: config unset KEY"),
            ("config unset a=1", "error: 'a=1' is not a key: what is unset has no value"),
            ("config try 60 unset", "error: KEY is missing: unset KEY ..."),
            ("config try 60 unset a=", "error: 'a=' is not a key: what is unset has no value"),
        ] { #expect(ConsoleLanguage.parse(line, isEchoed: true) == .mistake(words)) }
    }

    @Test(
        "what is neither is one line that says what would be",
        arguments: [
            ("config set", "error: KEY VALUE (or KEY=VALUE KEY=VALUE ...) is missing: config set KEY VALUE"),
            ("config set a.b", "error: VALUE is missing: config set KEY VALUE"),
            ("config set a.b =", "error: VALUE is missing: config set KEY VALUE"),
            ("config set a.b=", "error: 'a.b=' is not KEY=VALUE; a value with spaces stands in quotes"),
            ("config set =1", "error: '=1' is not KEY=VALUE; a value with spaces stands in quotes"),
            ("config set a=1 b", "error: 'b' is not KEY=VALUE; a value with spaces stands in quotes"),
            ("config set a=\"x b=2", nil),
            (
                "config try a=1",
                "error: SECONDS must be 10...600, got 'a=1': config try SECONDS KEY=VALUE"
            ),
            (
                "config try 9 a=1",
                "error: SECONDS must be 10...600, got '9': config try SECONDS KEY=VALUE"
            ),
            (
                "config try 60",
                "error: KEY=VALUE (KEY=VALUE KEY=VALUE ..., or unset KEY ...) is missing: config try SECONDS KEY=VALUE"
            ),
            ("config try 60 a 1", "error: 'a' is not KEY=VALUE; a value with spaces stands in quotes"),
            ("config s a 1", "error: 'config' could be 'config show', 'config set', 'config save'"),
            ("config save now", "error: too many words: config save"),
            ("config", "error: 'config' goes on with: show, diff, set, unset, try, confirm, revert, save"),
        ])
    func mistakes(line: String, words: String?) {
        switch ConsoleLanguage.parse(line, isEchoed: true) {
        case .mistake(let said): #expect(said == words)
        // A quote that is not ended goes to the reader as it is, which refuses it.
        case let other: #expect(words == nil && other == .command(.configSet(Self.changes([("a", "\"x b=2")])), .text))
        }
    }

    @Test("the beginning of a key, or none; a line that begins with # asks for nothing") func others() {
        #expect(ConsoleLanguage.parse("config show", isEchoed: true) == .command(.configShow(prefix: nil), .text))
        #expect(
            ConsoleLanguage.parse("config show door.", isEchoed: true) == .command(.configShow(prefix: "door."), .text))
        #expect(ConsoleLanguage.parse("# config save", isEchoed: false) == .nothing)
        #expect(ConsoleLanguage.parse(" #", isEchoed: true) == .nothing)
    }
}
