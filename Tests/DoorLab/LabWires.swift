import Door
import Timekeeping

/// The wires between a doorway and a terminal: a level counts when it has rested for so long. By a reading of its own.
struct LabWires {
    static let restMilliseconds: Int64 = 20

    private struct Wire {
        var level = false
        var counted = false
        /// The first and the newest change that has not come to rest yet.
        var unrest: (since: Uptime, latest: Uptime)?
    }

    private var wires: [DoorInput: Wire] = [:]

    /// What counts now.
    var active: Set<DoorInput> { Set(wires.filter { $0.value.counted }.keys) }

    var nextDeadline: Uptime? { wires.values.compactMap { $0.unrest.map { $0.latest + Self.restMilliseconds } }.min() }

    mutating func take(_ input: DoorInput, _ isActive: Bool, at now: Uptime) {
        var wire = wires[input] ?? Wire()
        guard wire.level != isActive else { return }
        wire.level = isActive
        wire.unrest = (wire.unrest?.since ?? now, now)
        wires[input] = wire
    }

    /// The edges of what has come to rest.
    mutating func pass(_ now: Uptime) -> [DoorEdge] {
        var edges: [DoorEdge] = []
        for input in DoorInput.allCases {
            guard var wire = wires[input], let unrest = wire.unrest, unrest.latest + Self.restMilliseconds <= now else {
                continue
            }
            if wire.level != wire.counted {
                edges.append(
                    DoorEdge(
                        input, isActive: wire.level, at: unrest.latest + Self.restMilliseconds,
                        bounceMilliseconds: Int(unrest.latest - unrest.since)))
            }
            (wire.counted, wire.unrest) = (wire.level, nil)
            wires[input] = wire
        }
        return edges
    }

    /// Somebody begins to read them: what they say now counts.
    mutating func settle() {
        for (input, wire) in wires {
            wires[input]!.counted = wire.level
            wires[input]!.unrest = nil
        }
    }
}
