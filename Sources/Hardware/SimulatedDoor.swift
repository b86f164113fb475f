import Door
import Timekeeping

/// One doorway as it stands in a wall: lock, leaf, wires, and whoever stands before it. For benches and tests. It knows nothing
/// of what a terminal decides: only which current it gives.
///
/// Pure: time comes from outside, everything else from the seed; the same acts at the same times make the same things happen.
public struct SimulatedDoor: Sendable {
    public let build: Build
    public private(set) var leaf = Leaf.shut
    /// Whether the lock holds the leaf, were it shut.
    public internal(set) var isBolted: Bool
    /// Whether the wire of an input says active, without what bounces.
    public private(set) var levels: Set<DoorInput> = []
    /// The mains are on.
    public internal(set) var hasPower = true

    /// What the terminal gives the lock.
    var isCommanded = false
    var panelCalls = false
    var isWedged = false
    /// A hand or a foot that keeps the leaf from falling shut.
    var isHeldOpen = false
    var contactIsCut = false
    var exitIsWedged = false
    /// Hands on the exit button.
    var exitHands = 0
    private var plans: [(at: Uptime, number: UInt64, deed: Deed)] = []
    private var planCount: UInt64 = 0
    private var bounces: [(at: Uptime, input: DoorInput, isActive: Bool)] = []
    private var random: UInt64
    private var happened: [Happening] = []
    private(set) var now: Uptime

    /// - Parameter build: what stands in the wall. A lock is in its fail state until it is given current.
    public init(_ build: Build, seed: UInt64, at now: Uptime = Uptime(milliseconds: 0)) {
        (self.build, self.now, random) = (build, now, seed)
        isBolted = build.failure == .failSecure
    }

    /// When something happens by itself; nil: nothing does.
    public var nextDeadline: Uptime? { (plans.map(\.at) + bounces.map(\.at)).min() }

    /// The terminal gives the lock current, or takes it.
    public mutating func obey(coilHasCurrent: Bool, at now: Uptime) -> [Happening] {
        move(to: now)
        isCommanded = coilHasCurrent
        settleLock()
        return take()
    }

    /// Somebody does something, or something is done to it.
    public mutating func act(_ act: Act, at now: Uptime) -> [Happening] {
        move(to: now)
        begin(act)
        return take()
    }

    /// What happens by itself up to `now`, oldest first.
    public mutating func pass(_ now: Uptime) -> [Happening] {
        move(to: now)
        return take()
    }

    private mutating func take() -> [Happening] {
        defer { happened = [] }
        return happened
    }

    private mutating func move(to target: Uptime) {
        precondition(target >= now, "time does not go back")
        while let next = nextDeadline, next <= target {
            now = max(now, next)
            bounce()
            carryOut()
        }
        now = target
    }

    private mutating func carryOut() {
        guard
            let index = plans.indices.min(by: { (plans[$0].at, plans[$0].number) < (plans[$1].at, plans[$1].number) }),
            plans[index].at <= now
        else { return }
        carryOut(plans.remove(at: index).deed)
    }

    mutating func plan(_ deed: Deed, in milliseconds: Int) {
        planCount += 1
        plans.append((now + Int64(milliseconds), planCount, deed))
    }

    mutating func forget(_ deed: Deed) { plans.removeAll { $0.deed == deed } }

    mutating func note(_ what: Happening.Kind) { happened.append(Happening(at: now, what: what)) }

    // MARK: lock and leaf

    /// Whether the coil has current: what the terminal gives, where the supply comes through. A fire panel that cuts the supply of
    /// a magnet does so whatever the terminal says.
    public var coilHasCurrent: Bool {
        isCommanded && hasPower && !(panelCalls && build.panelCutsSupply)
    }

    /// Whether a hand can open the leaf.
    public var isFree: Bool { leaf != .shut || !isBolted }

    /// A bolt takes its time.
    mutating func settleLock() {
        let wants = build.failure == .failSafe ? coilHasCurrent : !coilHasCurrent
        forget(.moveBolt)
        if wants != isBolted { plan(.moveBolt, in: build.boltMilliseconds) }
    }

    mutating func setLeaf(_ leaf: Leaf) {
        guard leaf != self.leaf else { return }
        self.leaf = leaf
        note(.leaf(leaf))
        setContact()
        forget(.fall)
        if leaf != .shut && !isHeldOpen { plan(.fall, in: leaf == .open ? build.closerMilliseconds : 400) }
    }

    /// A contact is a closed loop while the leaf is shut, or an open one: cut through, it says open, or shut, for ever.
    mutating func setContact() {
        let saysOpen = contactIsCut ? build.contactIsClosedLoop : leaf != .shut
        set(.contact, saysOpen)
    }

    // MARK: wires

    /// Contacts jump for a while before they rest.
    mutating func set(_ input: DoorInput, _ isActive: Bool) {
        guard levels.contains(input) != isActive else { return }
        if isActive { levels.insert(input) } else { levels.remove(input) }
        bounces.removeAll { $0.input == input }
        note(.wire(input, isActive: isActive))
        guard build.bounceMilliseconds > 0 else { return }
        var at = 0
        for _ in 0..<below(4) {
            let gap = 1 + below(max(1, build.bounceMilliseconds / 8))
            guard at + 2 * gap <= build.bounceMilliseconds else { break }
            bounces.append((now + Int64(at + gap), input, !isActive))
            bounces.append((now + Int64(at + 2 * gap), input, isActive))
            at += 2 * gap
        }
    }

    /// What is not quite a movement: gone before any debounce time is over.
    mutating func rattle(_ input: DoorInput) {
        guard build.bounceMilliseconds > 0, !bounces.contains(where: { $0.input == input }) else { return }
        let level = levels.contains(input)
        note(.wire(input, isActive: !level))
        bounces.append((now + 2, input, level))
    }

    private mutating func bounce() {
        let due = bounces.filter { $0.at <= now }
        bounces.removeAll { $0.at <= now }
        for bounce in due.sorted(by: { $0.at < $1.at }) { note(.wire(bounce.input, isActive: bounce.isActive)) }
    }

    // MARK: chance

    /// 0..<bound, from the seed.
    mutating func below(_ bound: Int) -> Int {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((random >> 33) % UInt64(bound))
    }
}
