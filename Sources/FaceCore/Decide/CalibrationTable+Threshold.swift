/// Why a false match rate cannot be kept. `description` is one sentence for a console.
public struct CalibrationError: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Code: Equatable, Sendable {
        /// Fewer comparisons were made than show such a rate: by the rule of three, n comparisons show 3/n at best.
        case beyondComparisons(population: String, comparisons: Int, bestOneIn: Int)
        /// No threshold that was measured is strict enough.
        case beyondPoints(population: String, bestOneIn: Int)
    }

    public let code: Code
    public let wanted: FalseMatchRate

    public var description: String {
        switch code {
        case .beyondComparisons(let population, let comparisons, let best):
            "a false match rate of \(wanted) is beyond what the model pack can show: \(comparisons) comparisons "
                + "on \(population) support 1 in \(best) at best (rule of three)"
        case .beyondPoints(let population, let best):
            "a false match rate of \(wanted) is beyond what the model pack can show: "
                + "the strictest point measured on \(population) is 1 in \(best)"
        }
    }
}

/// What a false match rate asks for and costs.
public struct OperatingPoint: Equatable, Sendable {
    public let wanted: FalseMatchRate
    public let threshold: ComparisonScore
    /// The population that decided: the one that needs the highest threshold.
    public let population: String
    public let falseMatchesPerBillion: UInt32
    public let isInterpolated: Bool
    /// At this threshold, where pairs of one person were measured: the worst such population. Per single comparison;
    /// several references and several frames do better.
    public let falseNonMatches: FalseNonMatches?

    public struct FalseNonMatches: Equatable, Sendable {
        public let population: String
        public let perBillion: UInt32
    }
}

extension CalibrationTable {
    /// The lowest threshold that keeps `rate` in every population: the worst one decides.
    public func threshold(for rate: FalseMatchRate) throws(CalibrationError) -> ComparisonScore {
        try operatingPoint(for: rate).threshold
    }

    /// The threshold, and what it costs.
    public func operatingPoint(for rate: FalseMatchRate) throws(CalibrationError) -> OperatingPoint {
        var worst: (population: Population, point: Point)?
        for population in populations {
            let point = try population.point(for: rate)
            if worst.map({ point.threshold > $0.point.threshold }) ?? true { worst = (population, point) }
        }
        // A table has at least one population.
        let (population, point) = worst!
        return OperatingPoint(
            wanted: rate, threshold: point.threshold, population: population.name,
            falseMatchesPerBillion: point.falseMatchesPerBillion, isInterpolated: point.isInterpolated,
            falseNonMatches: falseNonMatches(at: point.threshold))
    }

    /// The strictest rate that every population supports; nil if one supports none.
    public var strictestRate: FalseMatchRate? {
        populations.map(\.strictestOneIn).min().flatMap { FalseMatchRate(oneIn: $0) }
    }

    /// The share of comparisons of one person with themselves that score below `threshold`, in the worst population.
    func falseNonMatches(at threshold: ComparisonScore) -> OperatingPoint.FalseNonMatches? {
        var worst: OperatingPoint.FalseNonMatches?
        for population in populations {
            // The next point that was measured is stricter, so its figure is not too good.
            guard let point = population.points.first(where: { $0.threshold >= threshold }),
                let rate = point.falseNonMatchesPerBillion, rate >= worst?.perBillion ?? 0
            else { continue }
            worst = .init(population: population.name, perBillion: rate)
        }
        return worst
    }
}

extension CalibrationTable.Population {
    /// The lowest threshold that keeps `rate` here.
    func point(for rate: FalseMatchRate) throws(CalibrationError) -> CalibrationTable.Point {
        if let comparisons = impostorComparisons, rate.oneIn > comparisons / 3 {
            throw CalibrationError(
                code: .beyondComparisons(
                    population: name, comparisons: comparisons, bestOneIn: strictestOneIn), wanted: rate)
        }
        guard let point = points.first(where: { rate.allows(partsPerBillion: $0.falseMatchesPerBillion) }) else {
            throw CalibrationError(
                code: .beyondPoints(population: name, bestOneIn: strictestOneIn), wanted: rate)
        }
        return point
    }

    /// 1 in this many is the strictest rate that can be shown here.
    var strictestOneIn: Int {
        let lowest = Int(points.last!.falseMatchesPerBillion)
        let byPoints = lowest == 0 ? FalseMatchRate.possible.upperBound : 1_000_000_000 / lowest
        return min(byPoints, impostorComparisons.map { $0 / 3 } ?? byPoints)
    }
}
