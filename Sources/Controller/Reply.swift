import Door
import Law
import Records
import Timekeeping

/// The answer to a command: values, which Console turns into lines.
public enum Reply: Sendable {
    case status(Status)
    case law([Finding])
    case lawWhy(Finding?, RequirementID)
    case people([PersonSummary])
    case journal([JournalText])
    case done(String)
    case lines([String])
    case failed(String)
    case lastDecision(Decision?)
    case loggedIn(Login)
    case loggedOut
    /// Shown once, to be kept on paper.
    case recoveryCode(String)
    /// Likewise, for somebody who comes on that day.
    case visitor(number: String, pin: String, day: CivilDay)
    case accounts([Account], today: CivilDay)
    /// To be kept as they are: nothing is wrapped, nothing is left out.
    case verbatim([String])
    /// One piece of an answer that is too long to be made at once; the command brings the next one.
    indirect case piece(Reply, next: Command)
    case door(DoorReport)
    case clock(ClockReport)
    case readers([ReaderReport])
    case camera(CameraReport)
    case peopleTable([PersonSummary], isFirst: Bool)
    case notice([NoticePage], material: String?, text: String?)
}

extension Reply {
    /// Nobody can ask for it again.
    public var isShownOnce: Bool {
        switch self {
        case .recoveryCode, .visitor: true
        default: false
        }
    }
}

/// The door, its times and its wires.
public struct DoorReport: Equatable, Sendable {
    public var state: DoorState
    public var policy: DoorPolicy
    public var alarms: [Alarm]
    /// Read when it was asked for; nil when the lines did not answer.
    public var activeInputs: Set<DoorInput>?
    /// Nil: nobody has left it open.
    public var hold: HoldReport?
    /// Nil: the door has no hours of its own.
    public var hours: DoorHoursReport?

    public init(
        state: DoorState, policy: DoorPolicy, alarms: [Alarm], activeInputs: Set<DoorInput>?,
        hold: HoldReport? = nil, hours: DoorHoursReport? = nil
    ) {
        (self.state, self.policy, self.alarms, self.activeInputs) = (state, policy, alarms, activeInputs)
        (self.hold, self.hours) = (hold, hours)
    }
}

/// The time, and how far it is believed.
public struct ClockReport: Equatable, Sendable {
    public var reading: ClockReading
    public var utcOffsetMinutes: Int
    /// A jump that is not believed yet.
    public var doubt: ClockDoubt?
    /// What has ended, has ended before this day.
    public var expiredThrough: CivilDay?
}

/// One screen about the whole terminal, without personal data.
public struct Status: Sendable {
    public var isBench: Bool
    public var clock: ClockReading
    public var utcOffsetMinutes: Int
    public var operatorName: String
    public var door: DoorState
    /// Nil: nobody has left it open from the console.
    public var hold: HoldReport?
    public var cameraIsOn: Bool
    public var findings: [Finding]
    public var faceFault: String?
    /// Why it cannot be asked anything, e.g. `cannot be used: …`; nil when it can.
    public var storeTrouble: String?
    /// Journal lines that wait in memory, and how many were lost because there were too many (R40).
    public var linesInMemory: Int
    public var linesLost: Int
    public var alternatives: [Alternative]
    public var store: StoreStatistics
    public var pack: PackSummary?
    public var alarms: [Alarm]
    /// Since start.
    public var grants: [Method: Int]
    public var refusals: Int
    /// Consoles at which somebody has logged in.
    public var logins: Int
    public var version: String
    /// How the run before ended; nil until a store has been mounted.
    public var lastStop: RunEnd?
    /// What the run before left when a signal ended it, in words; nil: nothing.
    public var crashNote: String?
    public var startMode: StartMode
    /// Nil where the settings are the saved ones.
    public var openSettings: OpenSettings?
    /// What waits for a second person.
    public var waiting: WaitingMatter?
    /// Nil: the door has no hours of its own.
    public var doorHours: DoorHoursReport?
}

/// Settings that would be gone with a restart.
public struct OpenSettings: Equatable, Sendable {
    /// Until a try is put back; nil: nothing is being tried.
    public var trySecondsLeft: Int64?
    /// Keys that are not as in the file; those that are tried count.
    public var unsavedKeys: Int

    public init(trySecondsLeft: Int64?, unsavedKeys: Int) {
        (self.trySecondsLeft, self.unsavedKeys) = (trySecondsLeft, unsavedKeys)
    }
}

/// What is said of the model pack.
public struct PackSummary: Equatable, Sendable {
    public var name: String
    public var errorRates: ErrorRates
    public init(name: String, errorRates: ErrorRates) { (self.name, self.errorRates) = (name, errorRates) }
}
