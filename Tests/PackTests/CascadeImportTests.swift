import SeededRandom
import Testing

@testable import FaceCore
@testable import menshen_pack

/// A cascade file of one stage with one stump; each part can be replaced.
private func cascadeXML(
    feature: String = "LBP", window: String = "24", node: String = "0 -1 0 1 2 3 4 5 6 7 -8",
    leaves: String = "-0.5 0.25",
    threshold: String = "-0.1", rect: String = "1 2 3 4", tail: String = ""
) -> [UInt8] {
    Array(
        """
        <?xml version="1.0"?>
        <opencv_storage>
        <cascade type_id="opencv-cascade-classifier">
          <stageType>BOOST</stageType>
          <featureType>\(feature)</featureType>
          <height>24</height>
          <width>\(window)</width>
          <stages><_>
            <stageThreshold>\(threshold)</stageThreshold>
            <weakClassifiers><_>
              <internalNodes>
                \(node)</internalNodes>
              <leafValues>\(leaves)</leafValues></_></weakClassifiers></_></stages>
          <features><_><rect>\(rect)</rect></_></features></cascade>
        </opencv_storage>\(tail)
        """.utf8)
}

private func refusal(_ file: [UInt8]) -> String? {
    do throws(ImportError) {
        _ = try CascadeImport.section(from: file)
        return nil
    } catch {
        return error.description
    }
}

private func cascade(_ section: [UInt8]) throws -> LbpCascade {
    try LbpCascade(ModelPack(copying: PackWriter.file([(.cascade, section)])))
}

