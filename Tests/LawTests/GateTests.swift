import Testing

@testable import Law

@Suite("Gates") struct GateTests {
    @Test("A complete site with everything healthy may use faces, and every rule says why") func fine() {
        let findings = Gates.findings(for: .fine)
        #expect(Gates.faceBlockers(findings).isEmpty, "\(findings)")
        #expect(findings.allSatisfy { $0.verdict == .pass && !$0.reason.isEmpty })
        #expect(findings.map(\.requirement) == [.R1, .R8, .R12, .R14, .R16, .R19, .R26, .R34, .R35, .R39, .R40])
    }

    @Test("An empty declaration is told everything at once, in order, and each block says what goes on") func empty() {
        let facts = Facts.fine.with {
            $0.site = SiteDeclaration()
            $0.alternatives = []
            $0.clock.trust = .lost
            $0.expiryIsCurrent = false
            $0.errorRates = nil
        }
        let findings = Gates.findings(for: facts)
        #expect(Gates.faceBlockers(findings) == [.R1, .R8, .R14, .R19, .R26, .R34])
        #expect(findings.map(\.requirement).isSorted)
        for finding in findings where finding.verdict == .block { #expect(finding.reason.hasSuffix(unaffected)) }
    }

    @Test("Only requirements that may block faces ever do", arguments: RequirementID.allCases) func onlyTheListed(
        id: RequirementID
    ) {
        let facts = Facts.fine.with {
            $0.site = SiteDeclaration()
            $0.site.ways = []
            $0.consents = ConsentTally(valid: 1, stale: 2, toBeTold: 3, templatesWithoutConsent: 4)
            $0.clock.trust = .lost
            $0.secretKeeping = SecretKeeping(keySource: .file, memoryIsLocked: false)
            $0.recordsAreTaken = false
        }
        let blocks = facts.findings(id).contains { $0.verdict == .block }
        #expect(blocks == [.R1, .R8, .R14, .R19, .R26, .R34, .R39, .R40].contains(id))
    }

    @Test("Blockers are named once, in the order of their numbers") func faceBlockers() {
        let findings = [
            Finding(.R26, .block, "a"), Finding(.R8, .block, "b"), Finding(.R26, .block, "c"),
            Finding(.R1, .amber, "d"),
            Finding(.R2, .pass, "e"),
        ]
        #expect(Gates.faceBlockers(findings) == [.R8, .R26])
    }

    @Test("A finding reads with its number and name") func description() {
        #expect("\(Finding(.R14, .block, "no reader"))" == "R14 alternative: no reader")
    }
}

extension [RequirementID] {
    fileprivate var isSorted: Bool { zip(self, dropFirst()).allSatisfy { $0 <= $1 } }
}
