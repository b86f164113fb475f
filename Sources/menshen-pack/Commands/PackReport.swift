import FaceCore
import Foundation

/// The text of `menshen-pack info`.
struct PackReport {
    let pack: ModelPack
    let statement: PackStatement
    let calibration: CalibrationTable

    init(_ pack: ModelPack) throws(PackError) {
        self.pack = pack
        statement = try PackStatement(pack)
        calibration = try CalibrationTable(pack)
    }

    var text: String {
        ([about, sections] + calibration.populations.map(population) + [rates]).joined(separator: "\n\n")
    }

    private var about: String {
        let width = statement.fields.map(\.key.count).max() ?? 0
        let fields = statement.fields.map { field in
            field.key.padding(toLength: width, withPad: " ", startingAt: 0) + "  " + field.value
        }
        return (fields + ["", "digest  " + pack.digest.hexadecimal]).joined(separator: "\n")
    }

    private var sections: String {
        (["sections"] + pack.sections.map { "  \($0.name)  \($0.byteCount) bytes" }).joined(separator: "\n")
    }

    private func population(_ population: CalibrationTable.Population) -> String {
        let impostors =
            population.impostorComparisons.map { "\($0) comparisons between different people" }
            ?? "number of comparisons between different people not stated"
        var lines = [
            "population: \(population.name)", "  \(population.source)",
            "  \(impostors), \(population.genuineComparisons) of one person with themselves",
            "  threshold  false match rate (95 %)             false non-match rate (95 %)",
        ]
        for point in Self.shown(population.points) {
            let matches = Interval(perBillion: point.falseMatchesPerBillion, of: population.impostorComparisons)
            let nonMatches = point.falseNonMatchesPerBillion.map {
                Interval(perBillion: $0, of: population.genuineComparisons).description
            }
            lines.append(
                "  \(point.threshold)     "
                    + matches.description.padding(toLength: 36, withPad: " ", startingAt: 0)
                    + (nonMatches ?? "not measured") + (point.isInterpolated ? "  (interpolated)" : ""))
        }
        return lines.joined(separator: "\n")
    }

    /// The points at which the rate passes another 1, 2 or 5 of a decade; all would be too many to read.
    private static func shown(_ points: [CalibrationTable.Point]) -> [CalibrationTable.Point] {
        var shown: [CalibrationTable.Point] = []
        for rate in [
            1_000_000_000, 500_000_000, 200_000_000, 100_000_000, 50_000_000, 20_000_000, 10_000_000, 5_000_000,
            2_000_000, 1_000_000, 500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000,
        ] {
            if let point = points.first(where: { $0.falseMatchesPerBillion <= rate }), shown.last != point {
                shown.append(point)
            }
        }
        if let last = points.last, shown.last?.falseMatchesPerBillion != last.falseMatchesPerBillion {
            shown.append(last)
        }
        return shown
    }

    private var rates: String {
        var lines = ["what an installer may choose (the worst population decides)"]
        for oneIn in [10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000] {
            let rate = FalseMatchRate(oneIn: oneIn)!
            do {
                let point = try calibration.operatingPoint(for: rate)
                let cost =
                    point.falseNonMatches.map { "false non-match rate \(Interval.percent($0.perBillion))" }
                    ?? "false non-match rate not measured"
                lines.append(
                    "  \(rate): threshold \(point.threshold) by \(point.population)"
                        + (point.isInterpolated ? ", interpolated" : "") + "; \(cost)")
            } catch {
                lines.append("  \(rate): refused; \(error)")
                break
            }
        }
        return lines.joined(separator: "\n")
    }
}

/// A share with its 95 % interval (Wilson), where the number of trials is known.
struct Interval: CustomStringConvertible {
    let description: String

    init(perBillion: UInt32, of trials: Int?) {
        guard let trials, trials > 0 else {
            description = Self.percent(perBillion)
            return
        }
        let (n, p, z) = (Double(trials), Double(perBillion) / 1e9, 1.959964)
        let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        let (low, high) = (max(0, middle - half), min(1, middle + half))
        description = "\(Self.percent(perBillion)) (\(Self.percent(low)) to \(Self.percent(high)))"
    }

    static func percent(_ perBillion: UInt32) -> String { percent(Double(perBillion) / 1e9) }

    private static func percent(_ share: Double) -> String {
        share == 0 ? "0 %" : String(format: share < 0.0001 ? "%.2g %%" : "%.3g %%", share * 100)
    }
}
