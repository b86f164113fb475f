/// R8 place: no device inside private spaces of public places (Measures 2025, Art. 13). There is no override.
extension Requirement {
    static let forbiddenPlace = Self(.R8, "place", cites: "Measures 2025 Art. 13") { facts, _ in
        guard let place = facts.site.placeKind else { return [.block("site.place_kind is not declared")] }
        return [
            place.isForbidden
                ? .block("a face terminal is never allowed in this kind of place (\(place.rawValue))")
                : .pass("the place is declared as \(place.rawValue)")
        ]
    }
}
