import Testing

@testable import Law

@Suite("Explanations") struct ExplanationTests {
    @Test("Every requirement is explained, in its place") func all() {
        #expect(Requirement.explanations.map(\.id) == RequirementID.allCases)
    }

    @Test("Each has both languages and an article", arguments: RequirementID.allCases) func each(id: RequirementID) {
        let explanation = Requirement.explanation(id)
        #expect(explanation.dutyChinese.hasSuffix("。") && explanation.dutyChinese.count >= 7)
        #expect(explanation.dutyEnglish.hasSuffix(".") && explanation.dutyEnglish.count >= 15)
        #expect(!explanation.name.isEmpty && !explanation.cites.isEmpty)
        #expect(explanation.device?.hasSuffix(".") ?? true)
    }

    @Test("A rule and its explanation have one name, and what is judged is explained") func names() {
        for requirement in Gates.requirements {
            let explanation = Requirement.explanation(requirement.id)
            #expect(explanation.name == requirement.name)
            #expect(explanation.device != nil)
        }
    }
}
