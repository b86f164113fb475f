import Controller
import FaceCore
import Records
import RingStore

/// What the vision thread does with its camera and its face core. Belongs to that thread.
final class Watcher {
    struct Policy {
        var threshold: ComparisonScore
        var agreeingFrames: Int
        var enrolmentCaptures: Int
        /// The camera is on for at most so many frames in one verification (R2).
        var verificationFrames = 20
        var enrolmentFrames = 60
    }

    private let camera: any FrameSource
    private let vision: FaceVision
    private let policy: Policy
    private let entropy: any Entropy

    /// - Parameter entropy: for the key of each enrolment.
    init(camera: any FrameSource, vision: FaceVision, policy: Policy, entropy: any Entropy) {
        self.camera = camera
        self.vision = vision
        self.policy = policy
        self.entropy = entropy
    }

    /// Carries out one job. The camera is off again, and said to be so, before the outcome is told.
    /// - Parameters:
    ///   - isWanted: false as soon as nobody waits for this capture any more.
    ///   - tell: the reports in order, `.ended` last.
    func watch(_ job: CaptureJob, isWanted: () -> Bool, tell: (CaptureReport) -> Void) {
        defer { tell(.ended) }
        guard isWanted() else { return }
        let outcome: CaptureReport?
        do {
            try camera.start()
            tell(.camera(isOn: true))
            outcome =
                switch job {
                case .verify(let references): try verify(references, isWanted, tell)
                case .enrol: try enrol(isWanted, tell)
                case .aim: try aim(isWanted, tell)
                }
        } catch {
            outcome = .cameraFailed("\(error.code)")
        }
        camera.stop()
        tell(.camera(isOn: false))
        if let outcome, isWanted() { tell(outcome) }
    }

    private func verify(
        _ references: References, _ isWanted: () -> Bool, _ tell: (CaptureReport) -> Void
    ) throws(FrameSourceError) -> CaptureReport? {
        vision.locator.gates = .verification
        let window = policy.agreeingFrames + 2
        var decision = ProbeDecision(
            threshold: policy.threshold,
            policy: .init(
                agreeing: policy.agreeingFrames, window: window, maximumFrames: max(policy.verificationFrames, window)))
        while isWanted() {
            let frame = try camera.next()
            let sighting = vision.look(at: frame)
            tell(.looking(sighting.observation.hint, sighting.observation.outline(in: frame), done: 0, wanted: 0))
            switch decision.observe(sighting, references, vision.engine) {
            case .undecided: continue
            case .accepted(let score, let threshold):
                return .accepted(MatchEvidence(score: score, threshold: threshold))
            case .refused(nil, _): return .noFace
            case .refused(let best?, let threshold):
                return .notAccepted(MatchEvidence(score: best, threshold: threshold))
            }
        }
        return nil
    }

    /// Until nobody wants it any more: the network does not run, and nothing is kept of a frame but its figures.
    private func aim(_ isWanted: () -> Bool, _ tell: (CaptureReport) -> Void) throws(FrameSourceError) -> CaptureReport?
    {
        vision.locator.gates = .enrolment
        while isWanted() {
            let frame = try camera.next()
            let observation = vision.locator.observe(frame)
            tell(.looking(observation.hint, observation.outline(in: frame), done: 0, wanted: 0))
            tell(
                .aimed(
                    observation.figures(in: frame), widthPixels: frame.widthPixels, heightPixels: frame.heightPixels))
        }
        return nil
    }

    private func enrol(_ isWanted: () -> Bool, _ tell: (CaptureReport) -> Void) throws(FrameSourceError)
        -> CaptureReport?
    {
        vision.locator.gates = .enrolment
        let key = EnrolmentKey(from: entropy)
        let templateKey = key.templateKey()
        var capture = EnrolmentCapture(wanted: policy.enrolmentCaptures, threshold: policy.threshold)
        var done = 0
        for _ in 0..<policy.enrolmentFrames where isWanted() {
            let frame = try camera.next()
            let sighting = vision.look(at: frame)
            tell(
                .looking(
                    sighting.observation.hint, sighting.observation.outline(in: frame), done: done,
                    wanted: capture.wanted))
            if sighting.showsSeveral {
                capture.addSeveral(frame: frame.sequence)
                done = 0
            }
            guard let template = sighting.template(by: vision.engine, key: templateKey) else { continue }
            switch capture.add(template, frame: frame.sequence) {
            case .wanting(let missing): done = capture.wanted - missing
            case .complete:
                guard let templates = capture.finish() else { preconditionFailure("complete, and yet nothing") }
                return .captured(
                    CapturedTemplates(key: key, templates: templates, packDigest: vision.engine.pack.digest))
            case .inconsistent:
                // Another person, or a poor picture: begin anew.
                capture = EnrolmentCapture(wanted: policy.enrolmentCaptures, threshold: policy.threshold)
                done = 0
            }
        }
        return .noFace
    }
}

extension Sighting {
    fileprivate var showsSeveral: Bool {
        if case .several = observation { true } else { false }
    }
}

extension ProbeDecision {
    fileprivate mutating func observe(
        _ sighting: borrowing Sighting, _ references: References, _ engine: FaceEngine
    ) -> Outcome {
        if sighting.showsSeveral { return observeSeveral(frame: sighting.frame) }
        guard let probe = sighting.template(by: engine, key: references.faces.key) else {
            return observe(frame: sighting.frame, bestScore: nil)
        }
        return observe(frame: sighting.frame, bestScore: references.faces.templates.bestScore(for: probe))
    }
}

extension Observation {
    /// What the person can do about it.
    var hint: CaptureHint {
        switch self {
        case .nothing: .lookHere
        case .several: .oneAtATime
        case .face: .holdStill
        case .unfit(let problem, _):
            switch problem {
            case .tooFar: .comeCloser
            case .tooNear: .stepBack
            case .turned, .tilted: .faceTheScreen
            case .tooDark, .tooBright, .harshLight: .moreLight
            case .blurred: .holdStill
            }
        }
    }

    /// Nil when no one face is meant.
    func figures(in frame: borrowing Frame) -> AimFigures? {
        switch self {
        case .nothing, .several: nil
        case .face(let face), .unfit(_, let face):
            AimFigures(
                leftThousandths: face.box.leftPixels * 1000 / frame.widthPixels,
                topThousandths: face.box.topPixels * 1000 / frame.heightPixels,
                widthThousandths: face.box.sidePixels * 1000 / frame.widthPixels, sharpness: face.quality.sharpness,
                brightness: face.quality.meanBrightness, clippedThousandths: face.quality.clippedThousandths)
        }
    }

    /// For the drawing on the screen; nil when no one face is meant.
    func outline(in frame: borrowing Frame) -> FaceOutline? {
        switch self {
        case .nothing, .several: nil
        case .face(let face), .unfit(_, let face):
            face.outline(widthPixels: frame.widthPixels, heightPixels: frame.heightPixels)
        }
    }
}

extension LocatedFace {
    func outline(widthPixels: Int, heightPixels: Int) -> FaceOutline {
        let points = landmarks.points.map {
            FaceOutline.Point(x: $0.x * 1000 / (256 * widthPixels), y: $0.y * 1000 / (256 * heightPixels))
        }
        return FaceOutline(
            left: box.leftPixels * 1000 / widthPixels, top: box.topPixels * 1000 / heightPixels,
            width: box.sidePixels * 1000 / widthPixels, height: box.sidePixels * 1000 / heightPixels, landmarks: points)
    }
}
