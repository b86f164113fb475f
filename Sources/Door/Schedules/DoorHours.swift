import Timekeeping

/// Whether a door's own schedule has it open, followed over time. Pure: what the clock says comes in.
///
/// The schedule is looked up anew only when what it said is over, when the clock has gone back behind the last look, or when the
/// tables have changed. With `waitsForFirstPerson` the hours that are under way are known by their end: whoever came before
/// counts until then, and not when the clock is moved into other hours.
public struct DoorHours: Equatable, Sendable {
    /// Why the door is as it is.
    public enum State: String, Sendable, CaseIterable {
        /// Open to everybody.
        case open
        /// Outside its hours.
        case closed
        /// Inside, and nobody has come in yet.
        case waiting = "waits for the first person"
        /// Nothing is opened to everybody by a clock that is in doubt.
        case doubted = "not by a doubted clock"
    }

    private struct Look: Equatable, Sendable {
        var from: LocalTime
        var isInside: Bool
        /// When it is the other way round; nil: never.
        var until: LocalTime?

        func holds(at time: LocalTime) -> Bool { from <= time && until.map { time < $0 } ?? true }
    }

    /// Hours in which somebody has come in, by their end; nil of it: they have none.
    private struct Begun: Equatable, Sendable { var until: LocalTime? }

    public private(set) var rule: DoorRule?
    public private(set) var state = State.closed
    private var look: Look?
    private var begun: Begun?

    public init() {}

    /// When the schedule changes; nil: never, or there is none.
    public var nextChange: LocalTime? { look?.until }

    /// The tables are others now.
    public mutating func forget() { look = nil }

    /// - Parameters:
    ///   - time: nil while the clock is not believed.
    /// - Returns: whether the door is open to everybody.
    public mutating func observe(_ tables: AccessTables, at time: LocalTime?) -> Bool {
        if tables.doorRule != rule { (rule, look, begun) = (tables.doorRule, nil, nil) }
        guard let rule, let schedule = tables.schedule(rule.schedule) else {
            (state, look, begun) = (.closed, nil, nil)
            return false
        }
        guard let time else {
            state = .doubted
            return false
        }
        if look?.holds(at: time) != true {
            look = Look(
                from: time, isInside: schedule.isInside(time, tables.exceptions),
                until: schedule.nextChange(after: time, tables.exceptions))
        }
        let look = look!
        if !look.isInside || begun.map({ $0.until != look.until }) ?? false { begun = nil }
        state = !look.isInside ? .closed : rule.waitsForFirstPerson && begun == nil ? .waiting : .open
        return state == .open
    }

    /// Somebody was let in; `observe` comes before and after.
    public mutating func personCame() {
        guard let look, state == .waiting else { return }
        begun = Begun(until: look.until)
    }
}