@Suite struct CascadeImportTests {
    @Test func aSmallCascadeArrivesAsItIs() throws {
        let cascade = try cascade(CascadeImport.section(from: cascadeXML()))
        #expect(cascade.windowPixels == 24 && cascade.stages.count == 1)
        #expect(cascade.stages[0].weak == 0..<1)
        // -0.1 - 0.00001 with 24 fractional bits
        #expect(cascade.stages[0].threshold == -1_677_889)
        #expect(
            cascade.weak == [
                .init(
                    x: 1, y: 2, blockWidth: 3, blockHeight: 4, member: -(1 << 23), other: 1 << 22,
                    subset: [1, 2, 3, 4, 5, 6, 7, 0xFFFF_FFF8])
            ])
    }

    @Test(arguments: [
        ([], "it is not complete XML"), (Array("hello".utf8), "it is not complete XML"),
        (Array("<a/>".utf8), "it holds no OpenCV cascade"),
        (Array("<opencv_storage/>".utf8), "it holds no OpenCV cascade"),
        (cascadeXML(feature: "HAAR"), "its featureType is \"HAAR\", only LBP is supported"),
        (cascadeXML(window: "20"), "its window is 20 x 24 pixels; it must be square, 8 to 64"),
        (cascadeXML(window: "many"), "<width> holds \"many\" instead of a number (line 7)"),
        (cascadeXML(window: "24 24"), "<width> has 2 numbers, expected 1 (line 7)"),
        (cascadeXML(node: "0 -1 1 1 2 3 4 5 6 7 8"), "feature 1 does not exist"),
        (cascadeXML(node: "0 -1 -1 1 2 3 4 5 6 7 8"), "feature -1 does not exist"),
        (cascadeXML(node: "0 1 0 1 2 3 4 5 6 7 8"), "its trees are deeper than one level"),
        (cascadeXML(node: "0 -1 0 1 2 3 4 5 6 7"), "<internalNodes> has 10 numbers, expected 11"),
        (cascadeXML(node: "0 -1 0 1 2 3 4 5 6 7 0.5"), "<internalNodes> holds 0.5, expected a whole number"),
        (cascadeXML(node: "0 -1 0 1 2 3 4 5 6 7 3000000000"), "a subset word is 3000000000"),
        (cascadeXML(leaves: "1"), "<leafValues> has 1 numbers, expected 2"),
        (cascadeXML(leaves: "1 9"), "9.0 is out of range (at most 2.0)"),
        (cascadeXML(leaves: "1 nan"), "<leafValues> holds \"nan\" instead of a number"),
        (cascadeXML(threshold: "1e30"), "out of range (at most 64.0)"),
        (cascadeXML(rect: "16 0 3 1"), "a feature reaches beyond the window"),
        (cascadeXML(rect: "-1 0 3 1"), "a feature reaches beyond the window"),
        (cascadeXML(rect: "0 0 0 1"), "a feature reaches beyond the window"),
        (cascadeXML(rect: "0 0 1 4000000000000000000"), "a feature reaches beyond the window"),
        (cascadeXML(tail: "<b/>"), "it is not complete XML"),
        (Array(String(repeating: "<a>", count: 100_000).utf8), "it is not complete XML"),
    ])
    func whatIsWrongIsSaid(_ file: [UInt8], _ sentence: String) {
        let refusal = refusal(file)
        #expect(refusal?.contains(sentence) == true, "\(refusal ?? "accepted")")
    }

    @Test(.enabled(if: Assets.hasModels)) func thePublishedCascadeArrivesWhole() throws {
        let cascade = try cascade(LocatePack.cascadeSection.get())
        #expect(cascade.windowPixels == 24 && cascade.stages.count == 20 && cascade.weak.count == 139)
        #expect(cascade.stages.map(\.weak.count) == [3, 4, 4, 5, 5, 5, 5, 6, 7, 7, 7, 7, 8, 9, 10, 9, 9, 9, 10, 10])
    }

    /// Every combination of leaves in every stage: the integers decide as OpenCV's floats do.
    @Test(.enabled(if: Assets.hasModels)) func everyStageDecidesAsInFloatingPoint() throws {
        let cascade = try cascade(LocatePack.cascadeSection.get())
        let stages = try XMLTree.parse(LocatePack.cascadeFile.get()).child("cascade").child("stages").children
        #expect(stages.count == cascade.stages.count)
        for (stage, element) in zip(cascade.stages, stages) {
            let threshold = Float(try element.child("stageThreshold").numbers()[0]) - 1e-5
            let leaves = try element.child("weakClassifiers").children.map {
                try $0.child("leafValues").numbers().map { Float($0) }
            }
            for choice in 0..<1 << leaves.count {
                var (float, fixed) = (0.0, Int32(0))
                for index in leaves.indices {
                    let isMember = choice >> index & 1 == 0
                    float += Double(leaves[index][isMember ? 0 : 1])
                    let weak = cascade.weak[stage.weak.lowerBound + index]
                    fixed += isMember ? weak.member : weak.other
                }
                #expect((float >= Double(threshold)) == (fixed >= stage.threshold), "\(float) against \(threshold)")
            }
        }
    }

    @Test(.enabled(if: Assets.hasModels)) func everyTruncationIsRefused() throws {
        let file = try LocatePack.cascadeFile.get()
        // The last bytes are white space.
        let end = file.lastIndex(of: UInt8(ascii: ">"))!
        for count in Set(stride(from: 0, to: end, by: 331)).union(end - 40...end) {
            #expect(refusal(Array(file.prefix(count))) != nil, "cut to \(count) bytes")
        }
    }

    @Test(.enabled(if: Assets.hasModels)) func damageIsRefusedOrStaysReadable() throws {
        let file = try LocatePack.cascadeFile.get()
        for seed in UInt64(0)..<150 {
            var generator = SplitMix64(seed: seed)
            var damaged = file
            for _ in 0...Int.random(in: 0...4, using: &generator) {
                damaged[Int.random(in: 0..<file.count, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            // A changed digit is another cascade; whatever is accepted must be a section that can be read.
            if let section = try? CascadeImport.section(from: damaged) {
                #expect(throws: Never.self, "seed=\(seed)") { _ = try cascade(section) }
            }
        }
    }
}
