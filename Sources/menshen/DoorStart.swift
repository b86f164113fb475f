import Door

/// What the wires of a door say before anything is moved, and what the terminal has to begin with.
struct DoorStart: Equatable {
    /// The leaf's place, by its contact.
    let leaf: DoorLeaf
    /// The fire line calls already: the strike is not locked first (a fail-safe door stands open and stays so).
    let isFire: Bool

    init(_ active: Set<DoorInput>) {
        leaf = active.contains(.contact) ? .open : .closed
        isFire = active.contains(.fire)
    }
}
