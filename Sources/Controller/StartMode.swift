/// With which settings the terminal runs.
public enum StartMode: Equatable, Sendable {
    /// With what the files say.
    case normal
    /// The files have findings, and the settings of the last good start are used in their place.
    case lastGood(findings: [String])
    /// With settings that are built in: ways out, fire, cards and PINs that are known, the console; no faces.
    case safe(SafeModeCause)

    public var isSafe: Bool { if case .safe = self { true } else { false } }
}

/// What led to safe mode.
public enum SafeModeCause: Equatable, Sendable {
    /// The files have findings, and no start before was a good one.
    case badSettings(findings: [String])
    /// So many starts in a row ended without a word, each within `StartMode.goodMilliseconds`.
    case unfinishedStarts(Int)
}

extension StartMode {
    /// A run that has lasted so long was no failed start.
    public static let goodMilliseconds: Int64 = 600_000
    /// So many failed starts in a row lead to safe mode.
    public static let mostUnfinishedStarts = 3

    /// Its name in scripts.
    public var word: String {
        switch self {
        case .normal: "normal"
        case .lastGood: "last good"
        case .safe: "safe"
        }
    }

    /// Why it is not a normal one.
    public var cause: String? {
        switch self {
        case .normal: nil
        case .lastGood(let findings), .safe(.badSettings(let findings)):
            "the files have \(findings.count) \(findings.count == 1 ? "finding" : "findings"), the first: \(findings.first ?? "")"
        case .safe(.unfinishedStarts(let count)):
            "\(count) starts in a row ended without a word within \(Self.goodMilliseconds / 60_000) min"
        }
    }
}
