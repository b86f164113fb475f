import Timekeeping

extension Dialogue {
    var deadline: Uptime? {
        switch self {
        case .starting, .idle: nil
        case .number(_, _, let until), .card(let until), .pin(_, _, let until), .waiting(_, _, let until),
            .myFace(_, let until), .consenting(_, let until), .result(_, let until), .verifying(_, _, _, let until),
            .enrolling(_, _, _, _, let until), .aiming(_, _, let until):
            until
        }
    }

    var isIdle: Bool { if case .idle = self { true } else { false } }
    var isStarted: Bool {
        if case .starting = self { false } else { true }
    }

    var usesCamera: Bool {
        switch self {
        case .verifying, .enrolling, .aiming: true
        default: false
        }
    }

    /// A face, or the road to one, is under way: a gate that closes ends it.
    var usesFace: Bool {
        switch self {
        case .verifying, .enrolling, .consenting, .number(.face, _, _), .number(.enrolment, _, _): true
        default: false
        }
    }
}

extension Controller {
    /// What the screen shows in a dialogue: nothing else decides it.
    func scene(for dialogue: Dialogue) -> Scene {
        switch dialogue {
        case .starting: .starting
        case .idle: commission?.sign.map { .commission($0) } ?? .idle(idleSign)
        case .number(let use, let digits, _): .numberEntry(use, digits: digits)
        case .card: cardScene
        case .pin(_, let digits, _): .pinEntry(digitCount: digits.count)
        case .waiting(_, let scene, _), .verifying(_, _, let scene, _), .enrolling(_, _, _, let scene, _),
            .aiming(_, let scene, _), .result(let scene, _):
            scene
        case .myFace(let person, _): .myFace(lastDay: person.templateLastDay, phone: phone)
        case .consenting(let consent, _): consent.scene
        }
    }

    private var idleSign: IdleSign {
        let site = configuration.site
        return IdleSign(
            operatorName: operatorName, purpose: site.purpose, phone: phone, door: site.door,
            blockedBy: blockers, isSafeMode: configuration.startMode.isSafe)
    }
}
