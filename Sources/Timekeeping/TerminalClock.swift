/// The two clocks as the event loop needs them. `Hardware` implements it for Linux and simulated.
public protocol TerminalClock: AnyObject, Sendable {
    /// Uptime never goes back from one reading to the next; the wall clock may.
    func read() -> ClockReading
}
