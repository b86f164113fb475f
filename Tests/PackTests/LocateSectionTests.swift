import SeededRandom
import Testing

@testable import FaceCore
@testable import menshen_pack

/// The sections CASC and ERT5 built by hand, so that every field can be wrong.
private struct SmallSections {
    var cascade: [UInt8] = {
        var bytes: [UInt8] = []
        for field: UInt32 in [24, 1, 1, 0, 1] { bytes.append(littleEndian: field) }
        bytes.append(littleEndian: Int32(0))
        bytes += [0, 0, 8, 8]
        bytes.append(littleEndian: Int32(5))
        bytes.append(littleEndian: Int32(-5))
        return bytes + [UInt8](repeating: 0, count: 32)
    }()

    /// One cascade of one tree with two probes.
    var landmarks: [UInt8] = {
        var bytes: [UInt8] = []
        for field: UInt32 in [1, 1, 2, 0, 0, 0] { bytes.append(littleEndian: field) }
        for value: Int32 in [8, 3, 6, 3, 2, 3, 4, 3, 5, 6] { bytes.append(littleEndian: value << 17) }
        bytes.pad(to: 64)
        for _ in 0..<2 { for value: Int32 in [1 << 18, 1 << 18, 4] { bytes.append(littleEndian: value) } }
        for _ in 0..<15 { for value: Int16 in [0, 1, 3] { bytes.append(littleEndian: value) } }
        for _ in 0..<160 { bytes.append(littleEndian: Int16(100)) }
        return bytes
    }()

    var refusal: String? {
        do throws(PackError) {
            let pack = try ModelPack(copying: PackWriter.file([(.cascade, cascade), (.landmarks, landmarks)]))
            let locator = FaceLocator(
                cascade: try LbpCascade(pack), predictor: try LandmarkPredictor(pack), gates: .verification)
            // What is accepted must be safe to use, whatever it finds.
            let frame = Frame(rgb: [UInt8](repeating: 9, count: 80 * 80 * 3), widthPixels: 80, heightPixels: 80)
            _ = locator.observe(frame)
            for box in [
                FaceBox(leftPixels: 4, topPixels: 4, sidePixels: 60),
                FaceBox(leftPixels: -900, topPixels: 0, sidePixels: 8192),
            ] {
                let face = locator.look(at: box, in: frame)
                _ = locator.align(frame, face)
            }
            return nil
        } catch {
            return error.description
        }
    }

    /// Overwrites a little-endian number.
    static func patched<T: FixedWidthInteger>(_ bytes: [UInt8], at offset: Int, _ value: T) -> [UInt8] {
        var (bytes, patch) = (bytes, [UInt8]())
        patch.append(littleEndian: value)
        bytes.replaceSubrange(offset..<offset + patch.count, with: patch)
        return bytes
    }
}

@Suite struct LocateSectionTests {
    @Test func theSmallSectionsAreFine() { #expect(SmallSections().refusal == nil) }

    @Test(arguments: [
        (0, UInt32(7), "the window's side is 7"), (0, 65, "the window's side is 65"),
        (4, 0, "the number of stages is 0"),
        (4, 65, "the number of stages is 65"), (4, .max, "the number of stages"),
        (8, 2, "its stages have 1 weak classifiers, 2 are announced"), (12, 1, "a reserved field"),
        (16, 33, "a stage's number of weak classifiers is 33"), (16, 0, "a stage's number of weak classifiers is 0"),
        (24, 0x0808_0001, "blocks reach beyond the window"), (24, 0x0808_0100, "blocks reach beyond the window"),
        (24, 0x0809_0000, "a block's width is 9"), (24, 0x0008_0000, "a block's height is 0"),
        (28, 0x0200_0001, "a leaf is 33554433"), (32, 0x8000_0000, "a leaf is -2147483648"),
    ])
    func everyFieldOfTheCascadeIsChecked(_ offset: Int, _ value: UInt32, _ sentence: String) {
        var sections = SmallSections()
        sections.cascade = SmallSections.patched(sections.cascade, at: offset, value)
        #expect(sections.refusal?.contains(sentence) == true, "\(sections.refusal ?? "accepted")")
    }

    @Test(arguments: [
        (0, UInt32(0), "the number of cascades is 0"), (0, 65, "the number of cascades is 65"),
        (4, 0, "the number of trees is 0"), (4, 4097, "the number of trees is 4097"),
        (8, 0, "the number of probes is 0"),
        (8, 65536, "the number of probes is 65536"), (12, 1, "a reserved field"), (20, 9, "a reserved field"),
        (24, 0x7FFF_FFFF, "a coordinate of the initial shape"), (72, 5, "probe 0 lies outside of every face"),
        (72, .max, "probe 0 lies outside of every face"), (64, 0x8000_0000, "probe 0 lies outside of every face"),
        (80, 0x0040_0001, "probe 1 lies outside of every face"), (88, 2, "tree 0 compares a probe that does not exist"),
        (88, 0xFFFF_0000, "tree 0 compares a probe that does not exist"),
    ])
    func everyFieldOfTheRegressorIsChecked(_ offset: Int, _ value: UInt32, _ sentence: String) {
        var sections = SmallSections()
        sections.landmarks = SmallSections.patched(sections.landmarks, at: offset, value)
        #expect(sections.refusal?.contains(sentence) == true, "\(sections.refusal ?? "accepted")")
    }

    @Test func aShapeInOnePointIsRefused() {
        var sections = SmallSections()
        for value in 0..<10 {
            sections.landmarks = SmallSections.patched(sections.landmarks, at: 24 + 4 * value, Int32(1 << 19))
        }
        #expect(sections.refusal?.contains("lie too close together") == true)
    }

    @Test func cutOffAnywhereOrLongerIsRefused() {
        for count in 0..<SmallSections().cascade.count {
            var sections = SmallSections()
            sections.cascade.removeLast(sections.cascade.count - count)
            #expect(sections.refusal != nil, "cascade cut to \(count)")
        }
        for count in 0..<SmallSections().landmarks.count {
            var sections = SmallSections()
            sections.landmarks.removeLast(sections.landmarks.count - count)
            #expect(sections.refusal != nil, "landmarks cut to \(count)")
        }
        var sections = SmallSections()
        sections.cascade.append(0)
        #expect(sections.refusal?.contains("1 bytes follow its end") == true)
        sections = SmallSections()
        sections.landmarks.append(0)
        #expect(sections.refusal?.contains("1 bytes follow its end") == true)
    }

    @Test func damageWithARightChecksumNeverCrashes() {
        for seed in UInt64(0)..<600 {
            var generator = SplitMix64(seed: seed)
            var sections = SmallSections()
            for _ in 0...Int.random(in: 0...5, using: &generator) {
                let value = [0, 1, 127, 128, 255].randomElement(using: &generator)! as UInt8
                if Bool.random(using: &generator) {
                    sections.cascade[Int.random(in: 0..<sections.cascade.count, using: &generator)] = value
                } else {
                    sections.landmarks[Int.random(in: 0..<sections.landmarks.count, using: &generator)] = value
                }
            }
            if let refusal = sections.refusal { #expect(refusal.hasPrefix("section "), "seed \(seed)") }
        }
    }
}
