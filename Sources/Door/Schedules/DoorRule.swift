/// The door's own hours: while its schedule lasts, it is open to everybody.
public struct DoorRule: Hashable, Sendable {
    public let schedule: AccessName
    /// Only from the first person on who is let in within the hours: nobody leaves an empty house open.
    public let waitsForFirstPerson: Bool

    public init(schedule: AccessName, waitsForFirstPerson: Bool) {
        (self.schedule, self.waitsForFirstPerson) = (schedule, waitsForFirstPerson)
    }
}

extension DoorRule: CustomStringConvertible {
    private static let firstPerson = "first-person"
    /// What may stand behind the name of the schedule.
    public static let words = [firstPerson]

    /// `office first-person`
    public var description: String { waitsForFirstPerson ? "\(schedule) \(Self.firstPerson)" : "\(schedule)" }

    /// - Returns: nil for anything else.
    public init?(_ text: String) {
        let words = text.split(separator: " ")
        guard (1...2).contains(words.count), let schedule = AccessName(String(words[0])),
            words.count == 1 || words[1] == Self.firstPerson
        else { return nil }
        self.init(schedule: schedule, waitsForFirstPerson: words.count == 2)
    }
}
