import Timekeeping

/// The filters of all wires of one door; what comes out of them is in one order, by time.
public struct InputFilters: Sendable {
    private var filters: [InputFilter]
    private var edges: [DoorEdge] = []
    private var chatter: [LineChatter] = []

    /// - Parameters:
    ///   - timings: of an input that is not among them: the standard ones.
    ///   - active: what the wires say at start; they make no edge.
    public init(_ timings: [DoorInput: InputTiming], active: Set<DoorInput>) {
        filters = DoorInput.allCases.map {
            InputFilter($0, timings[$0] ?? .standard($0), isActive: active.contains($0))
        }
    }

    /// The inputs that count as active. One whose level does not count yet makes an edge when it does, and only then.
    public var active: Set<DoorInput> { Set(filters.filter(\.isActive).map(\.input)) }

    /// What the wire of an input said last.
    public func raw(_ input: DoorInput) -> Bool { filters.contains { $0.input == input && $0.raw } }

    /// The first time at which `pass` has something to do.
    public var nextDeadline: Uptime? { filters.compactMap(\.nextDeadline).min() }

    /// The wire of an input has this level from now on.
    /// - Parameter now: never earlier than in the call before.
    public mutating func take(_ input: DoorInput, _ level: Bool, at now: Uptime) {
        pass(now)
        for index in filters.indices where filters[index].input == input { keep(filters[index].take(level, at: now)) }
    }

    /// Time has passed.
    public mutating func pass(_ now: Uptime) {
        while let due = nextDeadline, due <= now {
            // Step by step, so that two wires' edges come in the order in which they counted.
            for index in filters.indices { keep(filters[index].pass(due)) }
        }
    }

    /// The edges since the last call, oldest first.
    public mutating func takeEdges() -> [DoorEdge] {
        defer { edges = [] }
        return edges
    }

    /// Likewise the lines that began to chatter, or came to rest.
    public mutating func takeChatter() -> [LineChatter] {
        defer { chatter = [] }
        return chatter
    }

    private mutating func keep(_ outcomes: [InputFilter.Outcome]) {
        for outcome in outcomes {
            switch outcome {
            case .edge(let edge): edges.append(edge)
            case .chatter(let line): chatter.append(line)
            }
        }
    }
}
