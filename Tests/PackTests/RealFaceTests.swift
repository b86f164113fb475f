import SeededRandom
@testable import FaceCore
import PictureFiles
import Testing

@testable import menshen_pack

/// The whole way from pixels to landmarks with the published models, on the sample pictures.
@Suite(.enabled(if: Assets.hasModels && Assets.hasPictures)) struct RealFaceTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var name: String
        var left: Int, top: Int, side: Int
        /// What dlib 20.0 finds in that box, in whole pixels.
        var landmarks: [(x: Int, y: Int)]
        var testDescription: String { name }
    }

    static let samples = [
        Sample(
            name: "obama", left: 343, top: 94, side: 301,
            landmarks: [(571, 216), (528, 215), (425, 216), (464, 216), (495, 295)]),
        Sample(
            name: "obama2", left: 128, top: 232, side: 357,
            landmarks: [(399, 387), (350, 380), (232, 373), (277, 375), (290, 471)]),
        Sample(
            name: "obama3", left: 639, top: 259, side: 320,
            landmarks: [(882, 408), (834, 397), (711, 389), (761, 389), (800, 466)]),
        Sample(
            name: "biden", left: 421, top: 201, side: 340,
            landmarks: [(672, 355), (626, 347), (509, 320), (555, 331), (582, 428)]),
    ]

    @Test(arguments: samples) func theFaceIsFoundAndItsEyesAreWhereDlibSeesThem(_ sample: Sample) throws {
        let frame = try LocatePack.sample(sample.name)
        let locator = try LocatePack.locator(search: FaceSearch(leastSidePixels: 100))
        let best = try #require(locator.boxes(in: frame).max { $0.windowCount < $1.windowCount })
        #expect(abs(best.leftPixels - sample.left) <= 8 && abs(best.topPixels - sample.top) <= 8)
        #expect(abs(best.sidePixels - sample.side) <= 12)
        // In the very box that dlib was given; its points are rounded, and its JPEG decoder differs in the last bit.
        let box = FaceBox(leftPixels: sample.left, topPixels: sample.top, sidePixels: sample.side)
        let face = locator.look(at: box, in: frame)
        for (point, expected) in zip(face.landmarks.points, sample.landmarks) {
            let pixel = point.pixel
            #expect(abs(pixel.x - expected.x) <= 2 && abs(pixel.y - expected.y) <= 2, "\(pixel), dlib has \(expected)")
        }
    }

    /// Frames as the simulated camera makes them, at the size the terminal uses; enrolment's gates are the strict ones.
    @Test(arguments: ["obama", "obama2", "obama3", "biden"], [UInt64(1), 2, 3])
    func thePicturesOfTheTourPassTheGates(_ name: String, _ seed: UInt64) throws {
        let gates = name.hasPrefix("obama") && name != "obama3" ? QualityGates.enrolment : .verification
        let pixels = try LocatePack.exposure(name, widthPixels: 640, heightPixels: 480, seed: seed)
        let observation = try LocatePack.locator(gates).observe(Frame(rgb: pixels, widthPixels: 640, heightPixels: 480))
        guard case .face = observation else {
            Issue.record("\(name), seed \(seed): \(observation)")
            return
        }
    }

    @Test(arguments: [UInt64(1), 2, 3, 4]) func twoPeopleAreSeveral(_ seed: UInt64) throws {
        let locator = try LocatePack.locator()
        #expect(locator.observe(try Self.sideBySide("obama", "obama2", seed: seed)) == .several(2))
        for name in ["obama", "obama2"] {
            let alone = try LocatePack.exposure(name, widthPixels: 320, heightPixels: 480, seed: seed)
            guard case .face = locator.observe(Frame(rgb: alone, widthPixels: 320, heightPixels: 480)) else {
                Issue.record("\(name) alone is no face")
                continue
            }
        }
    }

    /// A tilted head wakes fewer windows; nearly every frame shows that there are two, and none shows another face.
    @Test(arguments: [320, 400, 480]) func aTiltedSecondPersonIsNoticed(_ heightPixels: Int) throws {
        let locator = try LocatePack.locator()
        var noticed = 0
        for seed in UInt64(0)..<12 {
            switch locator.observe(try Self.sideBySide("obama", "biden", seed: seed, heightPixels: heightPixels)) {
            case .several(2): noticed += 1
            case .face(let face): #expect(face.box.leftPixels < 320, "seed \(seed)")
            case let other: Issue.record("seed \(seed): \(other)")
            }
        }
        #expect(noticed >= 10)
    }

    /// Both fill half of the frame; the second head leans and looks away, and wakes next to no window.
    private static func leaningSecond(seed: UInt64) throws -> Frame {
        let left = try LocatePack.exposure("obama", widthPixels: 320, heightPixels: 320, seed: seed)
        let right = try LocatePack.exposure("biden", widthPixels: 560, heightPixels: 560, seed: seed)
        return Frame(widthPixels: 640, heightPixels: 480, layout: .rgb24, sequence: seed) { bytes in
            bytes.initializeMemory(as: UInt8.self, repeating: PictureScene.wall)
            for row in 0..<320 {
                bytes[row * 1920..<row * 1920 + 960].copyBytes(from: left[row * 960..<row * 960 + 960])
                let from = ((row + 90) * 560 + 120) * 3
                bytes[row * 1920 + 960..<row * 1920 + 1920].copyBytes(from: right[from..<from + 960])
            }
        }
    }

    @Test func aSecondPersonInFrontIsNoticed() throws {
        let locator = try LocatePack.locator()
        let noticed = try (UInt64(0)..<20).filter { seed in
            if case .several = locator.observe(try Self.leaningSecond(seed: seed)) { true } else { false }
        }
        #expect(noticed.count >= 14, "\(noticed)")
    }

    /// Every frame that is taken for one person scores as high as can be: still nobody is accepted or enrolled.
    @Test(arguments: [UInt64(100), 200, 300]) func besideASecondPersonNobodyIsAcceptedOrEnrolled(_ first: UInt64) throws
    {
        let locator = try LocatePack.locator()
        var decision = ProbeDecision(threshold: .highest, policy: .init(agreeing: 2, window: 4, maximumFrames: 20))
        var capture = EnrolmentCapture(wanted: 3, threshold: .lowest)
        let key = TemplateKey { _ in }
        for seed in first..<first + 20 {
            switch locator.observe(try Self.leaningSecond(seed: seed)) {
            case .several:
                decision.observeSeveral(frame: seed)
                capture.addSeveral(frame: seed)
            case .face:
                decision.observe(frame: seed, bestScore: .highest)
                capture.add(Template(Embedding(), key: key), frame: seed)
            default: decision.observe(frame: seed, bestScore: nil)
            }
        }
        #expect(decision.outcome == .refused(best: nil, threshold: .highest))
        #expect(capture.progress != .complete)
    }

    /// What stands behind somebody is hardly ever taken for a second person.
    @Test(arguments: ["obama", "obama2", "obama3", "biden"]) func onePersonIsAlone(_ name: String) throws {
        let locator = try LocatePack.locator()
        var several = 0
        for seed in UInt64(1)...30 {
            let pixels = try LocatePack.exposure(name, widthPixels: 640, heightPixels: 480, seed: seed)
            if case .several = locator.observe(Frame(rgb: pixels, widthPixels: 640, heightPixels: 480)) { several += 1 }
        }
        #expect(several <= 3, "\(several) of 30")
    }

    private static func sideBySide(_ a: String, _ b: String, seed: UInt64, heightPixels: Int = 480) throws -> Frame {
        let left = try LocatePack.exposure(a, widthPixels: 320, heightPixels: heightPixels, seed: seed)
        let right = try LocatePack.exposure(b, widthPixels: 320, heightPixels: heightPixels, seed: seed)
        var both: [UInt8] = []
        for start in stride(from: 0, to: left.count, by: 960) {
            both += left[start..<start + 960]
            both += right[start..<start + 960]
        }
        both += [UInt8](repeating: PictureScene.wall, count: 640 * 480 * 3 - both.count)
        return Frame(rgb: both, widthPixels: 640, heightPixels: 480)
    }

    @Test(arguments: [UInt64(1), 2, 3, 4, 5]) func noiseAndWallsAreNothing(_ seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let noise = (0..<640 * 480 * 3).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let wall = (0..<640 * 480 * 3).map { _ in UInt8.random(in: 115...121, using: &generator) }
        let locator = try LocatePack.locator()
        for pixels in [
            noise, wall, [UInt8](repeating: 0, count: noise.count), [UInt8](repeating: 255, count: noise.count),
        ] {
            #expect(locator.observe(Frame(rgb: pixels, widthPixels: 640, heightPixels: 480)) == .nothing)
        }
    }

    @Test func tinyAndHugeFrames() throws {
        let locator = try LocatePack.locator()
        for (width, height) in [(16, 16), (16, 8192), (63, 63), (64, 64), (65, 640)] {
            let frame = Frame(
                rgb: [UInt8](repeating: 99, count: width * height * 3), widthPixels: width, heightPixels: height)
            #expect(locator.observe(frame) == .nothing, "\(width) x \(height)")
        }
        // A person far away in a very large frame; small faces are not looked for, so this is quick.
        let face = try LocatePack.exposure("obama", widthPixels: 640, heightPixels: 480, seed: 1)
        let wide = Frame(widthPixels: 8192, heightPixels: 640, layout: .rgb24, sequence: 0) { bytes in
            for row in 0..<480 {
                let at = (row * 8192 + 7000) * 3
                bytes[at..<at + 1920].copyBytes(from: face[row * 1920..<(row + 1) * 1920])
            }
        }
        let boxes = try LocatePack.locator(search: FaceSearch(leastSidePixels: 150)).boxes(in: wide)
        #expect(boxes.contains { $0.leftPixels > 7000 && $0.windowCount > 14 })
    }

    @Test func i420FindsTheSameFace() throws {
        let pixels = try LocatePack.exposure("obama", widthPixels: 640, heightPixels: 480, seed: 1)
        let grey = (0..<640 * 480).map { at -> Int in
            let (red, green, blue) = (Int(pixels[3 * at]), Int(pixels[3 * at + 1]), Int(pixels[3 * at + 2]))
            let sum: Int = 4899 * red + 9617 * green + 1868 * blue
            return (sum + 8192) >> 14
        }
        let planes = Frame(widthPixels: 640, heightPixels: 480, layout: .i420, sequence: 0) { bytes in
            for at in grey.indices { bytes[at] = UInt8(grey[at]) }
            for at in grey.count..<bytes.count { bytes[at] = 128 }
        }
        let locator = try LocatePack.locator()
        let (a, b) = (
            locator.boxes(in: planes), locator.boxes(in: Frame(rgb: pixels, widthPixels: 640, heightPixels: 480))
        )
        // The same brightness, so the same boxes; landmarks read (R + G + B) / 3 in one and Y in the other.
        #expect(a == b && !a.isEmpty)
        let face = locator.look(at: a[0], in: planes).landmarks.points
        let other = locator.look(at: a[0], in: Frame(rgb: pixels, widthPixels: 640, heightPixels: 480)).landmarks.points
        for (p, q) in zip(face, other) { #expect(abs(p.x - q.x) < 6 * 256 && abs(p.y - q.y) < 6 * 256) }
    }

    /// With window sizes of 48, 96, 192, 384 every level moves by whole pixels when the frame does by 64.
    @Test(arguments: [(0, 0), (64, 0), (0, 64), (128, 64)])
    func aMovedFaceIsFoundMoved(_ dx: Int, _ dy: Int) throws {
        let face = try LocatePack.exposure("obama", widthPixels: 320, heightPixels: 256, seed: 3)
        func frame(_ x: Int, _ y: Int) -> Frame {
            Frame(widthPixels: 896, heightPixels: 768, layout: .rgb24, sequence: 0) { bytes in
                bytes.initializeMemory(as: UInt8.self, repeating: 118)
                for row in 0..<256 {
                    let at = ((y + row) * 896 + x) * 3
                    bytes[at..<at + 960].copyBytes(from: face[row * 960..<(row + 1) * 960])
                }
            }
        }
        let locator = try LocatePack.locator(
            search: FaceSearch(leastSidePixels: 48, scaleThousandths: 2000, mostAlone: 0))
        let still = locator.boxes(in: frame(192, 192))
        let moved = locator.boxes(in: frame(192 + dx, 192 + dy))
        #expect(!still.isEmpty)
        #expect(
            moved
                == still.map { box in
                    FaceBox(
                        leftPixels: box.leftPixels + dx, topPixels: box.topPixels + dy, sidePixels: box.sidePixels,
                        windowCount: box.windowCount)
                })
    }

    @Test func nothingOfTheFrameIsLeftAfterwards() throws {
        let pixels = try LocatePack.exposure("obama", widthPixels: 640, heightPixels: 480, seed: 1)
        let locator = try LocatePack.locator()
        let frame = Frame(rgb: pixels, widthPixels: 640, heightPixels: 480)
        guard case .face(let face) = locator.observe(frame) else {
            Issue.record("no face")
            return
        }
        _ = locator.align(frame, face)
        #expect(locator.isWiped)
    }
}
