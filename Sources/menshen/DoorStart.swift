import Door
import Timekeeping

/// What the wires of a door say before anything is moved, and what the terminal has to begin with.
struct DoorStart: Equatable {
    /// The leaf's place, by its contact.
    let leaf: DoorLeaf
    /// What is active already, the way out first. Where an input tells no event, as the leaf does not, it is none.
    let events: [DoorEvent]
    /// Fire calls, or somebody presses: the strike is not locked first (a fail-safe door stands open and stays so).
    let wantsOut: Bool

    init(_ active: Set<DoorInput>) {
        leaf = active.contains(.contact) ? .open : .closed
        let waysOut: [DoorInput] = [.fire, .exitButton, .guard]
        wantsOut = waysOut.contains(where: active.contains)
        events = (waysOut + [.interlock, .tamper]).filter(active.contains)
            .compactMap { DoorEdge($0, isActive: true, at: Uptime(milliseconds: 0)).event }
    }
}
