import Law
import Testing

@Suite("R14 alternative") struct R14AlternativeTests {
    /// Nil: not fitted.
    static func facts(card: Bool?, keypad: Bool?, ways: [WayIn] = WayIn.allCases) -> Facts {
        Facts.fine.with { facts in
            facts.alternatives = []
            if let card { facts.alternatives.append(Alternative(.card, isHealthy: card)) }
            if let keypad { facts.alternatives.append(Alternative(.keypad, isHealthy: keypad)) }
            facts.site.ways = ways
        }
    }

    @Test(
        "Every state of both devices under every choice of ways",
        arguments: [
            // card, keypad, ways, passes
            (true, true, WayIn.allCases, true), (false, true, WayIn.allCases, true), (nil, true, WayIn.allCases, true),
            (true, false, WayIn.allCases, false), (true, nil, WayIn.allCases, false), (nil, nil, WayIn.allCases, false),
            (true, true, [.cardAndPIN], true), (false, true, [.cardAndPIN], false), (true, false, [.cardAndPIN], false),
            (nil, true, [.numberAndPIN], true), (true, false, [.numberAndPIN], false), (true, true, [], false),
        ] as [(Bool?, Bool?, [WayIn], Bool)]) func table(card: Bool?, keypad: Bool?, ways: [WayIn], passes: Bool)
    {
        let facts = Self.facts(card: card, keypad: keypad, ways: ways)
        #expect(facts.blockers.contains(.R14) == !passes, "\(facts.findings(.R14))")
    }

    @Test("The reason names the device and what is wrong with it") func reasons() {
        #expect(
            Self.facts(card: true, keypad: false).reasons(.R14) == [
                "no other way in works: the card reader is healthy, the keypad does not answer" + unaffected
            ])
        #expect(
            Self.facts(card: nil, keypad: nil).reasons(.R14) == [
                "no other way in works: the card reader is not fitted, the keypad is not fitted" + unaffected
            ])
        #expect(
            Self.facts(card: true, keypad: nil, ways: [.numberAndPIN]).reasons(.R14) == [
                "no other way in works: the keypad is not fitted" + unaffected
            ])
        #expect(
            Self.facts(card: true, keypad: true, ways: []).reasons(.R14) == [
                "no way in without a face is configured" + unaffected
            ])
        #expect(Self.facts(card: false, keypad: true).reasons(.R14) == ["there is another way in: number+pin"])
    }

    @Test("A card that opens alone needs no keypad, and is called what it is") func cardAlone() {
        for (card, keypad, passes) in [
            (true, nil, true), (true, false, true), (false, false, false), (nil, nil, false),
        ]
            as [(Bool?, Bool?, Bool)]
        {
            let facts = Self.facts(card: card, keypad: keypad).with { $0.site.opensByCardAlone = true }
            #expect(facts.blockers.contains(.R14) == !passes)
            if passes { #expect(facts.reasons(.R14) == ["there is another way in: card"]) }
        }
    }

    @Test("A second reader stands in for a broken one") func twoReaders() {
        let facts = Self.facts(card: false, keypad: true, ways: [.cardAndPIN])
            .with { $0.alternatives.append(Alternative(.card, isHealthy: true)) }
        #expect(facts.blockers.isEmpty)
    }

    @Test("Nothing else is stopped with it") func nothingElse() {
        #expect(Self.facts(card: false, keypad: false).blockers == [.R14])
    }
}

@Suite("R16 property manager") struct R16PropertyManagerTests {
    @Test("A property manager with one way is noted, nothing is stopped") func oneWay() {
        let facts = Facts.fine.with { $0.site.ways = [.cardAndPIN] }
        #expect(facts.blockers.isEmpty)
        #expect(facts.findings(.R16).map(\.verdict) == [.amber])
    }

    @Test("Two ways pass; the same way twice does not count twice") func twoWays() {
        #expect(Facts.fine.findings(.R16).map(\.verdict) == [.pass])
        #expect(
            Facts.fine.with { $0.site.ways = [.cardAndPIN, .cardAndPIN] }.findings(.R16).map(\.verdict) == [.amber])
    }

    @Test("Others may have one; who is not declared is noted") func others() {
        let employer = Facts.fine.with {
            $0.site.operatorParty!.kind = .employer
            $0.site.ways = [.cardAndPIN]
        }
        #expect(employer.findings(.R16).map(\.verdict) == [.pass])
        #expect(Facts.fine.with { $0.site.operatorParty!.kind = nil }.findings(.R16).map(\.verdict) == [.amber])
    }
}
