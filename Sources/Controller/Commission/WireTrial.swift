import Door
import Timekeeping

/// One wire that is being moved by hand, there and back: what it did, in figures. Pure.
struct WireTrial: Equatable {
    let step: CommissionStep
    /// What the wire said before anybody touched it.
    let restsActive: Bool
    private var first: DoorEdge?
    private var hasReleased = false
    private var isQuietAgain = false

    init(_ step: CommissionStep, restsActive: Bool) { (self.step, self.restsActive) = (step, restsActive) }

    /// The wire has moved.
    /// - Parameter isReleased: whether the door's strike is released now.
    /// - Returns: nil: more is to come.
    mutating func note(_ edge: DoorEdge, isReleased: Bool) -> CommissionResult? {
        guard let first else { return begin(edge, isReleased: isReleased) }
        // It calls again, or never fell silent.
        guard edge.isActive == restsActive else { return nil }
        if step == .fire { return endCall(isReleased: isReleased) }
        let milliseconds = edge.at - first.at
        let bounce = max(first.bounceMilliseconds, edge.bounceMilliseconds)
        guard !restsActive else { return .failed(Self.polarity(step)) }
        if step.releases, !hasReleased { return .failed("it was seen for \(milliseconds) ms, and released nothing") }
        return .passed("active for \(milliseconds) ms, \(bounce) ms bounce\(step.releases ? ", released at once" : "")")
    }

    /// The evacuation has been ended by a person.
    func noteReset() -> CommissionResult? {
        guard step == .fire, let first, isQuietAgain else { return nil }
        return .passed(
            "called, released at once, stayed so when the line fell silent; \(first.bounceMilliseconds) ms bounce")
    }

    private mutating func begin(_ edge: DoorEdge, isReleased: Bool) -> CommissionResult? {
        // What only goes back to rest is the end of something else.
        guard edge.isActive != restsActive else { return nil }
        (first, hasReleased) = (edge, isReleased)
        guard step == .fire else { return nil }
        if restsActive { return .failed(Self.polarity(step)) }
        return isReleased ? nil : .failed("it called, and released nothing")
    }

    private mutating func endCall(isReleased: Bool) -> CommissionResult? {
        isQuietAgain = true
        return isReleased ? nil : .failed("the door locked again by itself when the line fell silent")
    }

    /// At rest it says what it should say when it is moved.
    private static func polarity(_ step: CommissionStep) -> String {
        switch step {
        case .contact, .tamper, .interlock:
            "it said open before it was opened: shut it and say 'commission again'; was it shut, turn the polarity of its line"
        default: "active at rest, and fell when it was used: turn the polarity of its line in the board's settings"
        }
    }
}

extension CommissionStep {
    /// A wire that lets somebody through.
    fileprivate var releases: Bool { self == .exitButton || self == .guardButton }
}
