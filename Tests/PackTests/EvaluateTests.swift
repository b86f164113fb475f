import SeededRandom
import Arguments
import FaceCore
import Foundation
import Testing

@testable import menshen_pack

private func score(_ value: Int) -> ComparisonScore { ComparisonScore(Int32(value)) }

@Suite struct PairListTests {
    private static let ten = (0..<10).map { "\($0 % 2),p/\($0).jpg,\($0 % 2 == 1 ? "p" : "q")/\($0 / 2).jpg" }
        .joined(separator: "\n")

    private func refusal(_ text: String) -> String? {
        do throws(CommandError) {
            _ = try PairList(csv: text, path: "pairs.csv")
            return nil
        } catch { return error.description }
    }

    @Test func picturesAreListedOnceInOrder() throws {
        let list = try PairList(csv: "same,a,b\r\n" + Self.ten + "\n", path: "pairs.csv")
        #expect(list.pictures.count == 15 && list.pictures[..<3] == ["p/0.jpg", "q/0.jpg", "p/1.jpg"])
        #expect(list.pairs.count == 10 && list.pairs[3] == .init(isSamePerson: true, a: 5, b: 2))
        #expect(PairList.person(of: "a/b/c.jpg") == "a/b" && PairList.person(of: "c.jpg") == "")
    }

    @Test(arguments: [
        ("", "pairs.csv:1: the first line must be same,a,b"),
        ("a,b,same\n", "pairs.csv:1: the first line must be same,a,b"),
        ("same,a,b\n2,x,y\n", "pairs.csv:2: expected 0 or 1 and two pictures, separated by commas"),
        ("same,a,b\n1,o/x,o/y\n1,x\n", "pairs.csv:3: expected 0 or 1 and two pictures, separated by commas"),
        ("same,a,b\n1,x,\n", "pairs.csv:2: expected 0 or 1 and two pictures, separated by commas"),
        ("same,a,b\n1,o/x,y\n", "pairs.csv:2: a picture lies in no directory, which would name its person"),
        ("same,a,b\n1,o/x,o/y\n1,o/x,b/y\n", "pairs.csv:3: same is 1, and the directories say otherwise"),
        ("same,a,b\n0,o/x,o/y\n", "pairs.csv:2: same is 0, and the directories say otherwise"),
        ("same,a,b\n1,o/x,o/y\n", "pairs.csv: 1 pairs, at least 10 are needed"),
    ])
    func whatIsWrongIsSaid(_ text: String, _ sentence: String) { #expect(refusal(text) == sentence) }
}

@Suite struct FiguresTests {
    @Test func theBestThresholdLiesBetweenThePeople() {
        let scores = [(10, false), (20, false), (30, true), (40, true)].map { (score: score($0.0), isSamePerson: $0.1) }
        #expect(FoldAccuracy.bestThreshold(scores) == score(25))
        #expect(FoldAccuracy.bestThreshold(scores.reversed()) == score(25))
        // Ties: equal scores cannot be told apart.
        let tied = [(10, true), (10, false), (10, true), (50, true)].map { (score: score($0.0), isSamePerson: $0.1) }
        #expect(FoldAccuracy.bestThreshold(tied) == score(0))
    }

    @Test func accuracyIsOneWhereThePeopleAreApartAndHalfWhereTheyAreNot() {
        let apart = (0..<100).map { (score: score($0 % 3 == 0 ? 20000 + $0 : 100 + $0), isSamePerson: $0 % 3 == 0) }
        #expect(FoldAccuracy(apart).mean == 1 && FoldAccuracy(apart).standardError == 0)
        var generator = SplitMix64(seed: 4)
        let chance = (0..<20000).map { index in
            (score: score(.random(in: 0...32768, using: &generator)), isSamePerson: index % 4 < 2)
        }
        #expect(abs(FoldAccuracy(chance).mean - 0.5) < 0.02)
    }

    /// A fold must not see its own pairs: with the odd one in its own fold, no other fold knows its score.
    @Test func eachFoldIsJudgedByTheOthers() {
        var scores = (0..<100).map { (score: score($0 < 50 ? 100 : 1000), isSamePerson: $0 >= 50) }
        scores[7] = (score(5000), false)
        #expect(abs(FoldAccuracy(scores).mean - 0.99) < 1e-9)
    }

