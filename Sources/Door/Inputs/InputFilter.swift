import Timekeeping

/// A line that chatters, or does so no more.
public struct LineChatter: Equatable, Sendable {
    public let input: DoorInput
    public let isChattering: Bool
    public let at: Uptime

    public init(_ input: DoorInput, isChattering: Bool, at: Uptime) {
        (self.input, self.isChattering, self.at) = (input, isChattering, at)
    }
}

/// Makes edges of what one wire does. Pure: levels and times come in.
///
/// A level counts when it has been stable for the debounce time; what lies between is bounce. So nothing shorter than that is an
/// edge, nothing as long as that is lost, and edges come in the order of the levels they stand for.
public struct InputFilter: Sendable {
    public let input: DoorInput
    public let timing: InputTiming
    /// What counts.
    public private(set) var isActive: Bool
    /// What the wire said last.
    public private(set) var raw: Bool
    public private(set) var isChattering = false
    private var unrest: Unrest?

    /// From the first change after the wire was at rest.
    private struct Unrest: Sendable {
        let firstChange: Uptime
        var lastChange: Uptime
    }

    /// What came out, in order.
    public enum Outcome: Equatable, Sendable {
        case edge(DoorEdge)
        case chatter(LineChatter)
    }

    /// - Parameter isActive: what the wire says at start: it counts, and makes no edge.
    public init(_ input: DoorInput, _ timing: InputTiming, isActive: Bool) {
        (self.input, self.timing, self.isActive, raw) = (input, timing, isActive, isActive)
    }

    /// When `pass` has something to do at the earliest.
    public var nextDeadline: Uptime? {
        guard let unrest else { return nil }
        return isChattering ? settlesAt(unrest) : min(settlesAt(unrest), chattersAt(unrest))
    }

    /// The wire has this level from now on.
    /// - Parameter now: never earlier than in the call before.
    public mutating func take(_ level: Bool, at now: Uptime) -> [Outcome] {
        // A level that had been there long enough counts, however late anybody looks.
        let before = pass(now)
        guard level != raw else { return before }
        raw = level
        unrest = Unrest(firstChange: unrest?.firstChange ?? now, lastChange: now)
        return before + pass(now)
    }

    /// Time has passed.
    public mutating func pass(_ now: Uptime) -> [Outcome] {
        guard let unrest else { return [] }
        var outcomes: [Outcome] = []
        // What came first is said first: at the same instant rest, for then it has come to rest in time.
        if !isChattering, chattersAt(unrest) < settlesAt(unrest), chattersAt(unrest) <= now {
            isChattering = true
            outcomes.append(.chatter(LineChatter(input, isChattering: true, at: chattersAt(unrest))))
            if input.countsAsActiveWhenChattering {
                outcomes += count(true, at: chattersAt(unrest), unrest)
            }
        }
        guard settlesAt(unrest) <= now else { return outcomes }
        self.unrest = nil
        if isChattering {
            isChattering = false
            outcomes.append(.chatter(LineChatter(input, isChattering: false, at: settlesAt(unrest))))
        }
        return outcomes + count(raw, at: settlesAt(unrest), unrest)
    }

    private func settlesAt(_ unrest: Unrest) -> Uptime { unrest.lastChange + Int64(timing.debounceMilliseconds) }
    private func chattersAt(_ unrest: Unrest) -> Uptime { unrest.firstChange + Int64(timing.chatterMilliseconds) }

    private mutating func count(_ level: Bool, at time: Uptime, _ unrest: Unrest) -> [Outcome] {
        guard level != isActive else { return [] }
        isActive = level
        return [
            .edge(
                DoorEdge(
                    input, isActive: level, at: time,
                    bounceMilliseconds: Int(unrest.lastChange - unrest.firstChange)))
        ]
    }
}
