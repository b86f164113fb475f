import SeededRandom
import Testing

@testable import FaceCore
@testable import menshen_pack

private func refusal(_ file: [UInt8]) -> String? {
    do throws(ImportError) {
        _ = try LandmarkImport.section(from: file)
        return nil
    } catch {
        return error.description
    }
}

@Suite struct LandmarkImportTests {
    @Test(.enabled(if: Assets.hasModels)) func thePublishedRegressorArrivesWhole() throws {
        let predictor = try LandmarkPredictor(LocatePack.pack.get())
        #expect(predictor.cascades.count == 15 && predictor.treeCount == 500 && predictor.probeCount == 800)
        // The file's initial shape, 20 fractional bits.
        let shape = [
            0.77625167, 0.34553558, 0.61862445, 0.35377517, 0.22653024, 0.34552923, 0.38415006, 0.35377258,
            0.50138277, 0.65760726,
        ]
        for (fixed, float) in zip(predictor.initialShape, shape) {
            #expect(abs(Double(fixed) / 1_048_576 - float) < 1.0 / 1_048_576)
        }
    }

    @Test(arguments: [
        ([], "it does not begin as a dlib shape predictor does"),
        (Array("hello".utf8), "it does not begin as a dlib shape predictor does"),
        ([1, 2], "it does not begin as a dlib shape predictor does"),
        ([1, 1], "it is cut off: more was to come at byte 2"),
        // A shape of 136 rows belongs to 68 points.
        ([1, 1, 0x81, 136, 0x81, 1], "a matrix with sides -136 and -1"),
        ([1, 1, 0x81, 5, 0x81, 2], "it is cut off"),
    ])
    func otherFilesAreRefused(_ file: [UInt8], _ sentence: String) {
        let refusal = refusal(file)
        #expect(refusal?.contains(sentence) == true, "\(refusal ?? "accepted")")
    }

    @Test(.enabled(if: Assets.hasModels)) func everyTruncationAndEveryTailIsRefused() throws {
        let file = try LocatePack.landmarksFile.get()
        let cuts = Set(0..<120).union((0..<40).map { $0 * file.count / 40 }).union([file.count - 1, file.count - 2])
        for count in cuts { #expect(refusal(Array(file.prefix(count))) != nil, "cut to \(count) bytes") }
        #expect(refusal(file + [0]) == "1 bytes follow its end")
    }

    @Test(.enabled(if: Assets.hasModels)) func damageIsRefusedOrStaysReadable() throws {
        let file = try LocatePack.landmarksFile.get()
        for seed in UInt64(0)..<40 {
            var generator = SplitMix64(seed: seed)
            var damaged = file
            // Half of the damage near the beginning, where the counts are.
            let reach = seed % 2 == 0 ? 2000 : file.count
            for _ in 0..<4 {
                damaged[Int.random(in: 0..<reach, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if let section = try? LandmarkImport.section(from: damaged) {
                #expect(throws: Never.self, "seed=\(seed)") {
                    _ = try LandmarkPredictor(ModelPack(copying: PackWriter.file([(.landmarks, section)])))
                }
            }
        }
    }
}
