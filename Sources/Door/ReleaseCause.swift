/// Why a door may be opened now; its name stands in the journal beside the edge it made.
///
/// In the order in which a door that several causes release names them: the way out first.
public enum ReleaseCause: String, Sendable, CaseIterable {
    /// The fire line called, and nobody has reset it yet. Nothing overrides it.
    case fire
    /// The exit button (request to exit).
    case exit
    /// The release button at a guard's desk: a person looks, so neither interlock nor schedule has a say.
    case `guard`
    /// A card, a PIN or a face.
    case credential
    /// The door is open to everybody at this hour.
    case schedule
    /// Somebody at the console.
    case `operator`
    /// An installer tries the strike.
    case test

    /// Ways out and overrides: an open second door does not keep them waiting.
    public var ignoresInterlock: Bool {
        switch self {
        case .fire, .exit, .guard: true
        case .credential, .schedule, .operator, .test: false
        }
    }

    /// Means that the door may stand open as long as it lasts: nobody is told that it is held open.
    var isForKeepingOpen: Bool {
        switch self {
        case .fire, .schedule, .operator, .credential: true
        case .exit, .guard, .test: false
        }
    }
}

/// Why a strike that was released locks.
public enum LockCause: String, Sendable, CaseIterable {
    /// The terminal has started, and puts the strike where it belongs, whatever it was before.
    case start
    case timeOver = "time over"
    /// The leaf has closed behind whoever it was released for.
    case closed
    case fireReset = "fire reset"
    /// A button that was held down was let go.
    case letGo = "let go"
    case schedule
    case `operator`
    /// A credential at a door that is toggled.
    case credential
    /// The other door of the pair stands open.
    case interlock
}
