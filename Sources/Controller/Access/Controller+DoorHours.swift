import Door
import Timekeeping

/// The door's own schedule: open to everybody while it lasts, if the clock is believed.
extension Controller {
    /// Opens and locks by the hours, and names a clock that was moved while they are in force.
    mutating func passHours() {
        nameClockStep()
        guard let tables = accessTables, tables.doorRule != nil || hoursAreOpen else { return }
        let isOpen = doorHours.observe(tables, at: clockIsBelieved ? localTime : nil)
        guard isOpen != hoursAreOpen else { return }
        hoursAreOpen = isOpen
        handleDoor(.schedule(isOpen: isOpen))
    }

    /// When the hours begin or end.
    var hoursChangeAt: Uptime? {
        guard accessTables?.doorRule != nil, let change = doorHours.nextChange else { return nil }
        let wall = change.wallTime(utcOffsetMinutes: configuration.site.utcOffsetMinutes)
        return now.uptime + (wall.seconds - now.wall.seconds) * 1_000
    }

    /// Set by a battery clock or a person, looked at by the store, which knows the time that has passed for certain, and not
    /// moved far since. A clock that is not in doubt follows small steps, as everything else does.
    private var clockIsBelieved: Bool {
        // Where the site's offset may be a guess, no hour is certain.
        if configuration.startMode.isSafe { return false }
        guard now.trust == .trusted, clockDoubt == nil, let judged = clockJudged else { return false }
        let ahead = (now.wall.seconds - judged.wall.seconds) * 1_000 - (now.uptime - judged.uptime)
        return ahead <= BelievedTime.jumpSeconds * 1_000
    }

    /// For whoever asks later why the door opened or locked at an hour that was none.
    private mutating func nameClockStep() {
        defer { lastReading = now }
        guard let last = lastReading, accessTables?.doorRule != nil, !now.isSameClock(as: last) else { return }
        let seconds = (now.wall.seconds - last.wall.seconds) - (now.uptime - last.uptime) / 1_000
        record(.doorInput("clock moved \(seconds < 0 ? "back" : "ahead") by \(abs(seconds)) s"))
    }

    var doorHoursReport: DoorHoursReport? {
        guard let rule = accessTables?.doorRule else { return nil }
        let change = doorHours.state == .doubted ? nil : doorHours.nextChange
        return DoorHoursReport(
            rule: rule, state: doorHours.state,
            nextChange: change.map { $0.wallTime(utcOffsetMinutes: configuration.site.utcOffsetMinutes) },
            utcOffsetMinutes: configuration.site.utcOffsetMinutes)
    }

    /// Somebody was let in: where the hours wait for the first person, they begin.
    mutating func personCame() {
        guard let tables = accessTables, tables.doorRule != nil else { return }
        _ = doorHours.observe(tables, at: clockIsBelieved ? localTime : nil)
        doorHours.personCame()
    }
}

/// The door's own hours as they stand.
public struct DoorHoursReport: Equatable, Sendable {
    public var rule: DoorRule
    public var state: DoorHours.State
    /// When the schedule begins or ends; nil: never, or the clock is in doubt.
    public var nextChange: WallTime?
    public var utcOffsetMinutes: Int

    public init(rule: DoorRule, state: DoorHours.State, nextChange: WallTime?, utcOffsetMinutes: Int) {
        (self.rule, self.state, self.nextChange) = (rule, state, nextChange)
        self.utcOffsetMinutes = utcOffsetMinutes
    }
}
