import Door
import Law
import Timekeeping

/// The answer to a command: values, which Console turns into lines.
public enum Reply: Sendable {
    case status(Status)
    case law([Finding])
    case lawWhy(Finding?, RequirementID)
    case people([PersonSummary])
    case journal([JournalText])
    case done(String)
    case failed(String)
    case lastDecision(Decision?)
}

/// One screen about the whole terminal, without personal data.
public struct Status: Sendable {
    public var isBench: Bool
    public var clock: ClockReading
    public var utcOffsetMinutes: Int
    public var operatorName: String
    public var door: DoorState
    public var findings: [Finding]
    public var faceFault: String?
    public var storeFault: String?
    public var alternatives: [Alternative]
    public var store: StoreStatistics
    public var pack: PackSummary?
    public var alarms: [Alarm]
    /// Since start.
    public var grants: [Method: Int]
    public var refusals: Int
    public var version: String
}

/// What `status` says of the model pack.
public struct PackSummary: Equatable, Sendable {
    public var name: String
    /// One in so many impostors is accepted, in the worst population measured.
    public var falseMatchOneIn: Int
    /// Of the person's own attempts refused at that rate, in thousandths; nil where it was not measured.
    public var falseNonMatchPermille: Int?
    public init(name: String, falseMatchOneIn: Int, falseNonMatchPermille: Int?) {
        (self.name, self.falseMatchOneIn, self.falseNonMatchPermille) = (name, falseMatchOneIn, falseNonMatchPermille)
    }
}
