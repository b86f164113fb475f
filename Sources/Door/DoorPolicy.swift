/// How one door is built and how long it waits. The same for a face, a card and a PIN (R13).
public struct DoorPolicy: Equatable, Sendable {
    /// How long a strike stays released after a grant or the exit button.
    public static let strikeRange = 100...60_000
    /// How long the door may stand open before it alarms.
    public static let heldOpenRange = 1_000...3_600_000

    public let strikeMilliseconds: Int
    public let heldOpenMilliseconds: Int
    /// Without a contact the door cannot be seen: no held-open and no forced-open alarm.
    public let hasContact: Bool
    /// Without an exit button the way out is mechanical, and an unwired input asks for nothing.
    public let hasExitButton: Bool
    public let failure: FailureMode
    /// Locks as soon as the door has closed behind a person, and not only when the time is over.
    public let relocksOnClose: Bool

    public enum FailureMode: String, Sendable, CaseIterable {
        /// Without power the door is unlocked.
        case failSafe = "fail-safe"
        /// Without power the door is locked; the way out is mechanical.
        case failSecure = "fail-secure"
    }

    /// - Precondition: both times lie in their ranges.
    public init(
        strikeMilliseconds: Int, heldOpenMilliseconds: Int, hasContact: Bool = true, hasExitButton: Bool = true,
        failure: FailureMode = .failSecure, relocksOnClose: Bool = true
    ) {
        precondition(Self.strikeRange.contains(strikeMilliseconds))
        precondition(Self.heldOpenRange.contains(heldOpenMilliseconds))
        self.strikeMilliseconds = strikeMilliseconds
        self.heldOpenMilliseconds = heldOpenMilliseconds
        self.hasContact = hasContact
        self.hasExitButton = hasExitButton
        self.failure = failure
        self.relocksOnClose = relocksOnClose
    }

    /// The same wires: only the times, or whether it relocks, may differ.
    public func isBuilt(like other: DoorPolicy) -> Bool {
        hasContact == other.hasContact && hasExitButton == other.hasExitButton && failure == other.failure
    }

    /// The same door with other times.
    /// - Precondition: both lie in their ranges.
    public func with(strikeMilliseconds: Int, heldOpenMilliseconds: Int, relocksOnClose: Bool) -> DoorPolicy {
        DoorPolicy(
            strikeMilliseconds: strikeMilliseconds, heldOpenMilliseconds: heldOpenMilliseconds, hasContact: hasContact,
            hasExitButton: hasExitButton, failure: failure, relocksOnClose: relocksOnClose)
    }

    /// Whether the coil has current for a strike that is released, or locked.
    public func energisesCoil(released: Bool) -> Bool {
        switch failure {
        case .failSafe: !released
        case .failSecure: released
        }
    }
}
