import Law
import Testing

@Suite("R39 encryption") struct R39EncryptionTests {
    @Test("Secrets that may reach swap keep faces off; a key beside the store is amber; else it passes")
    func everyState() {
        for source in SecretKeeping.KeySource.allCases {
            for isLocked in [false, true] {
                let facts = Facts.fine.with {
                    $0.secretKeeping = SecretKeeping(keySource: source, memoryIsLocked: isLocked)
                }
                #expect(facts.blockers == (isLocked ? [] : [.R39]))
                let verdict: Finding.Verdict = !isLocked ? .block : source == .file ? .amber : .pass
                #expect(facts.findings(.R39).map(\.verdict) == [verdict])
            }
        }
    }

    @Test("What the media cannot promise is amber, in their own words", arguments: SecretKeeping.KeySource.allCases)
    func media(source: SecretKeeping.KeySource) {
        let facts = Facts.fine.with {
            $0.secretKeeping = SecretKeeping(
                keySource: source, memoryIsLocked: true, erasureLapse: "an erase is logical",
                mediumLapse: "one thing")
        }
        #expect(facts.blockers.isEmpty)
        #expect(facts.findings(.R39).allSatisfy { $0.verdict == .amber })
        #expect(facts.reasons(.R39).count == 1)
        #expect(facts.reasons(.R39)[0].hasSuffix("one thing"))
        #expect(facts.reasons(.R39)[0].contains("device key is a file") == (source == .file))
        #expect(facts.findings(.R19).map(\.verdict) == [.amber])
        #expect(facts.reasons(.R19) == ["an erase is logical"])
    }

    @Test("Without a store there is no key to look at") func noStore() {
        #expect(Facts.fine.with { $0.secretKeeping = nil }.findings(.R39).map(\.verdict) == [.pass])
    }
}
