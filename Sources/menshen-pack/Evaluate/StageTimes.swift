import FaceCore
import PictureFiles

/// Median milliseconds of each stage of one decision, on one thread, on 640 x 480 exposures of the given pictures.
struct StageTimes: Codable, Equatable {
    var frames: Int
    var detect, landmarksAndQuality, align, embedTwice, template, compare: Double
    /// Of whole decisions, not the sum of the medians above.
    var decision: Double

    static let widthPixels = 640, heightPixels = 480

    /// - Returns: nil when no picture shows a face.
    init?(_ pack: ModelPack, pictures: [String], search: FaceSearch) throws {
        let vision = try FaceVision(pack: pack, gates: .verification, search: search)
        let key = PictureMeasurement.key
        var reference = Template(vision.engine.embed(Chip { _ in }), key: key)
        var laps: [[Double]] = []
        for (index, path) in pictures.enumerated() {
            let frame = try Self.exposure(of: path, seed: UInt64(index))
            var watch = StopWatch()
            let boxes = vision.locator.boxes(in: frame)
            watch.lap()
            guard let box = boxes.max(by: { $0.windowCount < $1.windowCount }) else { continue }
            let face = vision.locator.look(at: box, in: frame)
            watch.lap()
            let chip = vision.locator.align(frame, face)
            watch.lap()
            let embedding = vision.engine.embed(chip)
            watch.lap()
            let probe = vision.engine.template(from: embedding, key: key)
            watch.lap()
            _ = vision.engine.compare(reference, probe)
            watch.lap()
            laps.append(watch.laps + [watch.laps.reduce(0, +)])
            reference = probe
        }
        guard !laps.isEmpty else { return nil }
        func median(_ stage: Int) -> Double { laps.map { $0[stage] }.sorted()[laps.count / 2] }
        frames = laps.count
        (detect, landmarksAndQuality, align) = (median(0), median(1), median(2))
        (embedTwice, template, compare, decision) = (median(3), median(4), median(5), median(6))
    }

    private static func exposure(of path: String, seed: UInt64) throws -> Frame {
        do throws(PictureError) {
            let scene = PictureScene(
                try DecodedPicture(jpegFile: path), widthPixels: widthPixels, heightPixels: heightPixels)
            var generator = SeededGenerator(seed: seed)
            return Frame(widthPixels: widthPixels, heightPixels: heightPixels, layout: .rgb24, sequence: seed) {
                scene.expose(into: $0, using: &generator)
            }
        } catch {
            throw CommandError("\(path): \(error)")
        }
    }
}

struct StopWatch {
    private var last = ContinuousClock.now
    var laps: [Double] = []

    mutating func lap() {
        let now = ContinuousClock.now
        laps.append(Self.milliseconds(now - last))
        last = now
    }

    static func milliseconds(_ duration: Duration) -> Double {
        let (seconds, attoseconds) = duration.components
        return Double(seconds) * 1e3 + Double(attoseconds) / 1e15
    }
}
