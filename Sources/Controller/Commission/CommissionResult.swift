/// How a step of the walk went, with what was measured, or why not.
public enum CommissionResult: Equatable, Sendable {
    case passed(String)
    case failed(String)
    case skipped(String)
    case notFitted(String)

    /// `passed: pressed for 312 ms, 12 ms bounce`
    public var words: String {
        switch self {
        case .passed(let words): "passed: \(words)"
        case .failed(let words): "FAILED: \(words)"
        case .skipped(let words): "skipped: \(words)"
        case .notFitted(let words): "not fitted: \(words)"
        }
    }
}
