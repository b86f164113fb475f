/// How one door is built and how long it waits. The same for a face, a card and a PIN (R13).
public struct DoorPolicy: Equatable, Sendable {
    /// How long a strike stays released after a grant or the exit button.
    public static let strikeRange = 100...60_000
    /// How long the door may stand open before it alarms.
    public static let heldOpenRange = 1_000...3_600_000
    /// How long before that it warns; 0: it does not.
    public static let warningRange = 0...600_000
    /// After how long a button that is down counts as stuck.
    public static let stuckRange = 5_000...3_600_000
    /// How long the second relay sounds; 0: until the cause is gone.
    public static let alarmRange = 0...3_600_000
    /// How long the intercom's line is closed when somebody rings; 0: there is none.
    public static let callRange = 0...60_000

    public var strikeMilliseconds: Int
    public var heldOpenMilliseconds: Int
    /// For people who need longer (accessibility); what is shorter than everybody's counts as that.
    public var extendedStrikeMilliseconds = 10_000
    public var extendedHeldOpenMilliseconds = 60_000
    public var heldOpenWarningMilliseconds = 0
    public var stuckMilliseconds = 60_000
    public var alarmMilliseconds = 0
    public var callMilliseconds = 0
    /// Without a contact the door cannot be seen: no held-open and no forced-open alarm.
    public let hasContact: Bool
    /// Without an exit button the way out is mechanical, and an unwired input asks for nothing.
    public let hasExitButton: Bool
    public let failure: FailureMode
    /// Locks as soon as the door has closed behind a person, and not only when the time is over.
    public var relocksOnClose: Bool
    public let mode: Mode
    /// Off where people leave by a handle that no wire tells of: every one of them would seem to force the door.
    public var alarmsForcedOpen = true
    /// The second relay is a buzzer beside the door: it sounds for the warning too.
    public var buzzesWarnings = false

    public enum FailureMode: String, Sendable, CaseIterable {
        /// Without power the door is unlocked.
        case failSafe = "fail-safe"
        /// Without power the door is locked; the way out is mechanical.
        case failSecure = "fail-secure"
    }

    /// What a credential does.
    public enum Mode: String, Sendable, CaseIterable {
        /// Releases the strike for its time.
        case momentary
        /// Releases it until the next one locks it: the relay latches.
        case toggle
    }

    /// - Precondition: both times lie in their ranges.
    public init(
        strikeMilliseconds: Int, heldOpenMilliseconds: Int, hasContact: Bool = true, hasExitButton: Bool = true,
        failure: FailureMode = .failSecure, relocksOnClose: Bool = true, mode: Mode = .momentary
    ) {
        precondition(Self.strikeRange.contains(strikeMilliseconds))
        precondition(Self.heldOpenRange.contains(heldOpenMilliseconds))
        self.strikeMilliseconds = strikeMilliseconds
        self.heldOpenMilliseconds = heldOpenMilliseconds
        self.hasContact = hasContact
        self.hasExitButton = hasExitButton
        self.failure = failure
        self.relocksOnClose = relocksOnClose
        self.mode = mode
    }

    /// Every time lies in its range. Whoever sets one checks it by this.
    public var isSound: Bool {
        Self.strikeRange.contains(strikeMilliseconds) && Self.heldOpenRange.contains(heldOpenMilliseconds)
            && Self.strikeRange.contains(extendedStrikeMilliseconds)
            && Self.heldOpenRange.contains(extendedHeldOpenMilliseconds)
            && Self.warningRange.contains(heldOpenWarningMilliseconds) && Self.stuckRange.contains(stuckMilliseconds)
            && Self.alarmRange.contains(alarmMilliseconds) && Self.callRange.contains(callMilliseconds)
    }

    /// The same wires and the same kind of lock: only the times, and what is done with them, may differ.
    public func isBuilt(like other: DoorPolicy) -> Bool {
        hasContact == other.hasContact && hasExitButton == other.hasExitButton && failure == other.failure
            && mode == other.mode
    }

    /// The same door with the times of another one.
    public func taking(timesOf other: DoorPolicy) -> DoorPolicy {
        var policy = DoorPolicy(
            strikeMilliseconds: other.strikeMilliseconds, heldOpenMilliseconds: other.heldOpenMilliseconds,
            hasContact: hasContact, hasExitButton: hasExitButton, failure: failure,
            relocksOnClose: other.relocksOnClose, mode: mode)
        policy.extendedStrikeMilliseconds = other.extendedStrikeMilliseconds
        policy.extendedHeldOpenMilliseconds = other.extendedHeldOpenMilliseconds
        policy.heldOpenWarningMilliseconds = other.heldOpenWarningMilliseconds
        policy.stuckMilliseconds = other.stuckMilliseconds
        policy.alarmMilliseconds = other.alarmMilliseconds
        policy.callMilliseconds = other.callMilliseconds
        policy.alarmsForcedOpen = other.alarmsForcedOpen
        policy.buzzesWarnings = other.buzzesWarnings
        return policy
    }

    /// Its times on a door that is wired and locked in the plainest way: what two policies differ by while a door runs.
    public var timesAlone: DoorPolicy {
        DoorPolicy(strikeMilliseconds: strikeMilliseconds, heldOpenMilliseconds: heldOpenMilliseconds).taking(
            timesOf: self)
    }

    /// How long a strike is released for a person, and how long they may keep the leaf open.
    public func times(isExtended: Bool) -> (strikeMilliseconds: Int, heldOpenMilliseconds: Int) {
        guard isExtended else { return (strikeMilliseconds, heldOpenMilliseconds) }
        return (
            max(strikeMilliseconds, extendedStrikeMilliseconds), max(heldOpenMilliseconds, extendedHeldOpenMilliseconds)
        )
    }

    /// Whether the coil has current for a strike that is released, or locked.
    public func energisesCoil(released: Bool) -> Bool {
        switch failure {
        case .failSafe: !released
        case .failSecure: released
        }
    }
}
