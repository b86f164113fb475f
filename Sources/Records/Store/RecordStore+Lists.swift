import Timekeeping

extension RecordStore {
    /// Some people, by ascending personal number.
    /// - Parameters:
    ///   - after: the list goes on behind this number.
    ///   - limit: how many at most.
    public func people(after number: PersonalNumber?, limit: Int) -> [Person] {
        // One pass: a list of a hundred thousand is not sorted for each of its pieces.
        var found: [Person] = []
        found.reserveCapacity(2 * limit)
        for entry in people.values {
            if let number, entry.person.personalNumber <= number { continue }
            found.append(entry.person)
            if found.count == 2 * limit { Self.keepFirst(limit, &found) }
        }
        Self.keepFirst(limit, &found)
        return found
    }

    private static func keepFirst(_ limit: Int, _ people: inout [Person]) {
        people.sort { $0.personalNumber < $1.personalNumber }
        people.removeLast(max(0, people.count - limit))
    }

    /// How many templates have each last day, and how many people may come in no longer than it, earliest first.
    public func expiries() -> [(lastDay: CivilDay, faces: Int, people: Int)] {
        var counts: [CivilDay: (faces: Int, people: Int)] = [:]
        for (id, entry) in people {
            if let day = faceLastDay(of: id) { counts[day, default: (0, 0)].faces += 1 }
            if let day = entry.person.validThrough { counts[day, default: (0, 0)].people += 1 }
        }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value.faces, $0.value.people) }
    }
}

extension PersonalNumber: Comparable {
    /// As numbers are counted: 9 before 10; 09 is another number, behind 9.
    public static func < (a: Self, b: Self) -> Bool {
        (a.digits.utf8.count, a.digits) < (b.digits.utf8.count, b.digits)
    }
}
