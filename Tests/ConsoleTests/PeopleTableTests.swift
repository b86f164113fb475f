import Controller
import Records
import Testing
import Timekeeping

@testable import Console

@Suite("Lists of people") struct PeopleTableTests {
    @Test("what is written out is read again, with the secrets beside it; names may hold commas and quotes")
    func roundTrip() throws {
        let names = ["", "Li Jing", "Müller, Jörg", "\"Door\" 1", "张三", ",", "\"\"\""]
        let people = names.enumerated().map { index, name in
            PersonSummary(
                id: PersonID(rawValue: 1), number: "\(1000 + index)", hasCard: false, hasPIN: true,
                templateLastDay: nil, name: name.isEmpty ? nil : name,
                lastDay: index % 2 == 0 ? nil : CivilDay(year: 2026, month: 12, day: index + 1),
                rights: AccessRights(
                    groups: (0..<index % 5).map { "group-\($0)" },
                    validFrom: index % 3 == 0 ? nil : CivilDay(year: 2026, month: 11, day: index + 1),
                    isExtended: index % 2 == 1))
        }
        let written = PeopleTable.lines(people, isFirst: true)
        let table = [written[0] + ",pin"] + written.dropFirst().map { $0 + ",4711" }
        let read = try PeopleTable.read(table).all()
        #expect(read.map(\.number) == people.map(\.number))
        #expect(read.map(\.name) == people.map(\.name))
        #expect(read.map(\.lastDay) == people.map(\.lastDay))
        #expect(read.map(\.rights) == people.map(\.rights))
        #expect(read.map(\.line) == people.indices.map { $0 + 2 })
    }

    @Test(
        "columns in any order, some of them; a card; empty lines",
        arguments: [
            ["pin,number", "4711,12"], ["NUMBER,PIN,CARD", "12,4711,"], ["number,pin", "", "12,4711", ""],
            ["card,name,until,number,pin", "0412345678,,,12,4711"],
        ])
    func columns(lines: [String]) throws {
        let people = try PeopleTable.read(lines).all()
        #expect(people.map(\.number) == ["12"] && people[0].pin == SecretText("4711".utf8))
    }

    @Test(
        "what is wrong is said with its line, and never with a PIN",
        arguments: [
            ([], 1), (["number"], 1), (["number,pin,template"], 1), (["number,pin,pin"], 1), (["pin,card"], 1),
            (["number,pin", "12"], 2), (["number,pin", "12,4711,x"], 2), (["number,pin", "1,4711", "12,471"], 3),
            (["number,pin", "12,47119999999"], 2), (["number,pin", "12345678901,4711"], 2),
            (["number,pin", "1a,4711"], 2), (["number,pin,until", "12,4711,2026-02-30"], 2),
            (["number,pin,card", "12,4711,12"], 2), (["number,pin,name", "12,4711,\"x"], 2),
            (["number,pin,name", "12,4711,\"x\"y"], 2), (["number,pin", "12,4711", "12,4712"], 3),
            (["number,pin,name", "12,4711,\(String(repeating: "x", count: 97))"], 2), (["number,pin"], 1),
            (["number,pin,groups", "12,4711,Staff"], 2), (["number,pin,groups", "12,4711,a b c d e"], 2),
            (["number,pin,valid_from", "12,4711,now"], 2), (["number,pin,extended", "12,4711,maybe"], 2),
        ] as [([String], Int)])
    func mistakes(lines: [String], line: Int) {
        do throws(TableMistake) {
            _ = try PeopleTable.read(lines).all()
            Issue.record("read")
        } catch {
            #expect(error.line == line)
            #expect(!error.words.contains("471"), "\(error.words)")
        }
    }

    @Test("a check tells of every line that is wrong, and how many are not") func allMistakes() throws {
        let reading = try PeopleTable.read(["number,pin", "1,4711", "x,4711", "2,47", "3,4711", "1,4711"])
        #expect(
            reading.words
                == "2 lines are sound, 3 are not: line 3: number must be 1...10 digits; line 4: pin must be 4...10 digits; line 6: the number 1 stands there twice"
        )
        #expect(try PeopleTable.read(["number,pin", "1,4711"]).words == nil)
    }
}
