import Controller
import Timekeeping

/// What has a date and wants somebody to look after it within a month; nothing of it names anybody.
struct DueList {
    static let days = 30

    /// Accounts whose rights over personal data have ended already.
    let lapsedAccounts: Int
    /// Accounts whose rights will end by then, and the last day of the first of them.
    let lapsingAccounts: Int
    let firstLapse: CivilDay?
    /// The last day of the first templates that end by then.
    let firstTemplateEnd: CivilDay?

    init(_ store: StoreStatistics, today: CivilDay) {
        let due = today...(today + Self.days)
        let lapses = store.accountLastDays.filter(due.contains)
        lapsedAccounts = store.accountLastDays.count { $0 < today }
        (lapsingAccounts, firstLapse) = (lapses.count, lapses.min())
        firstTemplateEnd = store.nextExpiry.flatMap { due.contains($0) ? $0 : nil }
    }

    init(_ status: Status) {
        self.init(status.store, today: status.clock.wall.civilDay(utcOffsetMinutes: status.utcOffsetMinutes))
    }

    var words: String {
        var parts: [String] = []
        if lapsedAccounts > 0 { parts.append("rights of \(accounts(lapsedAccounts)) have lapsed") }
        if let firstLapse {
            parts.append(
                lapsingAccounts == 1
                    ? "rights of 1 account lapse after \(firstLapse)"
                    : "rights of \(accounts(lapsingAccounts)) lapse, the first after \(firstLapse)")
        }
        if let firstTemplateEnd { parts.append("templates end after \(firstTemplateEnd)") }
        return parts.isEmpty ? "nothing within \(Self.days) days" : parts.joined(separator: "; ")
    }

    private func accounts(_ count: Int) -> String { "\(count) account\(count == 1 ? "" : "s")" }
}
