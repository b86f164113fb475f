import Foundation
import Testing

@testable import FaceCore
@testable import menshen_pack

@Suite("build dlib: whatever is wrong with its sources is said in one line", .enabled(if: Assets.hasModels))
struct BuildDlibTests {
    private static let ranges = Assets.root + "/Config/packs/dlib-ranges.json"
    private static let calibration = Assets.root + "/Config/packs/dlib-calibration.json"

    /// Runs `body` in a directory of its own.
    private func inDirectory(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("menshen-build-\(UUID())").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    private func complaint(models: String = Assets.models, ranges: String = ranges, calibration: String = calibration)
        -> String
    {
        do {
            _ = try BuildDlib(models: models, ranges: ranges, calibration: calibration, out: "").makePack()
            return ""
        } catch {
            let text = "\(error)"
            #expect(error is CommandError && !text.contains("\n"), "\(text)")
            return text
        }
    }

    @Test("model files that are missing, empty, cut off or others")
    func models() throws {
        try inDirectory { directory in
            let path = directory + "/" + ResnetImport.fileName
            #expect(complaint(models: directory) == "\(path): there is no such file")
            try Data().write(to: URL(fileURLWithPath: path))
            #expect(complaint(models: directory).hasPrefix("\(path): its SHA-256 is e3b0c442"))
            let whole = try InputFile.read(Assets.models + "/" + ResnetImport.fileName)
            try Data(whole.dropLast()).write(to: URL(fileURLWithPath: path))
            #expect(complaint(models: directory).hasSuffix("expected \(ResnetImport.sha256)"))
        }
    }

    @Test("ranges that are missing, not JSON, of another form, or out of range")
    func rangeFiles() throws {
        try inDirectory { directory in
            let path = directory + "/ranges.json"
            #expect(complaint(ranges: path) == "\(path): there is no such file")
            let name = ResnetImport.networkName
            let rows = [
                ("not json", "it is not JSON"), ("{}", "network is missing"),
                (#"{"network":"n","measured":"m","clips":{"a0":"six"}}"#, "clips.a0 is of the wrong type"),
                (#"{"network":"n","measured":"m","clips":{}}"#, "it is of network \"n\", not of"),
                (#"{"network":"\#(name)","measured":"m","clips":{}}"#, "no clip for tensor a0"),
                (#"{"network":"\#(name)","measured":"m","clips":{"a0":0}}"#, "clip tensor a0 at 0.0"),
                (#"{"network":"\#(name)","measured":"m","clips":{"a0":1e9}}"#, "clip tensor a0 at 1000000000.0"),
            ]
            for (text, want) in rows {
                try text.write(toFile: path, atomically: true, encoding: .utf8)
                #expect(complaint(ranges: path).contains(want), "\(text): \(complaint(ranges: path))")
            }
        }
    }

    @Test("a calibration of another network")
    func calibrationOfAnotherNetwork() throws {
        try inDirectory { directory in
            let path = directory + "/calibration.json"
            try #"{"network":"n","populations":[]}"#.write(toFile: path, atomically: true, encoding: .utf8)
            #expect(complaint(calibration: path).hasPrefix("\(path): it is of network \"n\", not of"))
        }
    }

    @Test("the narrowest and the widest ranges still make a network that runs", arguments: [0.25, 256])
    func extremeRanges(clip: Double) throws {
        let names = ["a0"] + (0..<14).flatMap { ["m\($0)", "b\($0)"] }
        let ranges = ActivationRanges(
            network: "", measured: "", clips: Dictionary(uniqueKeysWithValues: names.map { ($0, clip) }))
        let section = try QuantiseResnet.section(Assets.dlibResnet.get(), ranges)
        let pack = try ModelPack(copying: PackWriter.file([(.network, section)]))
        #expect(try LayerDigests(computing: pack).entries.count == 31)
    }
}

@Suite("Calibration files")
struct CalibrationFileTests {
    private typealias File = CalibrationFile

    private func table(_ populations: [CalibrationFile.Population]) throws -> CalibrationTable {
        let section = try CalibrationWriter.section(.init(network: "n", populations: populations))
        return try CalibrationTable(ModelPack(copying: PackWriter.file([(.calibration, section)])))
    }

    @Test("counts become rates, rounded up")
    func counts() throws {
        let table = try table([
            .init(
                name: "p", source: "s", impostorComparisons: 3000, genuineComparisons: 3,
                points: [
                    .init(score: 100, falseMatches: 3000, falseNonMatches: 0),
                    .init(score: 200, falseMatches: 1, falseNonMatches: 1),
                    .init(score: 300, falseMatches: 0, falseNonMatches: 3),
                ])
        ])
        let points = table.populations[0].points
        #expect(points.map(\.falseMatchesPerBillion) == [1_000_000_000, 333_334, 0])
        #expect(points.map(\.falseNonMatchesPerBillion) == [0, 333_333_334, 1_000_000_000])
        #expect(points.allSatisfy { !$0.isInterpolated })
        #expect(try table.threshold(for: FalseMatchRate(oneIn: 1000)!) == ComparisonScore(200))
    }

    @Test("log-linear between two rates: the middle is their geometric mean times the factor, and it is marked")
    func interpolation() throws {
        let table = try table([
            .init(
                name: "p", source: "s", interpolation: "log-linear", interpolationFactor: 4,
                rates: [.init(score: 16_000, falseMatchRate: 0.1), .init(score: 16_320, falseMatchRate: 0.001)])
        ])
        let points = table.populations[0].points
        #expect(points.first?.threshold == ComparisonScore(16_000) && points.first?.isInterpolated == false)
        #expect(points.last?.threshold == ComparisonScore(16_320) && points.last?.isInterpolated == false)
        let middle = try #require(points.first { $0.threshold == ComparisonScore(16_160) })
        #expect(middle.isInterpolated && abs(Int(middle.falseMatchesPerBillion) - 40_000_000) <= 1)
        // Never above the rate before, never rising.
        #expect(points[1].falseMatchesPerBillion == 100_000_000)
        #expect(zip(points, points.dropFirst()).allSatisfy { $0.falseMatchesPerBillion >= $1.falseMatchesPerBillion })
        #expect(points.count == 21)
        #expect(table.populations[0].impostorComparisons == nil)
    }

    @Test("without interpolation only the rates measured count")
    func noInterpolation() throws {
        let table = try table([
            .init(
                name: "p", source: "s",
                rates: [.init(score: 16_000, falseMatchRate: 0.1), .init(score: 16_320, falseMatchRate: 0.001)])
        ])
        #expect(try table.threshold(for: FalseMatchRate(oneIn: 100)!) == ComparisonScore(16_320))
    }

    @Test("the file of the dlib pack: a rate between the two East-Asian points keeps its margin")
    func dlibFile() throws {
        let file = try CalibrationFile(path: Assets.root + "/Config/packs/dlib-calibration.json")
        let section = try CalibrationWriter.section(file)
        let table = try CalibrationTable(ModelPack(copying: PackWriter.file([(.calibration, section)])))
        let point = try table.operatingPoint(for: FalseMatchRate(oneIn: 100)!)
        #expect(point.isInterpolated && (31_220...31_300).contains(point.threshold.rawValue), "\(point.threshold)")
    }

    @Test("files that contradict themselves are refused with the population's name")
    func contradictions() {
        let point = File.Point(score: 100, falseMatches: 1, falseNonMatches: 1)
        let rows: [(String, [File.Population])] = [
            ("no population", []),
            ("neither points nor rates", [.init(name: "p", source: "s")]),
            ("both", [.init(name: "p", source: "s", impostorComparisons: 5, points: [point], rates: [])]),
            ("no comparisons", [.init(name: "p", source: "s", points: [point])]),
            (
                "more matches than comparisons",
                [
                    .init(
                        name: "p", source: "s", impostorComparisons: 5,
                        points: [.init(score: 1, falseMatches: 6, falseNonMatches: 0)])
                ]
            ),
            ("non-matches of nothing", [.init(name: "p", source: "s", impostorComparisons: 5, points: [point])]),
            ("score above 1", [.init(name: "p", source: "s", rates: [.init(score: 32_769, falseMatchRate: 0.1)])]),
            ("rate of 0", [.init(name: "p", source: "s", rates: [.init(score: 1, falseMatchRate: 0)])]),
            ("rate above 1", [.init(name: "p", source: "s", rates: [.init(score: 1, falseMatchRate: 1.1)])]),
            (
                "rising rates",
                [
                    .init(
                        name: "p", source: "s",
                        rates: [.init(score: 1, falseMatchRate: 0.1), .init(score: 2, falseMatchRate: 0.2)])
                ]
            ),
            (
                "falling scores",
                [
                    .init(
                        name: "p", source: "s", interpolation: "log-linear", interpolationFactor: 4,
                        rates: [.init(score: 200, falseMatchRate: 0.2), .init(score: 100, falseMatchRate: 0.1)])
                ]
            ),
            (
                "negative impostors",
                [
                    .init(
                        name: "p", source: "s", impostorComparisons: -1,
                        rates: [.init(score: 1, falseMatchRate: 0.1)])
                ]
            ),
            (
                "negative genuine comparisons",
                [
                    .init(
                        name: "p", source: "s", impostorComparisons: 5, genuineComparisons: -1,
                        points: [.init(score: 1, falseMatches: 1, falseNonMatches: 0)])
                ]
            ),
            (
                "unknown interpolation",
                [
                    .init(
                        name: "p", source: "s", interpolation: "linear", interpolationFactor: 4,
                        rates: [.init(score: 1, falseMatchRate: 0.1)])
                ]
            ),
            (
                "interpolation without a factor",
                [
                    .init(
                        name: "p", source: "s", interpolation: "log-linear",
                        rates: [.init(score: 1, falseMatchRate: 0.1)])
                ]
            ),
            (
                "a factor below 1",
                [
                    .init(
                        name: "p", source: "s", interpolation: "log-linear", interpolationFactor: 0.5,
                        rates: [.init(score: 1, falseMatchRate: 0.1)])
                ]
            ),
            (
                "a factor without interpolation",
                [
                    .init(
                        name: "p", source: "s", interpolationFactor: 4,
                        rates: [.init(score: 1, falseMatchRate: 0.1)])
                ]
            ),
            ("no points", [.init(name: "p", source: "s", impostorComparisons: 5, points: [])]),
            ("no name", [.init(name: "", source: "s", rates: [.init(score: 1, falseMatchRate: 0.1)])]),
        ]
        for (name, populations) in rows {
            #expect(throws: CommandError.self, "\(name)") {
                _ = try CalibrationWriter.section(.init(network: "n", populations: populations))
            }
        }
    }
}
