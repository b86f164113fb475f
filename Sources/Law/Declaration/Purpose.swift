/// The closed list of purposes, R1.
public enum Purpose: String, Sendable, CaseIterable {
    case doorAccess = "door-access"
    case visitorAdmission = "visitor-admission"
    case publicSafety = "public-safety"

    public var words: Words {
        switch self {
        case .doorAccess: Words(chinese: "出入门禁", english: "door access")
        case .visitorAdmission: Words(chinese: "访客放行", english: "visitor admission")
        case .publicSafety: Words(chinese: "维护公共安全", english: "public safety")
        }
    }
}
