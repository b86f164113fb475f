import Foundation

/// `Config/packs/*-calibration.json`: error rates as they were measured.
///
/// A population has either `points` (counts at each score, from the integer chain) or `rates` (false match rates alone,
/// from elsewhere, which may be interpolated). A point holds for decisions "score >= `score`"; scores are Q15.
struct CalibrationFile: Codable, Equatable {
    var network: String
    var populations: [Population]

    struct Population: Codable, Equatable {
        var name: String
        /// On what and how it was measured; it goes into the pack.
        var source: String
        /// Comparisons between different people; left out: not recorded.
        var impostorComparisons: Int?
        /// Comparisons of one person with themselves; left out: none.
        var genuineComparisons: Int?
        /// Of `rates`: "log-linear", or left out for none.
        var interpolation: String?
        /// What interpolated rates are multiplied by, at least 1, because the real curve may lie above the line; and why
        /// that much. Goes with `interpolation`.
        var interpolationFactor: Double?
        var interpolationFactorReason: String?
        var points: [Point]?
        var rates: [Rate]?
    }

    struct Point: Codable, Equatable {
        var score: Int
        /// Impostor comparisons that reach the score.
        var falseMatches: Int
        /// Genuine comparisons that do not.
        var falseNonMatches: Int
    }

    struct Rate: Codable, Equatable {
        var score: Int
        var falseMatchRate: Double
    }

    init(network: String, populations: [Population]) { (self.network, self.populations) = (network, populations) }

    init(path: String) throws {
        let data = try InputFile.read(path)
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(data))
        } catch {
            throw CommandError("\(path): not a calibration file (\(InputFile.reason(error)))")
        }
    }
}
