import Law
import Records
import Timekeeping

/// "My face data": see, enrol, withdraw, always by card or number with PIN, never by the face (R30, R34, R50).
extension Controller {
    mutating func touchMyFace(_ button: ScreenButton, _ person: PersonSummary) {
        switch button {
        case .withdraw where person.templateLastDay != nil:
            let showing = scene(for: dialogue)
            wait(for: store(.withdraw(person.id), then: .withdrawal), showing: showing)
        case .back: dialogue = .idle
        default: break
        }
    }

    mutating func handleWithdrawn(_ outcome: StorageOutcome) {
        switch outcome {
        case .withdrawn(let receipt):
            endSlowly(with: .withdrawn(receipt: receipt))
            askForTally()
        default: refuse(nil, .notRecorded, person: nil)
        }
    }

    /// Started by the person alone; the terminal never proposes it (R51).
    mutating func beginConsent(_ person: PersonSummary) {
        guard faceWorks, let purpose = configuration.site.purpose, let terms = configuration.notice.terms else {
            return end(with: .faceBlocked(blockers, phone: phone))
        }
        guard person.hasAlternative else { return end(with: .refused(.noAlternative, phone: phone)) }  // R14
        // R19: a last day that is counted from a wrong day would keep the face too long.
        guard clockDoubt == nil else { return end(with: .refused(.clockInDoubt, phone: phone)) }
        let lastDay = Retention.lastDay(enrolled: today, retentionDays: terms.retentionDays)
        let content = ConsentContent(
            person: person.id, purpose: purpose.rawValue, materialDigest: terms.materialDigest.bytes,
            textDigest: terms.textDigest.bytes, retentionDays: terms.retentionDays, lastDay: lastDay)
        let pages = configuration.noticePages
        let flow = ConsentFlow(
            content, pageCount: pages.count,
            requiredHoldMilliseconds: configuration.timings.consentHoldMilliseconds)
        go(on: ConsentDialogue(person: person, pages: pages, purpose: purpose, flow: flow, at: now.uptime))
    }

    private mutating func go(on consent: ConsentDialogue) {
        let times = configuration.timings
        let wait = if case .notice = consent.stage { times.noticePageMilliseconds } else { times.entryMilliseconds }
        dialogue = .consenting(consent, until: now.uptime + wait)
    }

    mutating func touchConsent(_ button: ScreenButton, _ consent: ConsentDialogue) {
        var consent = consent
        switch (consent.stage, button) {
        case (.notice, .next):
            consent.next(at: now.uptime)
            go(on: consent)
        case (_, .back):
            if consent.back(at: now.uptime) { go(on: consent) } else { dialogue = .idle }
        case (.age, .fourteenOrOlder):
            consent.answer(isFourteenOrOlder: true)
            go(on: consent)
        // R36: age is handled without being stored, so nothing of this is written down.
        case (.age, .under14): end(with: .refused(.minor, phone: phone))
        case (_, .decline): end(with: .declined)
        default: break
        }
    }

    /// Too short a hold is no consent, and no refusal either: the question stays.
    mutating func handleHold(_ milliseconds: Int) {
        guard case .consenting(let consent, _) = dialogue, consent.stage == .consent,
            let token = consent.flow.agree(heldMilliseconds: milliseconds, at: now.wall)
        else { return }
        let capture = newCapture()
        let scene = Scene.looking(.enrolment, hint: .lookHere, face: nil, done: 0, wanted: 0)
        dialogue = .enrolling(
            capture, consent, token, showing: scene,
            until: now.uptime + configuration.timings.enrolmentMilliseconds)
        actions.append(.startCapture(capture, .enrol))
    }

    mutating func handleEnrolling(
        _ capture: CaptureID, _ consent: ConsentDialogue, _ token: ConsentToken, _ report: CaptureReport,
        _ until: Uptime
    ) {
        if case .looking(let hint, let face, let done, let wanted) = report {
            let scene = Scene.looking(.enrolment, hint: hint, face: face, done: done, wanted: wanted)
            dialogue = .enrolling(capture, consent, token, showing: scene, until: until)
            return
        }
        if report.isOutcome { actions.append(.stopCapture) }
        switch report {
        case .captured(let templates):
            wait(for: store(.enrol(token, templates), then: .enrolment), showing: scene(for: dialogue))
        case .noFace, .notAccepted: refuse(.face, .noFace, person: consent.person)
        case .cameraFailed: refuse(.face, .cameraFailed, person: consent.person)
        case .accepted: preconditionFailure("an enrolment compared something")
        case .looking, .aimed, .camera, .ended: break
        }
    }

    mutating func handleEnrolled(_ outcome: StorageOutcome) {
        switch outcome {
        case .enrolled(let receipt, let lastDay):
            endSlowly(with: .enrolled(receipt: receipt, lastDay: lastDay))
            askForTally()
        default: refuse(.face, .notRecorded, person: nil)
        }
    }

    mutating func askForTally() { _ = store(.statistics, then: .tally) }
}
