import Controller
import Law

/// The scene in one line, for a console and a transcript: `screen: idle — card · PIN · face`. Of what somebody types it tells
/// that they do: it stands in logs.
public func line(for scene: Scene) -> String { "screen: " + words(for: scene).onOneLine }

private func words(for scene: Scene) -> String {
    switch scene {
    case .idle(let sign):
        let face = sign.blockedBy.isEmpty ? "face" : "face off (\(list(sign.blockedBy)))"
        return "idle — card · PIN · \(face)"
    case .notice(let page, let index, let count): return "notice — page \(index + 1) of \(count): \(page.titleEnglish)"
    case .ageQuestion: return "age — 14 or older · under 14"
    case .consent(let purpose, let lastDay, let hold):
        return
            "consent — \(Texts.purposeWords(purpose).english) until \(lastDay): no · hold \(Texts.seconds(hold)) s to agree"
    case .numberEntry(let use, let digits):
        return "number — \(use): \(digits.isEmpty ? "–" : "typed")"
    case .pinEntry(let count): return "PIN — \(count == 0 ? "–" : "typed")"
    case .presentCard: return "card — present your card; the camera stays off"
    case .presentCardAlone: return "card — present your card, no PIN; the camera stays off"
    case .looking(let use, let hint, let face, let done, let wanted):
        let seen = face == nil ? "no face" : "a face"
        return "looking — \(use): \(Texts.hint(hint).english); \(seen), \(done) of \(wanted)"
    case .enrolled(let receipt, let lastDay): return "enrolled — until \(lastDay), receipt \(receipt)"
    case .opened(let method): return "opened — by \(method.rawValue)"
    case .refused(let reason, let phone):
        return "refused — \(Texts.reason(reason).english) \(Texts.otherWays(phone: phone).english)"
    case .declined: return "declined — \(Texts.declinedTitle.english); card or PIN"
    case .myFace(let lastDay, _):
        return "my face data — " + (lastDay.map { "one template until \($0) · withdraw" } ?? "nothing stored")
    case .withdrawn(let receipt): return "withdrawn — template deleted, receipt \(receipt)"
    case .faceBlocked(let requirements, let phone):
        if requirements.contains(.R8) { return "blocked — no face recognition in this place (R8, Article 13)" }
        return "blocked — \(Texts.blocked(by: requirements, phone: phone).english)"
    case .testPattern: return "test pattern — edges, colours, greys"
    case .commission(let sign):
        let step = "step \(sign.index + 1) of \(sign.count), \(sign.step.rawValue)"
        return "wiring test — \(step): \(Texts.commission(sign.state).english)"
    case .message(let text): return "message — \(text)"
    }
}

private func list(_ requirements: [RequirementID]) -> String { requirements.map(\.description).joined(separator: ", ") }

extension String {
    /// One line, whatever was in it.
    fileprivate var onOneLine: String { String(map { $0.isNewline || $0 == "\u{A0}" ? " " : $0 }) }
}
