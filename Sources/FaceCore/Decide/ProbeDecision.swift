/// Turns the scores of single frames into one decision about a claim (1:1).
///
/// Of the last `window` distinct frames that showed a usable face, `agreeing` must reach the threshold. After
/// `maximumFrames` distinct frames, usable or not, it is refused. Once decided it stays decided.
///
/// A frame that shows several people says nothing about which of them claims: it empties the window, and from then on
/// the window must be full before anybody is accepted. So nobody is accepted while several were seen within it.
public struct ProbeDecision: Equatable, Sendable {
    public struct Policy: Equatable, Sendable {
        public let agreeing: Int
        public let window: Int
        public let maximumFrames: Int

        /// - Precondition: 1 <= agreeing <= window <= maximumFrames.
        public init(agreeing: Int, window: Int, maximumFrames: Int) {
            precondition(1 <= agreeing && agreeing <= window && window <= maximumFrames)
            (self.agreeing, self.window, self.maximumFrames) = (agreeing, window, maximumFrames)
        }
    }

    public enum Outcome: Equatable, Sendable {
        case undecided
        /// The score that decided: the lowest of those that agree.
        case accepted(score: ComparisonScore, threshold: ComparisonScore)
        /// The best score that a decision could have been based on; nil if there never were enough usable frames.
        case refused(best: ComparisonScore?, threshold: ComparisonScore)
    }

    public let policy: Policy
    public let threshold: ComparisonScore
    public private(set) var outcome = Outcome.undecided

    private var lastSequence: UInt64?
    private var frameCount = 0
    private var scores: [ComparisonScore] = []
    /// So many scores must lie in the window before they are weighed.
    private var leastScores: Int
    private var best: ComparisonScore?

    public init(threshold: ComparisonScore, policy: Policy) {
        (self.threshold, self.policy, leastScores) = (threshold, policy, policy.agreeing)
        scores.reserveCapacity(policy.window + 1)
    }

    /// Takes note of one frame. A frame that is not newer than the last one counts for nothing.
    ///
    /// - Parameters:
    ///   - frame: `Frame.sequence`.
    ///   - bestScore: over all references of the claim; nil if the frame showed no usable face.
    @discardableResult
    public mutating func observe(frame: UInt64, bestScore: ComparisonScore?) -> Outcome {
        guard isNews(frame) else { return outcome }
        if let bestScore { weigh(bestScore) }
        return counted()
    }

    /// Takes note of one frame that showed several people. A frame that is not newer than the last one counts for
    /// nothing.
    ///
    /// - Parameter frame: `Frame.sequence`.
    @discardableResult
    public mutating func observeSeveral(frame: UInt64) -> Outcome {
        guard isNews(frame) else { return outcome }
        scores.removeAll(keepingCapacity: true)
        leastScores = policy.window
        return counted()
    }

    private mutating func isNews(_ frame: UInt64) -> Bool {
        guard outcome == .undecided, lastSequence.map({ frame > $0 }) ?? true else { return false }
        lastSequence = frame
        return true
    }

    private mutating func counted() -> Outcome {
        frameCount += 1
        if outcome == .undecided, frameCount >= policy.maximumFrames {
            outcome = .refused(best: best, threshold: threshold)
        }
        return outcome
    }

    private mutating func weigh(_ score: ComparisonScore) {
        scores.append(score)
        if scores.count > policy.window { scores.removeFirst() }
        guard scores.count >= leastScores else { return }
        // The n-th best of the window: all n of them reach the threshold exactly when it does.
        let deciding = scores.sorted(by: >)[policy.agreeing - 1]
        best = max(best ?? .lowest, deciding)
        if deciding >= threshold { outcome = .accepted(score: deciding, threshold: threshold) }
    }
}