    @Test func trueAcceptRatesComeFromTheStrictestAllowedCount() {
        var all = AllComparisons()
        for value in 1...1000 { all.impostors.add(score(value)) }
        for value in [500, 980, 985, 991, 995] { all.genuine.add(score(value)) }
        // 10 of 1000 may pass: 991...1000 do.
        #expect(
            all.trueAcceptRate(at: 1e-2) == .init(falseAcceptRate: 1e-2, trueAcceptRate: 0.4, threshold: 991.0 / 32768))
        #expect(all.trueAcceptRate(at: 1e-3).trueAcceptRate == 0)
        // Fewer than 10000 comparisons cannot show 1e-4.
        #expect(all.trueAcceptRate(at: 1e-4) == .init(falseAcceptRate: 1e-4, trueAcceptRate: nil, threshold: nil))
    }

    @Test func calibrationPointsAreInOrderAndEndWithNoFalseMatch() {
        var all = AllComparisons()
        var generator = SplitMix64(seed: 9)
        for _ in 0..<5000 {
            all.impostors.add(score(.random(in: 10000...20000, using: &generator)))
            all.genuine.add(score(.random(in: 18000...30000, using: &generator)))
        }
        let points = all.calibrationPoints
        #expect(points.first!.falseMatches <= 2500 && points.first!.falseMatches > 2300)
        #expect(points.last!.falseMatches == 0 && points.dropLast().allSatisfy { $0.falseMatches > 0 })
        for (a, b) in zip(points, points.dropFirst()) {
            #expect(a.score < b.score && a.falseMatches >= b.falseMatches && a.falseNonMatches <= b.falseNonMatches)
        }
    }

    @Test func aStageThatTakesLongerThanASecondIsCountedWhole() {
        #expect(StopWatch.milliseconds(.milliseconds(2250)) == 2250)
        #expect(StopWatch.milliseconds(.microseconds(1500)) == 1.5)
    }

    @Test func theFaceInTheMiddleIsTheLabelledOne() {
        let boxes = [(0, 0, 60), (70, 75, 100), (60, 60, 150), (200, 90, 80)].map {
            FaceBox(leftPixels: $0.0, topPixels: $0.1, sidePixels: $0.2)
        }
        #expect(PictureMeasurement.middleFace(boxes, 250, 250) == boxes[1])
        #expect(PictureMeasurement.middleFace([boxes[0], boxes[3]], 250, 250) == nil)
        #expect(PictureMeasurement.middleFace([], 250, 250) == nil)
    }
}

