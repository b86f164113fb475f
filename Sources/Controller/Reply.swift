import Door
import Law
import Records
import Timekeeping

/// The answer to a command: values, which Console turns into lines.
public enum Reply: Sendable {
    case status(Status)
    case law([Finding])
    case lawWhy(Finding?, RequirementID)
    /// In the order of their numbers, and how many more come behind them.
    case people([PersonSummary], more: Int)
    case journal([JournalText])
    case done(String)
    case failed(String)
    case lastDecision(Decision?)
    case loggedIn(Login)
    case loggedOut
    /// Shown once, to be kept on paper.
    case recoveryCode(String)
    case accounts([Account], today: CivilDay)
    /// To be kept as they are: nothing is wrapped, nothing is left out.
    case verbatim([String])
}

/// One screen about the whole terminal, without personal data.
public struct Status: Sendable {
    public var isBench: Bool
    public var clock: ClockReading
    public var utcOffsetMinutes: Int
    public var operatorName: String
    public var door: DoorState
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
}

/// What is said of the model pack.
public struct PackSummary: Equatable, Sendable {
    public var name: String
    public var errorRates: ErrorRates
    public init(name: String, errorRates: ErrorRates) { (self.name, self.errorRates) = (name, errorRates) }
}
