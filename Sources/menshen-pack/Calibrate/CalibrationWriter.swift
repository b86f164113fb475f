import FaceCore
import Foundation

/// Writes the section CALI; `CalibrationTable` draws it. Rates are rounded up: never better than measured.
enum CalibrationWriter {
    private struct Row {
        var score: Int
        var matches: UInt32
        var nonMatches = UInt32.max
        var isInterpolated = false
    }

    static func section(_ file: CalibrationFile) throws -> [UInt8] {
        guard (1...64).contains(file.populations.count) else {
            throw CommandError("the calibration has \(file.populations.count) populations, 1 to 64 are possible")
        }
        var bytes: [UInt8] = []
        bytes.append(littleEndian: UInt32(file.populations.count))
        bytes.pad(to: 16)
        for population in file.populations { try append(population, to: &bytes) }
        return bytes
    }

    private static func append(_ population: CalibrationFile.Population, to bytes: inout [UInt8]) throws {
        let (name, source) = (Array(population.name.utf8), Array(population.source.utf8))
        guard (1...128).contains(name.count), source.count <= 4096 else {
            throw CommandError("calibration: a population's name or source is too long or empty")
        }
        let rows = try rows(of: population)
        bytes.append(littleEndian: UInt16(name.count))
        bytes.append(littleEndian: UInt16(source.count))
        bytes.append(littleEndian: UInt32(rows.count))
        bytes.append(littleEndian: UInt64(population.impostorComparisons ?? 0))
        bytes.append(littleEndian: UInt64(population.genuineComparisons ?? 0))
        bytes += name + source
        for row in rows {
            bytes.append(littleEndian: Int32(row.score))
            bytes.append(littleEndian: row.matches)
            bytes.append(littleEndian: row.nonMatches)
            bytes.append(littleEndian: UInt32(row.isInterpolated ? 1 : 0))
        }
    }

    private static func rows(of population: CalibrationFile.Population) throws -> [Row] {
        func refuse(_ reason: String) -> CommandError { refusal(population, reason) }
        guard population.impostorComparisons ?? 0 >= 0, population.genuineComparisons ?? 0 >= 0 else {
            throw refuse("a number of comparisons is negative")
        }
        let scores = 0...Int(ComparisonScore.one)
        let rows: [Row]
        switch (population.points, population.rates) {
        case (let points?, nil):
            guard population.interpolation == nil, population.interpolationFactor == nil else {
                throw refuse("points are counts and are not interpolated")
            }
            guard let impostors = population.impostorComparisons, impostors > 0 else {
                throw refuse("points need the number of impostor comparisons")
            }
            let genuine = population.genuineComparisons ?? 0
            guard
                points.allSatisfy({
                    scores.contains($0.score) && (0...impostors).contains($0.falseMatches)
                        && (0...genuine).contains($0.falseNonMatches)
                })
            else { throw refuse("a point is out of range") }
            rows = points.map {
                Row(
                    score: $0.score, matches: perBillion($0.falseMatches, of: impostors),
                    nonMatches: genuine == 0 ? .max : perBillion($0.falseNonMatches, of: genuine))
            }
        case (nil, let rates?):
            guard rates.allSatisfy({ scores.contains($0.score) && $0.falseMatchRate > 0 && $0.falseMatchRate <= 1 })
            else {
                throw refuse("a rate is out of range")
            }
            rows = interpolated(rates, factor: try interpolationFactor(of: population))
        default: throw refuse("it needs either points or rates")
        }
        guard !rows.isEmpty,
            zip(rows, rows.dropFirst()).allSatisfy({ a, b in
                a.score < b.score && a.matches >= b.matches && (a.nonMatches <= b.nonMatches)
            })
        else { throw refuse("its points are out of order") }
        return rows
    }

    private static func refusal(_ population: CalibrationFile.Population, _ reason: String) -> CommandError {
        CommandError("calibration of \(population.name): \(reason)")
    }

    /// nil: nothing is interpolated.
    private static func interpolationFactor(of population: CalibrationFile.Population) throws(CommandError) -> Double? {
        switch (population.interpolation, population.interpolationFactor) {
        case (nil, nil): return nil
        case ("log-linear", let factor?) where factor >= 1 && factor.isFinite: return factor
        case ("log-linear", _): throw refusal(population, "interpolation needs an interpolationFactor of at least 1")
        case (nil, _): throw refusal(population, "it has an interpolationFactor and no interpolation")
        case (let word?, _):
            throw refusal(population, "interpolation is \"\(word)\", only \"log-linear\" is known")
        }
    }

    /// With `factor`: between two rates a straight line of their logarithm over the score, at every 16th score, times
    /// the factor, never above the rate before it and never below the one after it.
    private static func interpolated(_ rates: [CalibrationFile.Rate], factor: Double?) -> [Row] {
        var rows: [Row] = []
        for (index, rate) in rates.enumerated() {
            rows.append(Row(score: rate.score, matches: UInt32((rate.falseMatchRate * 1e9).rounded(.up))))
            guard let factor, index + 1 < rates.count, rates[index + 1].score > rate.score else { continue }
            let next = rates[index + 1]
            for score in stride(from: rate.score / 16 * 16 + 16, to: next.score, by: 16) {
                let part = Double(score - rate.score) / Double(next.score - rate.score)
                let line = exp(log(rate.falseMatchRate) * (1 - part) + log(next.falseMatchRate) * part)
                let value = max(min(line * factor, rate.falseMatchRate), next.falseMatchRate)
                rows.append(Row(score: score, matches: UInt32((value * 1e9).rounded(.up)), isInterpolated: true))
            }
        }
        return rows
    }

    private static func perBillion(_ count: Int, of total: Int) -> UInt32 {
        UInt32((Double(count) / Double(total) * 1e9).rounded(.up))
    }
}
