/// Where the walk stands, for a console.
extension Commission {
    /// What is to be done now.
    var stepLines: [String] {
        guard let step else { return ["the walk is over; 'commission report' prints how it went"] }
        var lines = ["\(place + 1) of \(steps.count), \(step.rawValue): \(step.task)"]
        if let result { lines.append(result.words) }
        lines.append(wayOn(step))
        return lines
    }

    private func wayOn(_ step: CommissionStep) -> String {
        if result != nil { return "'commission next' goes on, 'commission again' tries it again" }
        if step.requirement != nil { return "'commission answer yes NAME' or 'no NAME', by whoever is responsible" }
        if step.isQuestion { return "'commission answer yes' or 'no'; 'commission again' tries it again" }
        return "it is listened to; 'commission skip REASON' leaves it out"
    }

    /// All of it.
    var lines: [String] { resultLines + [""] + stepLines }

    /// One for each step.
    var resultLines: [String] {
        steps.enumerated().flatMap { index, item in
            let name = "\(index < 9 ? " " : "")\(index + 1) \(item.step.rawValue)"
            return ReportText.row(name, 19, item.result?.words ?? "not reached")
        }
    }
}
