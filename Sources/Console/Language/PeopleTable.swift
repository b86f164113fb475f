import Controller
import Door
import Records
import Timekeeping

/// Lists of people as CSV. In: number, pin, card, name, until, groups, valid_from, extended. Out: the same without secrets: PINs and
/// cards are kept as hashes, and nobody can write them out again. No template, no picture: there are no columns for them (R34).
enum PeopleTable {
    static let columns = ["number", "pin", "card", "name", "until", "groups", "valid_from", "extended"]
    static let longestLines = 500

    static func lines(_ people: [PersonSummary], isFirst: Bool) -> [String] {
        (isFirst ? ["number,name,until,groups,valid_from,extended"] : [])
            + people.map { person in
                [
                    person.number, CSVTable.quoted(person.name ?? ""), person.lastDay?.description ?? "",
                    // No group has that name: a table with rights that are lost is refused, and gives nobody more.
                    person.rights.areLost ? "?" : person.rights.groups.joined(separator: " "),
                    person.rights.validFrom?.description ?? "",
                    person.rights.isExtended ? "yes" : "",
                ].joined(separator: ",")
            }
    }

    /// - Throws: when the line of columns is wrong.
    static func read(_ lines: [String]) throws(TableMistake) -> TableReading<PersonRequest> {
        var numbers: Set<String> = []
        return try CSVTable(lines, columns: columns, needed: ["number", "pin"]).reading { row throws(TableMistake) in
            let person = try person(row)
            guard numbers.insert(person.number).inserted else {
                throw row.mistake("the number \(person.number) stands there twice")
            }
            return person
        }
    }

    private static func person(_ row: CSVTable.Row) throws(TableMistake) -> PersonRequest {
        let (number, pin, card) = (row["number"], row["pin"], row["card"])
        guard (1...10).contains(number.utf8.count), number.areDigits else {
            throw row.mistake("number must be 1...10 digits")
        }
        // Of a secret nothing is said again.
        guard (4...10).contains(pin.utf8.count), pin.areDigits else { throw row.mistake("pin must be 4...10 digits") }
        guard card.isEmpty || (4...20).contains(card.utf8.count) && card.areDigits else {
            throw row.mistake("card must be empty, or 4...20 digits")
        }
        guard row["name"].utf8.count <= Person.nameLimitBytes else {
            throw row.mistake("name must be at most \(Person.nameLimitBytes) bytes")
        }
        var person = PersonRequest(
            number: number, card: card.isEmpty ? nil : SecretText(card.utf8), pin: SecretText(pin.utf8),
            name: row["name"].isEmpty ? nil : row["name"], lastDay: try day(row, "until"))
        person.rights = try rights(row)
        person.line = row.line
        return person
    }

    private static func rights(_ row: CSVTable.Row) throws(TableMistake) -> AccessRights {
        var rights = AccessRights(validFrom: try day(row, "valid_from"))
        do throws(AccessError) {
            rights.groups = try AccessWords.groups(row["groups"].split(separator: " ")).map(\.text)
            if !row["extended"].isEmpty { rights.isExtended = try AccessWords.yesNo(row["extended"]) }
        } catch { throw row.mistake(error.words) }
        return rights
    }

    private static func day(_ row: CSVTable.Row, _ column: String) throws(TableMistake) -> CivilDay? {
        if row[column].isEmpty { return nil }
        guard let day = CivilDay(row[column]) else {
            throw row.mistake("\(column) must be empty, or a day as 2026-12-31")
        }
        return day
    }
}
