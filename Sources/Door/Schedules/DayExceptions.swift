import Timekeeping

/// Days that count as another one than the calendar says: holidays, and the working days that make up for them.
public struct DayExceptions: Equatable, Sendable {
    public static let limit = 400

    public private(set) var kinds: [CivilDay: ScheduleDay] = [:]
    /// Their days, in order.
    public private(set) var days: [CivilDay] = []

    public init() {}

    public func kind(of day: CivilDay) -> ScheduleDay { kinds[day] ?? ScheduleDay(day) }

    public mutating func set(_ day: CivilDay, _ kind: ScheduleDay) throws(AccessError) {
        guard kinds[day] != nil || days.count < Self.limit else {
            throw AccessError("the calendar has \(Self.limit) days at most; 'calendar unset' takes one out")
        }
        guard kinds.updateValue(kind, forKey: day) == nil else { return }
        days.insert(day, at: days.firstIndex { $0 > day } ?? days.count)
    }

    public mutating func unset(_ day: CivilDay) throws(AccessError) {
        guard kinds.removeValue(forKey: day) != nil else { throw AccessError("\(day) is not in the calendar") }
        days.removeAll { $0 == day }
    }

    /// Days on which a schedule may change for the first time from this day on, in order. A week without exceptions is like the
    /// next one: what does not change in it changes only near an exception.
    func daysWorthLooking(from first: CivilDay) -> some Sequence<CivilDay> {
        let starts = [first] + days.drop { $0 <= first }
        return starts.enumerated().lazy.flatMap { index, start in
            let end = index + 1 < starts.count ? min(starts[index + 1], start + 9) : start + 9
            return (start.number..<end.number).lazy.map { CivilDay(number: $0) }
        }
    }
}
