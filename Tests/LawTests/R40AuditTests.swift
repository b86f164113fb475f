import Law
import Testing

@Suite("R40 security audit") struct R40AuditTests {
    @Test("A store that took the last record lets faces be used") func taken() {
        #expect(Facts.fine.with { $0.recordsAreTaken = true }.blockers == [])
    }

    @Test("A store that refused the last record keeps faces off, and says what goes on") func refused() {
        let facts = Facts.fine.with { $0.recordsAreTaken = false }
        #expect(facts.blockers == [.R40])
        #expect(facts.reasons(.R40)[0].hasSuffix(unaffected))
    }

    @Test("It adds to what stands against faces already") func together() {
        let facts = Facts.fine.with {
            $0.recordsAreTaken = false
            $0.alternatives = []
        }
        #expect(facts.blockers == [.R14, .R40])
    }
}
