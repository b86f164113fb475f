import Timekeeping

/// The inputs of a door. `active` means: exit pressed, door open, fire calls; the wiring's polarity is the driver's.
///
/// Raw values are their names in settings and on the console.
public enum DoorInput: String, Sendable, CaseIterable {
    case contact
    case exitButton = "exit"
    case fire
    /// The release button at a guard's desk.
    case `guard`
    /// The switch that sees whether the housing is open.
    case tamper
    /// The other door of a pair: active while it stands open.
    case interlock
    /// The call button beside the door.
    case call
    /// The button inside the enclosure; it says nothing about the door.
    case service
}

/// One debounced change of an input.
public struct DoorEdge: Equatable, Sendable {
    public let input: DoorInput
    public let isActive: Bool
    /// When it counted: the level had been stable for its debounce time.
    public let at: Uptime
    /// From the first change of the wire to the last one before it was stable.
    public let bounceMilliseconds: Int

    public init(_ input: DoorInput, isActive: Bool, at: Uptime, bounceMilliseconds: Int = 0) {
        (self.input, self.isActive, self.at) = (input, isActive, at)
        self.bounceMilliseconds = bounceMilliseconds
    }

    /// What it means for the door. A fire line that falls silent ends nothing: an evacuation is reset by a person.
    public var event: DoorEvent? {
        switch (input, isActive) {
        case (.contact, true): .contactOpened
        case (.contact, false): .contactClosed
        case (.exitButton, _): .exit(isPressed: isActive)
        case (.guard, _): .guard(isPressed: isActive)
        case (.fire, true): .fire
        case (.tamper, _): .tamper(isActive)
        case (.interlock, _): .interlock(isActive)
        case (.call, true): .call
        case (.fire, false), (.call, false), (.service, _): nil
        }
    }
}

public struct DoorLinesError: Error, Equatable, Sendable {
    public enum Code: Equatable, Sendable {
        /// The lines are gone, or never were there.
        case gone
        /// The strike did not take the level it was given.
        case strikeStuck
    }
    public let code: Code
    public init(_ code: Code) { self.code = code }
}

/// The wires of one door. `Hardware` implements it for Linux and simulated.
public protocol DoorLines: AnyObject {
    /// Releases or locks the strike; which level that is depends on the policy's failure mode.
    func setStrike(released: Bool) throws(DoorLinesError)
    /// Closes or opens a relay beside the strike's; one that is not wired is nobody's fault.
    func setOutput(_ output: DoorOutput, isOn: Bool) throws(DoorLinesError)
    /// Takes the current from every output, as a loss of power does: the strike is where its failure mode leaves it.
    func rest() throws(DoorLinesError)
    /// Which inputs count as active now: read at start, for what is so already makes no edge.
    func activeInputs() throws(DoorLinesError) -> Set<DoorInput>
    /// The edges since the last call, oldest first. Never waits.
    func takeEdges() throws(DoorLinesError) -> [DoorEdge]
    /// Lines that began to chatter since the last call, or came to rest, oldest first. Never waits.
    func takeChatter() throws(DoorLinesError) -> [LineChatter]
    /// When a level that is being debounced counts at the earliest: edges are to be taken then; nil: nothing is under way.
    var nextDeadline: Uptime? { get }
    /// Readable when edges wait, for `poll`; nil where somebody else drives the lines.
    var descriptor: Int32? { get }
}