/// The command as a person types it, on the sample pictures.
@Suite(.enabled(if: Assets.hasModels && Assets.hasPictures)) struct EvaluateCommandTests {
    private final class Workshop {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("menshen-\(UUID().uuidString)")
        var path: String { directory.path }

        init() throws {
            for (person, names) in [("o", ["obama", "obama2", "obama3"]), ("b", ["biden"])] {
                let folder = directory.appendingPathComponent("images/\(person)")
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                for name in names {
                    try FileManager.default.copyItem(
                        atPath: Assets.models + "/\(name).jpg", toPath: folder.path + "/\(name).jpg")
                }
            }
            try Data(Assets.dlibPack.get()).write(to: directory.appendingPathComponent("p.mpack"))
        }

        deinit { try? FileManager.default.removeItem(at: directory) }

        func evaluate(_ more: [String] = []) throws {
            var words = ["evaluate", "--pack", path + "/p.mpack", "--pairs", path + "/pairs.csv"]
            if !more.contains(where: { $0.hasPrefix("--images") }) { words += ["--images", path + "/images"] }
            let program = Program("menshen-pack", summary: "", commands: [Evaluate.command])
            guard case .run(let invocation) = try program.parse(words + more) else { return }
            try Evaluate(invocation).run()
        }

        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: directory.appendingPathComponent(name))
        }

        func refusal(_ more: [String] = []) -> String? {
            do {
                try evaluate(more)
                return nil
            } catch { return "\(error)".replacingOccurrences(of: path, with: "") }
        }
    }

    @Test func whatIsMissingOrWrongIsSaid() throws {
        let workshop = try Workshop()
        #expect(workshop.refusal() == "/pairs.csv: there is no such file")
        try workshop.write("hello", "pairs.csv")
        #expect(workshop.refusal() == "/pairs.csv:1: the first line must be same,a,b")
        let rows = (0..<10).map { _ in "1,o/obama.jpg,o/none.jpg" }.joined(separator: "\n")
        try workshop.write("same,a,b\n" + rows, "pairs.csv")
        #expect(workshop.refusal() == "/images/o/none.jpg: cannot be read (errno 2)")
        try workshop.write("no picture", "images/o/none.jpg")
        #expect(workshop.refusal() == "/images/o/none.jpg: not a JPEG picture")
        #expect(workshop.refusal(["--calibration", "x"]) == "--calibration and --population go together")
        try workshop.write("no pack", "p.mpack")
        #expect(workshop.refusal() == "/p.mpack: this file is not a model pack")
    }

    @Test func picturesWithoutAFaceInTheMiddleMakeNoPairs() throws {
        let workshop = try Workshop()
        // These portraits have their faces in the upper third.
        let rows = (0..<10).map { _ in "0,o/obama3.jpg,b/biden.jpg" }.joined(separator: "\n")
        try workshop.write("same,a,b\n" + rows, "pairs.csv")
        #expect(workshop.refusal() == "only 0 pairs have two faces, at least 10 are needed")
    }

    private static let faces = Assets.root + "/../shared/faces"
    private static let hasFaces: Bool = {
        let isThere = FileManager.default.fileExists(atPath: faces + "/lfw-dev-pairs.csv")
        if !isThere { print("SKIPPED: tests that need \(faces), which is not there") }
        return isThere
    }()

    @Test(.enabled(if: hasFaces)) func aFewRealPairsAreMeasuredAndTheirCountsKept() throws {
        let workshop = try Workshop()
        let lines = try String(contentsOfFile: Self.faces + "/lfw-dev-pairs.csv", encoding: .utf8).split(
            separator: "\n")
        // Both kinds of pairs: some lines from the beginning of each.
        let same = lines.dropFirst().filter { $0.hasPrefix("1") }.prefix(5)
        let different = lines.dropFirst().filter { $0.hasPrefix("0") }.prefix(5)
        let rows = Array(same) + Array(different)
        let pack = try ModelPack(copying: Assets.dlibPack.get())
        let list = try PairList(csv: "same,a,b\n" + rows.joined(separator: "\n"), path: "pairs.csv")
        let evaluation = try Evaluation(pack, list, imagesDirectory: Self.faces + "/lfw-dev", search: FaceSearch()) {
            _ in
        }
        #expect(evaluation.detectedCount >= list.pictures.count * 9 / 10)
        #expect(FoldAccuracy(evaluation.pairScores).mean >= 0.8)
        let all = try evaluation.compareAll()
        #expect(all.genuine.total >= same.count / 2 && all.impostors.total > 100)
        #expect(
            all.genuine.total + all.impostors.total == evaluation.detectedCount * (evaluation.detectedCount - 1) / 2)
        // A name that is there already is replaced, another one stays.
        try workshop.write(
            #"{"network":"\#(ResnetImport.networkName)","populations":[{"name":"other","source":"s","rates":[]}]}"#,
            "c.json")
        try workshop.write("same,a,b\n" + rows.joined(separator: "\n"), "pairs.csv")
        for _ in 0..<2 {
            try workshop.evaluate(
                [
                    "--images=\(Self.faces)/lfw-dev", "--calibration", workshop.path + "/c.json", "--population",
                    "a few", "--json",
                ])
        }
        try workshop.write(#"{"network":"n","populations":[]}"#, "n.json")
        let other = [
            "--images=\(Self.faces)/lfw-dev", "--calibration", workshop.path + "/n.json", "--population", "p",
        ]
        #expect(workshop.refusal(other)?.hasPrefix("/n.json: it is of network \"n\", the pack is of") == true)
        let file = try CalibrationFile(path: workshop.path + "/c.json")
        #expect(file.network == ResnetImport.networkName)
        #expect(file.populations.map(\.name) == ["other", "a few"])
        #expect(file.populations[1].impostorComparisons == all.impostors.total)
        #expect(file.populations[1].points == all.calibrationPoints)
    }
}
