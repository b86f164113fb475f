import Door
import Law

/// Everything that can happen to the terminal. The event loop hands them over one at a time, in order.
public enum Event: Sendable {
    /// What the door's wires said at the start has been handed over.
    case begun
    /// The store answered a mount, the first or a later one: the terminal can begin.
    case mounted(MountOutcome)
    case touch(ScreenButton)
    /// `agreeHold` was held down for so long, then let go.
    case held(milliseconds: Int)
    /// A reader saw a card. The number never goes further than its keyed hash in the store.
    case card(CardFrame)
    /// A key of the keypad.
    case keypad(KeypadKey)
    /// What the vision thread saw for one capture.
    case captureReport(CaptureID, CaptureReport)
    case door(DoorEvent)
    /// A wire of the door has moved: what it means for the door, and for whoever is trying that wire.
    case edge(DoorEdge)
    /// The wire of an input does not come to rest, or has done so again.
    case line(DoorInput, isChattering: Bool)
    /// Outputs of the door cannot be moved, or its inputs not be read; or they can again, and stand as they were asked to.
    case doorLines(isFailing: Bool)
    /// A reader or keypad came or went (R14).
    case alternative(Alternative.Kind, isHealthy: Bool)
    /// The storage thread finished a job.
    case stored(Ticket, StorageOutcome)
    case command(Command, from: ConsoleID)
    /// The site's file was written, or was not.
    case settingsSaved(SettingsSaveOutcome)
    /// What an inspection found that took its time.
    case inspected(ConsoleID, [String])
    /// The console's line has gone.
    case hungUp(ConsoleID)
    /// The service button inside the enclosure.
    case service(isPressed: Bool)
    /// A secret could not be locked into memory: from now on one can have reached swap (R39).
    case secretsCanReachSwap
    /// The terminal is being ended, in words by whom or what: the last event there is.
    case stopping(by: String)
    /// Time has passed; sent at `Controller.nextDeadline`, harmless earlier.
    case tick
}

/// Which console asked, so that the reply finds its way back.
public struct ConsoleID: Hashable, Sendable {
    public let number: Int
    /// Which line it is at: the same one when whoever was there has gone and another comes.
    public let line: Int

    /// - Parameter line: unless told, one of its own.
    public init(_ number: Int, line: Int? = nil) { (self.number, self.line) = (number, line ?? number) }
}

/// How the store came up.
public enum MountOutcome: Equatable, Sendable {
    /// - Parameter earlier: the same at every mount of this run.
    case mounted(MediumLapses, EarlierRun)
    /// The store cannot be used; cards and PINs cannot be checked either, exit and fire still work. It is tried again.
    case failed(String)

    /// On media that promise everything.
    public static let ready = mounted(MediumLapses(), EarlierRun())
}

/// What the media of the store do not promise, in words; nil where they do.
public struct MediumLapses: Equatable, Sendable {
    /// R19: expired keys may survive below.
    public var erasure: String?
    /// R39: an older image may be put back.
    public var image: String?

    public init(erasure: String? = nil, image: String? = nil) { (self.erasure, self.image) = (erasure, image) }
}
