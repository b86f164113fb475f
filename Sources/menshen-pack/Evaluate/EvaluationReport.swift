import FaceCore
import Foundation

/// What `menshen-pack evaluate` found, for a reader and as JSON.
struct EvaluationReport: Codable, Equatable {
    var pack: String
    var pictures: Int
    var picturesWithFace: Int
    var detectionRate: Double
    var pairs: Int
    var comparedPairs: Int
    var accuracy: FoldAccuracy
    var impostorComparisons: Int
    var genuineComparisons: Int
    var trueAcceptRates: [AllComparisons.Rate]
    /// How many pictures would be looked at or refused at the door, and why.
    var observations: [String: Int]
    var milliseconds: StageTimes?

    static let falseAcceptRates = [1e-2, 1e-3, 1e-4]

    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Only strings, numbers and nested values of these: encoding cannot fail.
        return String(decoding: try! encoder.encode(self), as: UTF8.self)
    }

    var text: String {
        let rates = trueAcceptRates.map { rate in
            let share = rate.trueAcceptRate.map { Self.percent($0) } ?? "not shown by so few comparisons"
            return "  at false accept rate \(String(format: "%.0e", rate.falseAcceptRate)): \(share)"
                + (rate.threshold.map { String(format: ", threshold %.4f", $0) } ?? "")
        }
        let gates = observations.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map { "\($0.key) \($0.value)" }
        return """
            detection  \(Self.percent(detectionRate)): \(picturesWithFace) of \(pictures) pictures have a face in the middle
            accuracy   \(Self.percent(accuracy.mean)) +- \(Self.percent(accuracy.standardError)), \(FoldAccuracy.foldCount) folds, \
            \(comparedPairs) of \(pairs) pairs, mean threshold \(String(format: "%.4f", accuracy.meanThreshold))
            true accept rate, \(genuineComparisons) comparisons of one person, \(impostorComparisons) of two
            \(rates.joined(separator: "\n"))
            at the door  \(gates.joined(separator: ", "))
            \(times)
            """
    }

    private var times: String {
        guard let times = milliseconds else { return "time       not measured: no picture shows a face at 640 x 480" }
        func ms(_ value: Double) -> String { String(format: "%.2f", value) }
        return """
            time       median ms on one thread, \(times.frames) frames of 640 x 480: detect \(ms(times.detect)), landmarks and \
            quality \(ms(times.landmarksAndQuality)), align \(ms(times.align)), embed twice \(ms(times.embedTwice)), \
            template \(ms(times.template)), compare \(ms(times.compare)); whole decision \(ms(times.decision))
            """
    }

    private static func percent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }
}
