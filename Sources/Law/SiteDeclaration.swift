import Timekeeping

/// What the operator declares about one door: the input of every legal rule. Read from `Config/…toml` by Settings.
///
/// Optional fields may be missing from the file; the rule that needs one says so and blocks faces. A declaration that is
/// incomplete still runs cards and PINs.
public struct SiteDeclaration: Equatable, Sendable {
    /// True for the worked examples: real hardware refuses them.
    public var isDemonstration = false
    public var operatorParty: OperatorParty?
    public var door: String = ""
    public var placeKind: PlaceKind?
    public var purpose: Purpose?
    public var purposeDescription: String?
    public var necessity: Necessity?
    public var retentionDays: Int?
    public var utcOffsetMinutes: Int = 480
    public var matchMode: MatchMode = .verify
    public var minors: MinorsMode = .refuse

    public init() {}
}

/// The party responsible for the data (PIPL: personal information handler), R27.
public struct OperatorParty: Equatable, Sendable {
    public var name: String
    public var address: String
    public var phone: String
    public var responsiblePerson: String
    public init(name: String, address: String, phone: String, responsiblePerson: String) {
        (self.name, self.address, self.phone, self.responsiblePerson) = (name, address, phone, responsiblePerson)
    }
}

/// The closed list of purposes, R1.
public enum Purpose: String, Sendable, CaseIterable {
    case doorAccess = "door-access"
    case visitorAdmission = "visitor-admission"
    case publicSafety = "public-safety"
}

/// The kinds of place, R8. The forbidden ones are readable only in order to be refused.
public enum PlaceKind: String, Sendable, CaseIterable {
    case residentialCompound = "residential-compound"
    case office, school, shop, station, museum, hotelLobby = "hotel-lobby", publicPlace = "public"
    case hotelRoom = "hotel-room", bathhouse, changingRoom = "changing-room", toilet
    case nursingRoom = "nursing-room", otherPrivate = "other-private"
}

/// R1, R29: echoed in the notice and hashed into every consent.
public struct Necessity: Equatable, Sendable {
    public var statement: String
    public var whyNotCard: String
    public init(statement: String, whyNotCard: String) { (self.statement, self.whyNotCard) = (statement, whyNotCard) }
}

/// R2: 1:1 after a claim, or 1:N.
public enum MatchMode: String, Sendable, CaseIterable { case verify, identify }

/// R33: this terminal refuses under-14s unless a second rule set exists.
public enum MinorsMode: String, Sendable, CaseIterable { case refuse }
