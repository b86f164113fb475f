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

    @Test("Without a store there is no key to look at") func noStore() {
        #expect(Facts.fine.with { $0.secretKeeping = nil }.findings(.R39).map(\.verdict) == [.pass])
    }
}
