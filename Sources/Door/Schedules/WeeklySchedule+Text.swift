/// A schedule as it is typed and kept: `mon-fri 08:00-18:00 19:00-20:00, sat 09:00-12:00`.
///
/// Parts apart by commas: one or more days, then one or more intervals. A day is `mon`…`sun`, `holiday`, or a span such as
/// `mon-fri`; an interval is `HH:MM-HH:MM`, or `all-day`. `always` and `never` stand alone.
extension WeeklySchedule: CustomStringConvertible {
    public static let example = "mon-fri 08:00-18:00 19:00-20:00, sat 09:00-12:00"
    private static let allDay = "all-day"

    /// The shortest text that reads as this one again.
    public var description: String {
        if self == .always { return "\(AccessName.always)" }
        if self == .never { return "\(AccessName.never)" }
        var parts: [String] = [], told: Set<ScheduleDay> = []
        for day in ScheduleDay.allCases where !told.contains(day) && !intervals(on: day).isEmpty {
            let alike = ScheduleDay.allCases.filter { intervals(on: $0) == intervals(on: day) }
            told.formUnion(alike)
            let hours = intervals(on: day).map { $0 == .wholeDay ? Self.allDay : "\($0)" }
            parts.append((Self.words(for: alike) + hours).joined(separator: " "))
        }
        return parts.joined(separator: ", ")
    }

    /// Spans where days of the week follow each other.
    private static func words(for days: [ScheduleDay]) -> [String] {
        var words: [String] = [], rest = days[...]
        while let first = rest.first {
            var last = first
            while let next = rest.dropFirst().first, next.rawValue == last.rawValue + 1, next != .holiday {
                rest = rest.dropFirst()
                last = next
            }
            rest = rest.dropFirst()
            words.append(first == last ? first.word : "\(first.word)-\(last.word)")
        }
        return words
    }

    /// - Throws: what is wrong, with what would be right.
    public init(_ text: String) throws(AccessError) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.split { $0 == " " || $0 == "\t" } }
        if parts == [[Substring(AccessName.always.text)]] {
            self = .always
            return
        }
        if parts == [[Substring(AccessName.never.text)]] {
            self = .never
            return
        }
        var hours: [ScheduleDay: [MinuteInterval]] = [:]
        for part in parts {
            let (days, intervals) = try Self.read(part)
            for day in days {
                guard hours.updateValue(intervals, forKey: day) == nil else {
                    throw AccessError("\(day.word) stands there twice")
                }
            }
        }
        try self.init(hours)
    }

    private static func read(
        _ words: [Substring]
    ) throws(AccessError) -> (days: [ScheduleDay], intervals: [MinuteInterval]) {
        var days: [ScheduleDay] = [], intervals: [MinuteInterval] = []
        for word in words {
            if intervals.isEmpty, let span = span(word) {
                days += span
            } else if word == allDay {
                intervals.append(.wholeDay)
            } else if let interval = MinuteInterval(word) {
                intervals.append(interval)
            } else {
                let wanted = "a day (mon...sun, mon-fri, holiday), HH:MM-HH:MM up to 24:00, or all-day"
                throw AccessError("'\(word)' is not \(wanted); as: \(example)")
            }
        }
        guard !days.isEmpty, !intervals.isEmpty else {
            throw AccessError("each part has days and then hours, as: \(example)")
        }
        return (days, intervals)
    }

    /// `mon`, `mon-fri`, `sat-mon`; nil for anything else.
    private static func span(_ word: Substring) -> [ScheduleDay]? {
        let ends = word.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count <= 2, let first = ScheduleDay(word: String(ends[0])),
            let last = ScheduleDay(word: String(ends[ends.count - 1]))
        else { return nil }
        if ends.count == 1 { return [first] }
        guard first != .holiday, last != .holiday, first != last else { return nil }
        let count = (last.rawValue - first.rawValue + 7) % 7
        return (0...count).map { ScheduleDay.allCases[(first.rawValue + $0) % 7] }
    }
}
