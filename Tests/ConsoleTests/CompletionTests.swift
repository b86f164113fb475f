import Testing

@testable import Console

@Suite("Tab and ?") struct CompletionTests {
    @Test(
        "what Tab adds",
        arguments: [
            ("", ""), ("sta", "tus "), ("status", " "), ("pe", ""), ("person", " "), ("person ", ""),
            ("person ad", "d "),
            ("pers", "on "), ("peo", "ple "), ("xyz", ""), ("law n", "otice "), ("l w", "hy "), ("journal v", "erify "),
            ("batch o", ""), ("batch on", " "), ("batch of", "f "), ("status -", ""), ("status --", "json "),
            ("person add 10", ""), ("person add 1001 ", ""), ("status -k more", ""), ("cle", "ar "), ("conf", "ig "),
            ("config c", "onfirm "), ("config set ", ""), ("law why R", ""),
        ])
    func insertion(text: String, added: String) {
        #expect(Completion(of: text, for: .everyone).insertion == added, "\(text)")
    }

    @Test("whatever Tab adds, it is the beginning of something that is understood") func roundTrip() {
        for spec in CommandTable.specs {
            for length in 0...spec.name.count {
                let typed = String(spec.name.prefix(length))
                let completed = typed + Completion(of: typed, for: .everyone).insertion
                #expect(CommandTable.specs.contains { "\($0.name) ".hasPrefix(completed) }, "\(typed) → \(completed)")
            }
        }
    }

    @Test("? lists what may follow, with its range; <Enter> when the line is whole")
    func choices() {
        func words(_ text: String) -> [String] { Completion(of: text, for: .everyone).choices.map(\.word) }
        #expect(words("person ") == ["add", "pin", "duress", "card", "enrol", "withdraw", "remove", "access"])
        #expect(words("person add ") == ["NUMBER"])
        #expect(Completion(of: "person add ", for: .everyone).choices[0].help == "1...10 digits")
        #expect(words("person add 1001 ") == ["[CARD]", "<Enter>"])
        #expect(words("status ") == ["[-k|--json]", "<Enter>"])
        #expect(words("law ") == ["<Enter>", "why", "notice"])
        #expect(words("clear now ") == [])
        #expect(Set(words("")) == Set(CommandTable.specs.map { String($0.words[0]) }))
        for choice in Completion(of: "", for: .everyone).choices { #expect(!choice.help.isEmpty) }
    }
}
