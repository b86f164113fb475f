import Law
import Testing

@Suite("R8 place") struct R8PlaceTests {
    static let forbidden: Set<PlaceKind> = [
        .hotelRoom, .bathhouse, .changingRoom, .toilet, .nursingRoom, .otherPrivate,
    ]

    @Test("Each kind of place is allowed or forbidden, whatever else the site says", arguments: PlaceKind.allCases)
    func kinds(place: PlaceKind) {
        let facts = Facts.fine.with { $0.site.placeKind = place }
        #expect(facts.blockers == (Self.forbidden.contains(place) ? [.R8] : []))
        #expect(facts.reasons(.R8)[0].contains(place.rawValue))
    }

    @Test("A place that is not declared blocks") func missing() {
        let facts = Facts.fine.with { $0.site.placeKind = nil }
        #expect(facts.blockers == [.R8])
        #expect(facts.reasons(.R8) == ["site.place_kind is not declared" + unaffected])
    }
}
