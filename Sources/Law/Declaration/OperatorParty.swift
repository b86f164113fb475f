/// The party responsible for the data (PIPL: personal information handler), R27.
public struct OperatorParty: Equatable, Sendable {
    public var kind: OperatorKind?
    public var name: Words
    public var address: Words
    public var phone: String
    /// The person who answers requests; a name reads the same in both languages.
    public var responsiblePerson: String

    public init(kind: OperatorKind? = nil, name: Words, address: Words, phone: String, responsiblePerson: String) {
        self.kind = kind
        self.name = name
        self.address = address
        self.phone = phone
        self.responsiblePerson = responsiblePerson
    }
}

/// R16: a property manager owes a second other way in.
public enum OperatorKind: String, Sendable, CaseIterable {
    case propertyManager = "property-manager"
    case employer, school, hotel, shop
    case publicBody = "public-body"
    case other
}
