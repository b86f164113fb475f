/// The parts of a self-test, one after the other. The same files give the same lines on every machine.
struct SelfTest {
    struct Part {
        let name: String
        let run: () -> SelfTestReport
    }

    let parts: [Part]

    /// - Parameter say: gets each line as soon as its part is over.
    /// - Returns: whether nothing failed.
    func run(say: (String) -> Void) -> Bool {
        var verdicts: [SelfTestReport.Verdict] = []
        for part in parts {
            let report = part.run()
            report.lines(of: part.name).forEach(say)
            verdicts.append(report.verdict)
        }
        let counts = [(SelfTestReport.Verdict.passed, "passed"), (.failed, "FAILED"), (.leftOut, "left out")]
            .map { verdict, word in (count: verdicts.count { $0 == verdict }, word: word) }
            .filter { $0.count > 0 }
        say("selftest: " + counts.map { "\($0.count) \($0.word)" }.joined(separator: ", "))
        return !verdicts.contains(.failed)
    }
}
