/// What one part of the self-test has to say.
struct SelfTestReport: Equatable {
    enum Verdict: Equatable { case passed, failed, leftOut }

    /// After "passed": how much was done, in a few words.
    var summary = ""
    /// What was expected and what came, a line each; empty: nothing failed.
    var failures: [String] = []
    /// Why the part did not run.
    var reasonLeftOut: String?
    /// Everything else worth reading, a line each.
    var details: [String] = []

    static func leftOut(_ reason: String) -> Self { Self(reasonLeftOut: reason) }
    static func failed(_ why: String) -> Self { Self(failures: [why]) }

    var verdict: Verdict {
        if !failures.isEmpty { return .failed }
        return reasonLeftOut == nil ? .passed : .leftOut
    }

    mutating func expect<Value: Equatable>(_ what: String, _ expected: Value, came: Value) {
        if came != expected { failures.append("\(what): expected \(expected), came \(came)") }
    }

    /// The verdict on one line, the rest indented below it.
    func lines(of part: String) -> [String] {
        let first =
            switch verdict {
            case .passed: "\(part): passed\(summary.isEmpty ? "" : ", \(summary)")"
            case .failed: "\(part): FAILED"
            case .leftOut: "\(part): left out: \(reasonLeftOut ?? "")"
            }
        return [first] + (failures + details).map { "  \($0)" }
    }
}
