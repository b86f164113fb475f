import Controller
import Records
import Timekeeping

/// Lists of people as CSV (RFC 4180), with a first line that names the columns. In: number, pin, card, name, until. Out: the
/// same without secrets: PINs and cards are kept as hashes, and nobody can write them out again. No template, no picture:
/// there are no columns for them (R34).
enum PeopleTable {
    static let columns = ["number", "pin", "card", "name", "until"]
    static let longestLines = 500

    static func lines(_ people: [PersonSummary], isFirst: Bool) -> [String] {
        (isFirst ? ["number,name,until"] : [])
            + people.map { "\($0.number),\(quoted($0.name ?? "")),\($0.lastDay?.description ?? "")" }
    }

    /// All of them, or what is wrong with the first line that is wrong.
    static func read(_ lines: [String]) -> Result<[PersonRequest], Mistake> {
        guard let header = lines.first else { return .failure(Mistake(line: 1, words: "there is no line of columns")) }
        let names = header.split(separator: ",", omittingEmptySubsequences: false).map { String($0.lowercased()) }
        guard names.allSatisfy(columns.contains), Set(names).count == names.count, names.contains("number"),
            names.contains("pin")
        else {
            return .failure(
                Mistake(
                    line: 1, words: "the columns are some of \(columns.joined(separator: ",")), number and pin always"))
        }
        var people: [PersonRequest] = [], numbers: Set<String> = []
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            switch person(line, names) {
            case .success(let person):
                guard numbers.insert(person.number).inserted else {
                    return .failure(Mistake(line: index + 1, words: "the number \(person.number) stands there twice"))
                }
                people.append(person)
            case .failure(let mistake): return .failure(Mistake(line: index + 1, words: mistake.words))
            }
        }
        return .success(people)
    }

    struct Mistake: Error, Equatable {
        var line = 0
        let words: String
    }

    private static func person(_ line: String, _ names: [String]) -> Result<PersonRequest, Mistake> {
        guard let values = fields(of: line), values.count == names.count else {
            return .failure(Mistake(words: "it has not \(names.count) fields"))
        }
        func value(_ name: String) -> String { names.firstIndex(of: name).map { values[$0] } ?? "" }
        let (number, pin, card) = (value("number"), value("pin"), value("card"))
        guard (1...10).contains(number.utf8.count), number.areDigits else {
            return .failure(Mistake(words: "number must be 1...10 digits"))
        }
        // Of a secret nothing is said again.
        guard (4...10).contains(pin.utf8.count), pin.areDigits else {
            return .failure(Mistake(words: "pin must be 4...10 digits"))
        }
        guard card.isEmpty || (4...20).contains(card.utf8.count) && card.areDigits else {
            return .failure(Mistake(words: "card must be empty, or 4...20 digits"))
        }
        guard value("name").utf8.count <= Person.nameLimitBytes else {
            return .failure(Mistake(words: "name must be at most \(Person.nameLimitBytes) bytes"))
        }
        let until = value("until")
        let day = CivilDay(until)
        guard until.isEmpty || day != nil else {
            return .failure(Mistake(words: "until must be empty, or a day as 2026-12-31"))
        }
        return .success(
            PersonRequest(
                number: number, card: card.isEmpty ? nil : SecretText(card.utf8), pin: SecretText(pin.utf8),
                name: value("name").isEmpty ? nil : value("name"), lastDay: day))
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }

    /// Nil when a quote is not closed, or something stands behind one.
    private static func fields(of line: String) -> [String]? {
        var fields: [String] = [], field = "", isQuoted = false, wasQuoted = false
        var rest = Substring(line)
        while let character = rest.popFirst() {
            switch character {
            case "\"" where isQuoted && rest.first == "\"":
                rest.removeFirst()
                field.append("\"")
            case "\"" where isQuoted: (isQuoted, wasQuoted) = (false, true)
            case "\"" where field.isEmpty && !wasQuoted: isQuoted = true
            case "," where !isQuoted:
                fields.append(field)
                (field, wasQuoted) = ("", false)
            case _ where wasQuoted: return nil
            default: field.append(character)
            }
        }
        return isQuoted ? nil : fields + [field]
    }
}
