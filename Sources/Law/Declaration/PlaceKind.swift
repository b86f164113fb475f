/// The kinds of place, R8. The forbidden ones are readable only in order to be refused.
public enum PlaceKind: String, Sendable, CaseIterable {
    case residentialCompound = "residential-compound"
    case office, school, shop, station, museum
    case hotelLobby = "hotel-lobby"
    case publicPlace = "public"
    case hotelRoom = "hotel-room"
    case bathhouse
    case changingRoom = "changing-room"
    case toilet
    case nursingRoom = "nursing-room"
    case otherPrivate = "other-private"

    /// A private space inside a public place (Measures 2025, Art. 13). No profile and no key changes it.
    public var isForbidden: Bool {
        switch self {
        case .residentialCompound, .office, .school, .shop, .station, .museum, .hotelLobby, .publicPlace: false
        case .hotelRoom, .bathhouse, .changingRoom, .toilet, .nursingRoom, .otherPrivate: true
        }
    }
}
