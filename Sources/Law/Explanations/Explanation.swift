/// One requirement in plain words, for `law explain R14`.
public struct Explanation: Equatable, Sendable {
    /// One or two words, e.g. "alternative".
    public let name: String
    /// The duty in one sentence.
    public let dutyChinese: String
    public let dutyEnglish: String
    /// Where it is written, e.g. "Measures 2025 Art. 10".
    public let cites: String
    /// What this terminal does about it. Nil: nothing by itself; it is the operator's to do.
    public let device: String?

    init(_ name: String, _ dutyChinese: String, _ dutyEnglish: String, cites: String, device: String? = nil) {
        self.name = name
        self.dutyChinese = dutyChinese
        self.dutyEnglish = dutyEnglish
        self.cites = cites
        self.device = device
    }
}

extension Requirement {
    /// Every requirement has one, judged or not.
    public static func explanation(_ id: RequirementID) -> Explanation { explanations[id.rawValue - 1].explanation }

    /// R1…R60 in order.
    static let explanations: [Explained] =
        [foundations, places, freeChoice, storage, assessment, transparency, consent, security, filing, people].flatMap
    { $0 }

    struct Explained: Sendable {
        let id: RequirementID
        let explanation: Explanation
        init(
            _ id: RequirementID, _ name: String, _ dutyChinese: String, _ dutyEnglish: String, cites: String,
            device: String? = nil
        ) {
            self.id = id
            explanation = Explanation(name, dutyChinese, dutyEnglish, cites: cites, device: device)
        }
    }
}
