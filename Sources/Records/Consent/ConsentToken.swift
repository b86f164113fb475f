import Synchronization
import Timekeeping

/// Proof that one person agreed just now. Sealing templates takes one and spends it: no consent seals twice (R34).
public final class ConsentToken: Sendable {
    public let content: ConsentContent
    public let givenAt: WallTime
    let dwellMilliseconds: [Int64]
    private let isSpent = Mutex(false)

    /// Only `ConsentFlow.agree` makes one.
    init(_ content: ConsentContent, dwellMilliseconds: [Int64], givenAt: WallTime) {
        self.content = content
        self.dwellMilliseconds = dwellMilliseconds
        self.givenAt = givenAt
    }

    /// - Returns: whether it was unspent until now.
    func spend() -> Bool {
        isSpent.withLock { spent in
            defer { spent = true }
            return !spent
        }
    }
}
