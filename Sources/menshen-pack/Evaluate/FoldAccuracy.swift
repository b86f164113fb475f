import FaceCore

/// Share of pairs told right, each fold with the threshold that is best on the other folds.
struct FoldAccuracy: Codable, Equatable {
    static let foldCount = 10

    var mean: Double
    /// Of the mean over the folds.
    var standardError: Double
    /// Mean of the folds' thresholds, as a cosine.
    var meanThreshold: Double

    /// Pair i belongs to fold i mod 10.
    /// - Precondition: at least one score per fold.
    init(_ scores: [(score: ComparisonScore, isSamePerson: Bool)]) {
        precondition(scores.count >= Self.foldCount)
        var accuracies: [Double] = []
        var thresholds: [Double] = []
        for fold in 0..<Self.foldCount {
            let others = scores.indices.filter { $0 % Self.foldCount != fold }.map { scores[$0] }
            let own = scores.indices.filter { $0 % Self.foldCount == fold }.map { scores[$0] }
            let threshold = Self.bestThreshold(others)
            let right = own.filter { ($0.score >= threshold) == $0.isSamePerson }.count
            accuracies.append(Double(right) / Double(own.count))
            thresholds.append(Double(threshold.rawValue) / Double(ComparisonScore.one))
        }
        let count = Double(Self.foldCount)
        let mean = accuracies.reduce(0, +) / count
        let variance = accuracies.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        self.mean = mean
        standardError = (variance / count).squareRoot()
        meanThreshold = thresholds.reduce(0, +) / count
    }

    /// The threshold that tells most pairs right; of several the one in their middle.
    static func bestThreshold(_ scores: [(score: ComparisonScore, isSamePerson: Bool)]) -> ComparisonScore {
        let sorted = scores.sorted { $0.score < $1.score }
        // With a threshold at or below the lowest score everything is "same".
        var right = sorted.filter(\.isSamePerson).count
        var best = (right: right, thresholds: [ComparisonScore.lowest])
        for index in sorted.indices {
            right += sorted[index].isSamePerson ? -1 : 1
            guard index + 1 < sorted.count, sorted[index + 1].score > sorted[index].score else { continue }
            if right > best.right { best = (right, []) }
            if right == best.right { best.thresholds.append(sorted[index + 1].score) }
        }
        return best.thresholds[best.thresholds.count / 2]
    }
}
