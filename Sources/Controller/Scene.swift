import Law
import Timekeeping

/// What the screen is asked to show. Values only: no pixels, no layout, no reason beyond what a passer-by may read.
///
/// Every scene is bilingual (Chinese first, then English); the words are Signage's, the site's fields are Law's.
public enum Scene: Equatable, Sendable {
    /// The sign (R10): three ways in, equally prominent, card first; the camera is off.
    case idle(IdleSign)
    /// One page of the notice, `index` from 0; the last page leads on to the age question (R26).
    case notice(NoticePage, index: Int, count: Int)
    /// Two equal buttons: 14 or older, under 14 (R36).
    case ageQuestion
    /// Two equal buttons: no and hold-to-agree (R34). Time-out is no.
    case consent(purpose: Purpose, lastDay: CivilDay, holdMilliseconds: Int)
    /// A person names themselves with a personal number; digits are shown as typed, the number is not secret.
    case numberEntry(NumberEntryUse, digits: String)
    /// Only the count of PIN digits is shown.
    case pinEntry(digitCount: Int)
    case presentCard
    /// The same where a card opens by itself.
    case presentCardAlone
    /// The camera is on. `face` is an outline from box and landmarks, never pixels (R58).
    case looking(CaptureUse, hint: CaptureHint, face: FaceOutline?, done: Int, wanted: Int)
    case enrolled(receipt: String, lastDay: CivilDay)
    case opened(Method)
    /// Always ends with the other ways in and whom to call (R60).
    case refused(RefusalReason, phone: String)
    /// The person said no, or time ran out: nothing was stored (S-refuse).
    case declined
    /// "My face data" (R30, R50): what is stored, withdraw.
    /// The phone is for the rights that a screen cannot serve.
    case myFace(lastDay: CivilDay?, phone: String = "")
    case withdrawn(receipt: String)
    /// Faces are off, and which requirements stopped them (S-blocked); S8 when the place forbids it.
    case faceBlocked([RequirementID], phone: String)
    /// The terminal is starting, or is out of service for a reason in one sentence.
    case message(String)
    /// For whoever fits the panel: edges, colours, greys.
    case testPattern
    /// For whoever walks along the wires of the door.
    case commission(CommissionSign)
}

/// The messages there are.
extension Scene {
    public static let starting = Scene.message("Menshen")
    /// An enrolment or a withdrawal is still with the store when its time is over.
    public static let outcomeUnknown = Scene.message(
        "还不知道结果，请稍后在“我的人脸信息”中查看。\nThe outcome is not known yet: look under My face data later.")
}

/// The fields of the sign (R10).
public struct IdleSign: Equatable, Sendable {
    public var operatorName: String
    public var purpose: Purpose?
    public var phone: String
    public var door: String
    /// Which requirements keep faces off; empty when the face button works.
    public var blockedBy: [RequirementID]
    /// Settings that are built in run.
    public var isSafeMode: Bool

    public init(
        operatorName: String, purpose: Purpose?, phone: String, door: String, blockedBy: [RequirementID],
        isSafeMode: Bool = false
    ) {
        self.operatorName = operatorName
        self.purpose = purpose
        self.phone = phone
        self.door = door
        self.blockedBy = blockedBy
        self.isSafeMode = isSafeMode
    }
}

/// What a person names themselves for.
public enum NumberEntryUse: Equatable, Sendable, CaseIterable { case face, pin, enrolment, myFace }
/// What the camera is on for.
public enum CaptureUse: Equatable, Sendable, CaseIterable { case enrolment, verification, aiming }
/// What the person in front of the camera can do to be seen well.
public enum CaptureHint: Equatable, Sendable, CaseIterable {
    case lookHere, comeCloser, stepBack, faceTheScreen, oneAtATime, moreLight, holdStill
}
/// A way in; the raw value is its name in settings and journals.
public enum Method: String, Equatable, Sendable, CaseIterable {
    case face
    case card
    case cardAndPIN = "card+pin"
    case numberAndPIN = "number+pin"
}

/// Why nothing was opened or stored; each has words on the screen and on the console (R60).
public enum RefusalReason: Equatable, Sendable, CaseIterable {
    case noMatch, noFace, notEnrolled, unknownCard, wrongPIN, tryLater, notRecorded, cameraFailed, minor, noAlternative
    case clockInDoubt, otherDoorOpen
    /// Of the person's groups none has its hours now; their first day is still to come; it hangs on a time that is not known.
    case notAtThisTime, notYetValid, timeUnknown
    /// What was written of the person's rights cannot be read.
    case rightsLost
}

/// Where the face is in the frame, in thousandths of the frame's width and height.
public struct FaceOutline: Equatable, Sendable {
    public struct Point: Equatable, Sendable {
        public var x: Int, y: Int
        public init(x: Int, y: Int) { (self.x, self.y) = (x, y) }
    }
    public var left: Int, top: Int, width: Int, height: Int
    public var landmarks: [Point]
    public init(left: Int, top: Int, width: Int, height: Int, landmarks: [Point]) {
        (self.left, self.top, self.width, self.height, self.landmarks) = (left, top, width, height, landmarks)
    }
}
