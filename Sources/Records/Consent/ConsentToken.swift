import Synchronization
import Timekeeping

/// Proof that one person agreed just now. Sealing templates takes one and spends it: no consent seals twice (R34).
public final class ConsentToken: Sendable {
    public let content: ConsentContent
    public let givenAt: WallTime
    let dwellMilliseconds: [Int64]
    private let use: ConsentUse

    /// Only `ConsentFlow.agree` makes one.
    init(_ content: ConsentContent, dwellMilliseconds: [Int64], givenAt: WallTime, use: ConsentUse) {
        self.content = content
        self.dwellMilliseconds = dwellMilliseconds
        self.givenAt = givenAt
        self.use = use
    }

    /// - Returns: whether it was unspent until now.
    func spend() -> Bool { use.begin() }
}

/// Whether a road to a consent has led to a sealing. Copies of a flow and all their tokens share one.
final class ConsentUse: Equatable, Sendable {
    private let isSpent = Mutex(false)

    /// - Returns: true the first time.
    func begin() -> Bool {
        isSpent.withLock { spent in
            defer { spent = true }
            return !spent
        }
    }

    /// Two flows that look alike are alike: which road it is makes no difference to a screen.
    static func == (a: ConsentUse, b: ConsentUse) -> Bool { true }
}
