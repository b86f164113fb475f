import Door
import Timekeeping

extension SimulatedDoor {
    /// What stands in the wall.
    public struct Build: Equatable, Sendable {
        /// A magnet lets go without current, a strike holds.
        public var failure: DoorPolicy.FailureMode
        public var boltMilliseconds = 30
        /// How long the door closer takes.
        public var closerMilliseconds = 4_000
        /// How long a contact jumps at most; 0: none does.
        public var bounceMilliseconds = 12
        /// The loop of the door contact is closed while the leaf is shut.
        public var contactIsClosedLoop = true
        /// A handle inside draws the bolt by hand, without any current.
        public var hasHandle: Bool
        /// The fire panel's relay lies in the supply of the lock.
        public var panelCutsSupply: Bool

        /// - Parameter failure: a magnet has its supply cut by the panel, a strike has a handle inside.
        public init(_ failure: DoorPolicy.FailureMode) {
            self.failure = failure
            hasHandle = failure == .failSecure
            panelCutsSupply = failure == .failSafe
        }
    }

    /// Where the leaf is.
    public enum Leaf: String, Equatable, Sendable { case shut, ajar, open }

    /// What can be done at a doorway, by the names that a bench gives it.
    public enum Act: String, Equatable, Sendable, CaseIterable {
        /// Presses the exit button, opens, passes, lets it fall shut.
        case personLeaves = "person leaves"
        /// By the handle, which no wire tells of.
        case personTurnsHandle = "person turns-handle"
        /// Waits for the lock, opens, passes, lets it fall shut.
        case personEnters = "person enters"
        /// Tries whether it is open.
        case handPushes = "hand pushes"
        /// Presses the release button at their desk for a second.
        case guardReleases = "guard releases"
        /// Opens the leaf, locked or not.
        case thiefForces = "thief forces"
        case thiefCutsContact = "thief cuts-contact"
        /// Keeps the exit button down with a stick.
        case thiefWedgesExit = "thief wedges-exit"
        case thiefOpensHousing = "thief opens-housing"
        /// Everything that the thief did to the wires is put right.
        case thiefIsGone = "thief is-gone"
        /// Keeps the open leaf open for a while.
        case tailgaterHolds = "tailgater holds"
        /// Drops its contact, and cuts the magnet's supply where it is wired so, until it is reset.
        case panelCalls = "panel fire"
        case panelReset = "panel reset"
        /// Whatever lies in the doorway.
        case leafIsWedged = "leaf wedge"
        case leafIsFreed = "leaf free"
        /// Stands so, whatever the closer does.
        case leafIsPutOpen = "leaf open"
        case leafIsPutShut = "leaf shut"
        case powerCut = "power cut"
        case powerBack = "power back"
    }

    /// What happened at the doorway, and when.
    public struct Happening: Equatable, Sendable {
        public enum Kind: Equatable, Sendable {
            /// The level of a wire, bounces and all, to be given to whoever reads it.
            case wire(DoorInput, isActive: Bool)
            case bolt(isBolted: Bool)
            case leaf(Leaf)
            case opened(Opening)
            /// Somebody went through.
            case passed(isOut: Bool)
            /// A hand tried, and the lock held.
            case rattled
            /// Pressed the exit button, tried the handle where there is one, and is still inside.
            case couldNotLeave
            /// Waited for the lock, and is still outside.
            case couldNotEnter
        }
        public let at: Uptime
        public let what: Kind
    }

    /// How the leaf came open.
    public enum Opening: Equatable, Sendable {
        /// The lock let it.
        case free
        /// By the handle inside.
        case handle
        case force
    }
}
