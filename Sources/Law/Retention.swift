import Timekeeping

/// R19: how long a template may live.
public enum Retention {
    /// The last civil day on which a template can be used: enrolment day + retention days, that day included. With one
    /// day of retention somebody who enrols on Monday can use it through Tuesday 23:59:59, wherever in Monday the
    /// enrolment fell; the store forgets it at the first moment of Wednesday. Days are those of the site's UTC offset.
    public static func lastDay(enrolled day: CivilDay, retentionDays: Int) -> CivilDay { day + retentionDays }

    /// Whether a template with this last day is still usable on `today`.
    public static func isUsable(lastDay: CivilDay, on today: CivilDay) -> Bool { today <= lastDay }
}
