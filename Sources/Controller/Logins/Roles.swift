import Records

/// Some of the roles at the console, and whoever has not logged in.
public struct Roles: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// - Parameter role: nil for nobody.
    public init(_ role: Role?) { self.init(rawValue: 1 << (role?.rawValue ?? 0)) }

    public static let nobody = Roles(nil)
    public static let installer = Roles(.installer)
    public static let maintainer = Roles(.maintainer)
    public static let auditor = Roles(.auditor)
    public static let responsible = Roles(.responsible)
    /// Everybody who has logged in.
    public static let known: Roles = [.installer, .maintainer, .auditor, .responsible]
    public static let everyone: Roles = [.nobody, .known]

    /// - Parameter role: nil for nobody.
    public func allows(_ role: Role?) -> Bool { isSuperset(of: Roles(role)) }

    /// `installer, responsible`
    public var words: String { Role.allCases.filter(allows).map(\.word).joined(separator: ", ") }
}
