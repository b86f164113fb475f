import FaceCore
import Timekeeping

/// What an installer does with camera and screen.
extension Controller {
    /// Only while nobody is at the screen, and seen by everybody (R2, R10): the screen says that the camera is on.
    mutating func aimCamera(_ seconds: Int, _ console: ConsoleID?) {
        guard dialogue.isIdle else { return answer(console, .failed("somebody is at the screen")) }
        let capture = newCapture()
        aim = nil
        dialogue = .aiming(capture, showing: Self.aiming(.lookHere, nil), until: now.uptime + Int64(seconds) * 1_000)
        actions.append(.startCapture(capture, .aim))
        answer(console, .done("the camera is on for \(seconds) s; 'camera watch' shows what it makes of a face"))
    }

    mutating func handleAiming(_ capture: CaptureID, _ report: CaptureReport, _ until: Uptime) {
        switch report {
        case .aimed(let figures, let width, let height):
            aim = CameraAim(figures: figures, frameWidthPixels: width, frameHeightPixels: height, at: now.uptime)
            if let figures { noteForCommission(figures) }
        case .looking(let hint, let face, _, _):
            dialogue = .aiming(capture, showing: Self.aiming(hint, face), until: until)
        case .cameraFailed(let reason):
            actions.append(.stopCapture)
            dialogue = .idle
            say("the camera failed: \(reason)")
        case .accepted, .notAccepted, .noFace, .captured, .camera, .ended: break
        }
    }

    private static func aiming(_ hint: CaptureHint, _ face: FaceOutline?) -> Scene {
        .looking(.aiming, hint: hint, face: face, done: 0, wanted: 0)
    }

    var cameraReport: CameraReport {
        CameraReport(
            isOn: cameraIsOn, fault: configuration.faceFault, aim: aim,
            ageMilliseconds: aim.map { now.uptime - $0.at } ?? 0)
    }

    /// For a while, then the screen is idle again; a touch ends it.
    mutating func showForTest(_ scene: Scene, _ console: ConsoleID?) {
        guard dialogue.isIdle else { return answer(console, .failed("somebody is at the screen")) }
        dialogue = .result(scene, until: now.uptime + Self.screenTestMilliseconds)
        answer(console, .done("on the screen for \(Self.screenTestMilliseconds / 1_000) s, or until a touch"))
    }

    static let screenTestMilliseconds: Int64 = 10_000

    /// Nothing of anybody stands in it.
    func sample(_ state: SampleState) -> Scene {
        switch state {
        case .pattern: .testPattern
        case .card: .presentCard
        case .refused: .refused(.unknownCard, phone: phone)
        case .declined: .declined
        case .blocked: .faceBlocked(blockers.isEmpty ? [.R14] : blockers, phone: phone)
        }
    }
}

/// What an installer can have on the screen.
public enum SampleState: String, Sendable, CaseIterable {
    case pattern, card, refused, declined, blocked
}

/// The newest look of a camera that is being turned.
public struct CameraAim: Equatable, Sendable {
    public var figures: AimFigures?
    public var frameWidthPixels: Int
    public var frameHeightPixels: Int
    public var at: Uptime
}

/// The camera as it is now. Never a picture.
public struct CameraReport: Equatable, Sendable {
    public var isOn: Bool
    public var fault: String?
    public var aim: CameraAim?
    public var ageMilliseconds: Int64
    /// Asked for when the report is given; nil when no camera answers.
    public var offer: CameraOffer?
    /// What an enrolment asks of a face.
    public var leastSharpness = QualityGates.enrolment.leastSharpness
    public var brightness = QualityGates.enrolment.brightness
    public var mostClippedThousandths = QualityGates.enrolment.mostClippedThousandths
}
