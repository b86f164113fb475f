import Timekeeping

/// Who may come in when: schedules, the groups that follow them, the days that are others, and the door's own hours. One policy
/// for whatever somebody shows (R13): it knows names and times, and no card, PIN or face.
public struct AccessTables: Equatable, Sendable {
    public static let scheduleLimit = 64, groupLimit = 64
    /// Groups of one person.
    public static let groupsOfPerson = 4

    public private(set) var schedules: [AccessName: WeeklySchedule] = [:]
    /// The schedule of each group.
    public private(set) var groups: [AccessName: AccessName] = [:]
    public private(set) var exceptions = DayExceptions()
    public private(set) var doorRule: DoorRule?

    public init() {}

    /// One that was made, `always` or `never`; nil when there is none.
    public func schedule(_ name: AccessName) -> WeeklySchedule? {
        switch name {
        case .always: .always
        case .never: .never
        default: schedules[name]
        }
    }

    // MARK: asking

    /// Whether somebody may come in.
    public enum Answer: Equatable, Sendable {
        case yes
        case notNow
        /// It hangs on the time, and that is not known.
        case timeUnknown
    }

    /// Anybody who is in no group may always come in; of several groups one is enough. A group that is not there lets nobody in.
    /// - Parameter time: nil when it is not known: then only what does not hang on it is granted.
    public func answer(to groups: some Collection<AccessName?>, at time: LocalTime?) -> Answer {
        if groups.isEmpty { return .yes }
        let schedules = groups.compactMap { $0.flatMap { self.groups[$0] }.flatMap(schedule) }
        if schedules.contains(.always) { return .yes }
        guard schedules.contains(where: { $0 != .never }) else { return .notNow }
        guard let time else { return .timeUnknown }
        return schedules.contains { $0.isInside(time, exceptions) } ? .yes : .notNow
    }

    // MARK: changing

    public mutating func setSchedule(_ name: AccessName, _ schedule: WeeklySchedule) throws(AccessError) {
        try Self.checkIsFree(name)
        guard schedules[name] != nil || schedules.count < Self.scheduleLimit else {
            throw AccessError("there are \(Self.scheduleLimit) schedules at most")
        }
        schedules[name] = schedule
    }

    /// - Throws: while something follows it.
    public mutating func removeSchedule(_ name: AccessName) throws(AccessError) {
        guard schedules[name] != nil else { throw AccessError("there is no schedule \(name)\(madeSchedules)") }
        var users = groups.filter { $0.value == name }.keys.sorted().map { "group \($0)" }
        if doorRule?.schedule == name { users.append("the door") }
        guard users.isEmpty else { throw AccessError("\(name) is in use by \(users.joined(separator: ", "))") }
        schedules[name] = nil
    }

    public mutating func setGroup(_ name: AccessName, schedule: AccessName) throws(AccessError) {
        try Self.checkIsFree(name)
        try checkIsThere(schedule)
        guard groups[name] != nil || groups.count < Self.groupLimit else {
            throw AccessError("there are \(Self.groupLimit) groups at most")
        }
        groups[name] = schedule
    }

    /// Whoever asks has seen to it that nobody is in it.
    public mutating func removeGroup(_ name: AccessName) throws(AccessError) {
        guard groups.removeValue(forKey: name) != nil else { throw AccessError("there is no group \(name)") }
    }

    public mutating func setDay(_ day: CivilDay, _ kind: ScheduleDay) throws(AccessError) {
        try exceptions.set(day, kind)
    }

    public mutating func unsetDay(_ day: CivilDay) throws(AccessError) { try exceptions.unset(day) }

    /// - Parameter rule: nil: the door has no hours of its own.
    public mutating func setDoorRule(_ rule: DoorRule?) throws(AccessError) {
        if let rule { try checkIsThere(rule.schedule) }
        doorRule = rule
    }

    // MARK: parts

    private static func checkIsFree(_ name: AccessName) throws(AccessError) {
        guard name.isFree else { throw AccessError("'\(name)' has a meaning already; take another name") }
    }

    private func checkIsThere(_ schedule: AccessName) throws(AccessError) {
        guard self.schedule(schedule) != nil else {
            throw AccessError("there is no schedule \(schedule)\(madeSchedules)")
        }
    }

    private var madeSchedules: String {
        let names = [AccessName.always, .never] + schedules.keys.sorted().prefix(8)
        return "; there are \(names.map(\.text).joined(separator: ", "))\(schedules.count > 8 ? ", ..." : "")"
    }
}
