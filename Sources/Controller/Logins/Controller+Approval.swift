import Timekeeping

extension Controller {
    /// One at a time: nobody agrees to something else than what they have read.
    mutating func propose(_ matter: Matter, _ command: Command, by authority: Authority, _ console: ConsoleID) {
        if let open = openProposal {
            let words = "'\(open.command.journalWords!)' waits already, asked by \(open.by.person); 'reject' it first"
            return answer(console, .failed(words))
        }
        if isOfToday(authority) {
            return answer(console, .failed("an account that was made today asks for nothing of this before tomorrow"))
        }
        proposal = Proposal(
            matter: matter, command: bound(command), by: authority, until: now.uptime + Proposal.waitMilliseconds)
        record(.console(by: authority.words, "asks for: \(command.journalWords!)"))
        // Whoever has not logged in reads it too.
        say("somebody asks for '\(command.journalWords!)': a second person can 'approve \(matter.rawValue)'")
        answer(
            console,
            .done("it waits 10 minutes for a second person, who logs in and says 'approve \(matter.rawValue)'"))
    }

    /// What the second person agrees to is what the first one saw, and nothing that has come about since.
    private func bound(_ command: Command) -> Command {
        if case .clockConfirm = command { .clockConfirm(seen: now) } else { command }
    }

    mutating func approve(_ matter: Matter, by authority: Authority, _ console: ConsoleID) {
        guard let open = openProposal else { return answer(console, .failed("nothing waits for a second person")) }
        guard open.matter == matter else {
            let words = "what waits is '\(open.command.journalWords!)', asked by \(open.by.person)"
            return answer(console, .failed("\(words): 'approve \(open.matter.rawValue)'"))
        }
        guard open.by.person != authority.person else {
            return answer(console, .failed("the second person must be another one than \(open.by.person)"))
        }
        if let refusal = refusal(of: open.command, authority) { return answer(console, .failed(refusal)) }
        if isOfToday(authority) {
            return answer(console, .failed("an account that was made today approves nothing before tomorrow"))
        }
        // The rights of whoever asked may have lapsed since.
        if refusal(of: open.command, open.by) != nil {
            proposal = nil
            return answer(console, .failed("the rights of \(open.by.person) have lapsed; it waits no longer"))
        }
        proposal = nil
        give(open.command, by: "\(open.by.words) and \(authority.words)", console)
    }

    /// Or whoever makes accounts would be two persons at once, whichever of them asks.
    private func isOfToday(_ authority: Authority) -> Bool {
        if case .login(let login) = authority { login.since >= today } else { false }
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

    /// For whoever looks from that console; nil: from none at which somebody has logged in.
    func waitingMatter(for console: ConsoleID?) -> WaitingMatter? {
        guard let open = openProposal else { return nil }
        let reader = console.map(authority) ?? .nobody
        return WaitingMatter(
            matter: open.matter, askedBy: reader == .nobody ? nil : open.by.person,
            secondsLeft: (open.until - now.uptime + 999) / 1_000)
    }

    private var openProposal: Proposal? { proposal.flatMap { now.uptime < $0.until ? $0 : nil } }
}
