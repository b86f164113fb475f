import Door
import Timekeeping

/// What the wires of a door say before anything is moved, and what the terminal has to begin with.
struct DoorStart: Equatable {
    /// The leaf's place, by its contact.
    let leaf: DoorLeaf
    /// What is active already, the way out first. Where an input tells no event, as the leaf does not, it is none.
    let events: [DoorEvent]

    init(_ active: Set<DoorInput>) {
        leaf = active.contains(.contact) ? .open : .closed
        let waysOut: [DoorInput] = [.fire, .exitButton, .guard]
        events = (waysOut + [.interlock, .tamper]).filter(active.contains)
            .compactMap { DoorEdge($0, isActive: true, at: Uptime(milliseconds: 0)).event }
    }
}
