import Door
import Timekeeping

/// The wires of a bench door. Inputs are moved by `set`; each edge, of inputs and of the strike, is reported with its time.
public final class SimulatedDoorLines: DoorLines {
    /// One edge as the bench prints it.
    public enum Edge: Equatable, Sendable {
        case input(DoorInput, isActive: Bool)
        /// The strike, and whether its coil now has current.
        case strike(released: Bool, coilEnergised: Bool)
        /// A relay beside it.
        case output(DoorOutput, isOn: Bool)
    }

    private let policy: DoorPolicy
    private let now: () -> Uptime
    private let report: (Edge, Uptime) -> Void
    private var active: Set<DoorInput>
    private var waiting: [DoorEdge] = []
    private var isUnplugged = false
    public private(set) var strikeIsReleased: Bool
    /// The relays beside the strike that have current.
    public private(set) var outputsOn: Set<DoorOutput> = []

    /// Starts as a controller without power leaves it: `failSafe` released, `failSecure` locked.
    /// - Parameter active: the inputs that are active already; they make no edge.
    public init(
        policy: DoorPolicy, active: Set<DoorInput> = [], now: @escaping () -> Uptime,
        report: @escaping (Edge, Uptime) -> Void
    ) {
        self.policy = policy
        self.active = active
        self.now = now
        self.report = report
        strikeIsReleased = policy.failure == .failSafe
    }

    public var descriptor: Int32? { nil }

    /// Only a change is an edge; a strike that already stands so makes none.
    public func setStrike(released: Bool) throws(DoorLinesError) {
        if isUnplugged { throw DoorLinesError(.gone) }
        guard released != strikeIsReleased else { return }
        strikeIsReleased = released
        report(.strike(released: released, coilEnergised: policy.energisesCoil(released: released)), now())
    }

    /// Only a change is an edge.
    public func setOutput(_ output: DoorOutput, isOn: Bool) throws(DoorLinesError) {
        if isUnplugged { throw DoorLinesError(.gone) }
        guard outputsOn.contains(output) != isOn else { return }
        if isOn { outputsOn.insert(output) } else { outputsOn.remove(output) }
        report(.output(output, isOn: isOn), now())
    }

    public func activeInputs() throws(DoorLinesError) -> Set<DoorInput> {
        if isUnplugged { throw DoorLinesError(.gone) }
        return active
    }

    public func takeEdges() throws(DoorLinesError) -> [DoorEdge] {
        if isUnplugged { throw DoorLinesError(.gone) }
        defer { waiting = [] }
        return waiting
    }

    /// Moves an input as a hand, a leaf or a fire panel would. Setting what already is makes no edge.
    public func set(_ input: DoorInput, isActive: Bool) {
        guard active.contains(input) != isActive else { return }
        if isActive { active.insert(input) } else { active.remove(input) }
        let at = now()
        waiting.append(DoorEdge(input, isActive: isActive, at: at))
        report(.input(input, isActive: isActive), at)
    }

    /// The wires are cut, as `gpiochip` gone: every call throws until `replug`.
    public func unplug() { isUnplugged = true }
    public func replug() { isUnplugged = false }
}
