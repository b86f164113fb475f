import Timekeeping

/// A command that waits for a second person.
struct Proposal: Equatable {
    static let waitMilliseconds: Int64 = 600_000

    let command: Command
    let by: Authority
    let until: Uptime
}

extension Controller {
    mutating func propose(_ command: Command, by authority: Authority, _ console: ConsoleID) {
        if let open = openProposal, open.by.person != authority.person {
            return answer(console, .failed("'\(open.command.journalWords!)' waits already: 'approve' or 'reject' it"))
        }
        proposal = Proposal(command: bound(command), by: authority, until: now.uptime + Proposal.waitMilliseconds)
        record(.console(by: authority.words, "asks for: \(command.journalWords!)"))
        // Whoever has not logged in reads it too.
        say("somebody asks for '\(command.journalWords!)': a second person can 'approve' it")
        answer(console, .done("it waits 10 minutes for a second person, who logs in and says 'approve'"))
    }

    /// What the second person agrees to is what the first one saw, and nothing that has come about since.
    private func bound(_ command: Command) -> Command {
        if case .clockConfirm = command { .clockConfirm(seen: now) } else { command }
    }

    mutating func approve(by authority: Authority, _ console: ConsoleID) {
        guard let open = openProposal else { return answer(console, .failed("nothing waits for a second person")) }
        guard open.by.person != authority.person else {
            return answer(console, .failed("the second person must be another one than \(open.by.person)"))
        }
        if let refusal = refusal(of: open.command, authority) { return answer(console, .failed(refusal)) }
        // Or whoever makes accounts would be two persons at once.
        if case .login(let login) = authority, login.since >= today {
            return answer(console, .failed("an account that was made today approves nothing before tomorrow"))
        }
        proposal = nil
        give(open.command, by: "\(open.by.words) and \(authority.words)", console)
    }

    mutating func reject(by authority: Authority, _ console: ConsoleID) {
        guard let open = openProposal else { return answer(console, .failed("nothing waits for a second person")) }
        guard authority.may(open.command) || authority.person == open.by.person else {
            return answer(console, .failed("this is for whoever asked, and for: \(open.command.roles.words)"))
        }
        proposal = nil
        record(.console(by: authority.words, "rejects: \(open.command.journalWords!)"))
        answer(console, .done("'\(open.command.journalWords!)' is dropped"))
    }

    private var openProposal: Proposal? { proposal.flatMap { now.uptime < $0.until ? $0 : nil } }
}
