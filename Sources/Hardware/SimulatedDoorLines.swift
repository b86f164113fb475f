import Door
import Timekeeping

/// The wires of a bench door. Inputs are moved by `set`, and debounced as real ones are; each edge, of inputs and of the strike,
/// is reported with its time.
public final class SimulatedDoorLines: DoorLines {
    /// One edge as the bench prints it.
    public enum Edge: Equatable, Sendable {
        case input(DoorInput, isActive: Bool, bounceMilliseconds: Int)
        /// The strike, and whether its coil now has current.
        case strike(released: Bool, coilEnergised: Bool)
        /// A relay beside it.
        case output(DoorOutput, isOn: Bool)
    }

    private let policy: DoorPolicy
    private let now: () -> Uptime
    private let report: (Edge, Uptime) -> Void
    private var filters: InputFilters
    private var waiting: [DoorEdge] = []
    private var isUnplugged = false
    public private(set) var strikeIsReleased: Bool
    /// The relays beside the strike that have current.
    public private(set) var outputsOn: Set<DoorOutput> = []

    /// Starts as a controller without power leaves it: `failSafe` released, `failSecure` locked.
    /// - Parameters:
    ///   - active: the inputs that are active already; they make no edge.
    ///   - timings: how each input is debounced; unless told, every level counts at once.
    public init(
        policy: DoorPolicy, active: Set<DoorInput> = [],
        timings: [DoorInput: InputTiming] = Dictionary(
            uniqueKeysWithValues: DoorInput.allCases.map { ($0, .immediate) }),
        now: @escaping () -> Uptime, report: @escaping (Edge, Uptime) -> Void
    ) {
        self.policy = policy
        self.now = now
        self.report = report
        filters = InputFilters(timings, active: active)
        strikeIsReleased = policy.failure == .failSafe
    }

    public var descriptor: Int32? { nil }
    /// Of wires that are cut nothing comes, however long anybody waits.
    public var nextDeadline: Uptime? { isUnplugged ? nil : filters.nextDeadline }

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

    public func rest() throws(DoorLinesError) {
        try setStrike(released: policy.failure == .failSafe)
        for output in DoorOutput.allCases { try setOutput(output, isOn: false) }
    }

    public func activeInputs() throws(DoorLinesError) -> Set<DoorInput> {
        if isUnplugged { throw DoorLinesError(.gone) }
        pass()
        return filters.active
    }

    public func takeEdges() throws(DoorLinesError) -> [DoorEdge] {
        if isUnplugged { throw DoorLinesError(.gone) }
        pass()
        defer { waiting = [] }
        return waiting
    }

    public func takeChatter() throws(DoorLinesError) -> [LineChatter] {
        if isUnplugged { throw DoorLinesError(.gone) }
        pass()
        return filters.takeChatter()
    }

    /// Gives a wire a level, as a hand, a leaf or a fire panel would. Setting what already is changes nothing.
    public func set(_ input: DoorInput, isActive: Bool) {
        filters.take(input, isActive, at: now())
        collect()
    }

    /// The level of a wire, whatever counts.
    public func level(of input: DoorInput) -> Bool { filters.raw(input) }

    /// The wires are cut, as `gpiochip` gone: every call throws until `replug`.
    public func unplug() { isUnplugged = true }
    public func replug() { isUnplugged = false }

    private func pass() {
        filters.pass(now())
        collect()
    }

    private func collect() {
        for edge in filters.takeEdges() {
            waiting.append(edge)
            report(.input(edge.input, isActive: edge.isActive, bounceMilliseconds: edge.bounceMilliseconds), edge.at)
        }
    }
}
