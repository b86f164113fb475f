import FaceCore

/// How many comparisons had each score; scores are integers, so nothing is lost.
struct ScoreCounts: Equatable {
    private(set) var counts = [Int](repeating: 0, count: Int(ComparisonScore.one) + 1)
    private(set) var total = 0

    mutating func add(_ score: ComparisonScore) {
        counts[Int(score.rawValue)] += 1
        total += 1
    }

    mutating func add(_ other: ScoreCounts) {
        for index in counts.indices { counts[index] += other.counts[index] }
        total += other.total
    }

    /// `reaching[s]`: how many reach the score s; one entry more than there are scores, the last is 0.
    var reaching: [Int] {
        var reaching = [Int](repeating: 0, count: counts.count + 1)
        for score in counts.indices.reversed() { reaching[score] = reaching[score + 1] + counts[score] }
        return reaching
    }
}

/// Comparisons of all pictures with each other.
struct AllComparisons: Equatable {
    var impostors = ScoreCounts()
    var genuine = ScoreCounts()

    mutating func add(_ other: AllComparisons) {
        impostors.add(other.impostors)
        genuine.add(other.genuine)
    }

    struct Rate: Codable, Equatable {
        var falseAcceptRate: Double
        /// nil: there were too few comparisons of different people to show such a rate.
        var trueAcceptRate: Double?
        /// As a cosine.
        var threshold: Double?
    }

    /// The share of genuine comparisons that reach the lowest threshold at which at most `falseAcceptRate` of the others do.
    func trueAcceptRate(at falseAcceptRate: Double) -> Rate {
        let allowed = Int(falseAcceptRate * Double(impostors.total))
        guard allowed >= 1, genuine.total > 0 else { return Rate(falseAcceptRate: falseAcceptRate) }
        let reaching = impostors.reaching
        // `reaching` falls and ends with 0, so there is one; a threshold above 1 accepts nobody.
        let threshold = reaching.firstIndex { $0 <= allowed }!
        return Rate(
            falseAcceptRate: falseAcceptRate,
            trueAcceptRate: Double(genuine.reaching[threshold]) / Double(genuine.total),
            threshold: Double(threshold) / Double(ComparisonScore.one))
    }

    /// Counts at every 64th score, from where half of all impostors reach it to where none does.
    var calibrationPoints: [CalibrationFile.Point] {
        let (impostorsReaching, genuineReaching) = (impostors.reaching, genuine.reaching)
        var points: [CalibrationFile.Point] = []
        for score in stride(from: 0, through: Int(ComparisonScore.one), by: 64)
        where 2 * impostorsReaching[score] <= impostors.total {
            points.append(
                .init(
                    score: score, falseMatches: impostorsReaching[score],
                    falseNonMatches: genuine.total - genuineReaching[score]))
            if impostorsReaching[score] == 0 { break }
        }
        return points
    }
}
