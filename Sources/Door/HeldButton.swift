import Timekeeping

/// A button that a person presses, and that may stick.
struct HeldButton: Equatable, Sendable {
    /// When it has been down for so long that nobody can mean it.
    private(set) var sticksAt: Uptime?

    /// - Parameter milliseconds: how long a person may hold it.
    mutating func set(isPressed: Bool, at now: Uptime, sticksAfter milliseconds: Int) {
        sticksAt = isPressed ? sticksAt ?? now + Int64(milliseconds) : nil
    }
}
