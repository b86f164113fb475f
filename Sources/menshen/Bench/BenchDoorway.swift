import Door
import Hardware
import Timekeeping

/// The simulated doorway, between the bench's wires and whoever stands before it. Its contacts do not jump: each of its edges is
/// an edge.
final class BenchDoorway {
    private var door: SimulatedDoor
    private let clock: SimulatedClock
    private let say: (String) -> Void
    /// What it moves.
    weak var lines: SimulatedDoorLines?

    /// - Parameter active: what the wires say at start: the leaf stands, and the panel calls, accordingly.
    init(
        _ failure: DoorPolicy.FailureMode, seed: UInt64, active: Set<DoorInput>, clock: SimulatedClock,
        say: @escaping (String) -> Void
    ) {
        var build = SimulatedDoor.Build(failure)
        build.bounceMilliseconds = 0
        let now = clock.read().uptime
        var door = SimulatedDoor(build, seed: seed, at: now)
        if active.contains(.contact) { _ = door.act(.leafIsPutOpen, at: now) }
        if active.contains(.fire) { _ = door.act(.panelCalls, at: now) }
        (self.door, self.clock, self.say) = (door, clock, say)
    }

    var nextDeadline: Uptime? { door.nextDeadline }

    func act(_ act: SimulatedDoor.Act) { apply(door.act(act, at: clock.read().uptime)) }

    func pass() { apply(door.pass(clock.read().uptime)) }

    /// The terminal has moved an output.
    func obey(_ edge: SimulatedDoorLines.Edge) {
        guard case .strike(_, let coilEnergised) = edge else { return }
        apply(door.obey(coilHasCurrent: coilEnergised, at: clock.read().uptime))
    }

    private func apply(_ happenings: [SimulatedDoor.Happening]) {
        for happening in happenings {
            if case .wire(let input, let isActive) = happening.what { lines?.set(input, isActive: isActive) }
            if let words = happening.what.words { say("doorway: \(words)") }
        }
    }
}

extension SimulatedDoor.Happening.Kind {
    /// Nil: the wires tell of it.
    fileprivate var words: String? {
        switch self {
        case .wire, .bolt, .leaf: nil
        case .opened(.free): "the leaf is opened"
        case .opened(.handle): "the leaf is opened by its handle"
        case .opened(.force): "the leaf is FORCED"
        case .passed(let isOut): "somebody went \(isOut ? "out" : "in")"
        case .rattled: "the leaf does not open"
        case .couldNotLeave: "somebody COULD NOT LEAVE"
        case .couldNotEnter: "somebody waits outside in vain"
        }
    }
}
