import Timekeeping

/// Claim → references → camera → decision: only after a person's own act, only while every gate is open.
extension Controller {
    mutating func claim(_ number: String) {
        guard faceWorks else { return end(with: .faceBlocked(blockers, phone: phone)) }
        let ticket = store(.claim(number: number), then: .claim)
        wait(for: ticket, showing: .numberEntry(.face, digits: number))
    }

    mutating func handleClaimed(_ outcome: StorageOutcome) {
        switch outcome {
        case .claimed where !faceWorks: end(with: .faceBlocked(blockers, phone: phone))
        case .claimed(let person, let references):
            let capture = newCapture()
            dialogue = .verifying(
                capture, person, showing: .looking(.verification, hint: .lookHere, face: nil, done: 0, wanted: 0),
                until: now.uptime + configuration.timings.captureMilliseconds)
            actions.append(.startCapture(capture, .verify(references)))
        case .notClaimable: refuse(.face, .notEnrolled, person: nil)
        default: refuse(.face, .notRecorded, person: nil)
        }
    }

    /// Late words about an older capture are not heard.
    mutating func handleReport(_ capture: CaptureID, _ report: CaptureReport) {
        if case .camera(let isOn) = report { cameraIsOn = isOn }
        switch dialogue {
        case .verifying(capture, let person, _, let until): handleVerifying(capture, person, report, until)
        case .enrolling(capture, let consent, let token, _, let until):
            handleEnrolling(capture, consent, token, report, until)
        case .aiming(capture, _, let until): handleAiming(capture, report, until)
        default: break
        }
    }

    private mutating func handleVerifying(
        _ capture: CaptureID, _ person: PersonSummary, _ report: CaptureReport, _ until: Uptime
    ) {
        if case .looking(let hint, let face, let done, let wanted) = report {
            let scene = Scene.looking(.verification, hint: hint, face: face, done: done, wanted: wanted)
            dialogue = .verifying(capture, person, showing: scene, until: until)
            return
        }
        if report.isOutcome { actions.append(.stopCapture) }
        switch report {
        case .accepted: grant(.face, to: person, showing: scene(for: dialogue))
        case .notAccepted: refuse(.face, .noMatch, person: person)
        case .noFace: refuse(.face, .noFace, person: person)
        case .cameraFailed: refuse(.face, .cameraFailed, person: person)
        case .captured: preconditionFailure("a verification made references")
        case .looking, .aimed, .camera, .ended: break
        }
    }

    mutating func cancelCapture() {
        actions.append(.stopCapture)
        dialogue = .idle
    }
}
