import Controller
import Timekeeping

@testable import Console
@testable import Records

/// A console line with somebody at it: types, answers commands with canned replies, keeps what the screen was sent.
struct Sitting {
    var session: ConsoleSession
    var screen = ""
    var commands: [Command] = []
    var departures = 0
    /// Answers at once; nil leaves the command under way.
    var reply: (Command) -> Reply? = { _ in .done("done") }
    var now = Uptime(milliseconds: 0)
    /// The line takes at once what it is sent.
    var goesOn = true

    init(isBatch: Bool = false) {
        session = ConsoleSession(name: "menshen", isBatch: isBatch)
        note(session.begin())
    }

    mutating func type(_ text: String) { note(session.receive(text.utf8, at: now)) }

    /// As somebody who may do most things.
    mutating func logIn() {
        let answering = reply
        reply = { _ in nil }
        type("login anna\rpassphrase\r")
        let account = Account(
            name: AccountName("anna")!, role: .responsible, lastDay: CivilDay(number: 30_000),
            since: CivilDay(number: 20_000))
        answer(.loggedIn(Login(account)))
        reply = answering
    }

    mutating func answer(_ reply: Reply) { note(session.take(reply, at: now)) }

    mutating func note(_ output: [ConsoleSession.Output]) {
        for item in output {
            switch item {
            case .left: departures += 1
            case .write(let bytes): screen += String(decoding: bytes, as: UTF8.self)
            case .command(let command):
                commands.append(command)
                if let answer = reply(command) { note(session.take(answer, at: now)) }
            }
        }
        if goesOn, session.hasMore { note(session.goOn()) }
    }

    /// What came since the last call, without the codes of a VT100.
    mutating func lines() -> [String] {
        defer { screen = "" }
        var text = screen
        text.replace(/\u{1B}\[[0-9]*[A-Z]/, with: "")
        return text.split(separator: "\r\n", omittingEmptySubsequences: false).map { line in
            String(line.split(separator: "\r", omittingEmptySubsequences: false).last ?? "")
        }
    }
}
