import FaceCore
import PictureFiles

/// What a picture gave: how its face would be judged at the door, and its template if it has a face in its middle.
final class MeasuredPicture: Sendable {
    /// "face", "several", "nothing" or the name of the problem, under the gates for a probe.
    let observation: String
    let template: Template?

    init(observation: String, template: consuming Template?) {
        self.observation = observation
        self.template = template
    }
}

/// Pictures to templates with one pack. Belongs to one thread.
final class PictureMeasurement {
    private let vision: FaceVision

    init(_ pack: ModelPack, search: FaceSearch) throws(PackError) {
        vision = try FaceVision(pack: pack, gates: .verification, search: search)
    }

    func measure(_ path: String) throws(CommandError) -> MeasuredPicture {
        let frame = try Frame(pictureFile: path)
        let boxes = vision.locator.boxes(in: frame)
        let observation = Self.name(vision.locator.observe(frame))
        guard let box = Self.middleFace(boxes, frame.widthPixels, frame.heightPixels) else {
            return MeasuredPicture(observation: observation, template: nil)
        }
        let chip = vision.locator.align(frame, vision.locator.look(at: box, in: frame))
        return MeasuredPicture(observation: observation, template: Template(vision.engine.embed(chip), key: Self.key))
    }

    /// The labelled person stands in the picture's middle: of the boxes that hold it the one with the nearest centre.
    static func middleFace(_ boxes: [FaceBox], _ widthPixels: Int, _ heightPixels: Int) -> FaceBox? {
        // Twice the distance, so that halves of pixels count.
        func offset(_ box: FaceBox) -> (x: Int, y: Int) {
            (2 * box.leftPixels + box.sidePixels - widthPixels, 2 * box.topPixels + box.sidePixels - heightPixels)
        }
        return
            boxes
            .filter { max(abs(offset($0).x), abs(offset($0).y)) <= $0.sidePixels }
            .min { a, b in
                let (a, b) = (offset(a), offset(b))
                return a.x * a.x + a.y * a.y < b.x * b.x + b.y * b.y
            }
    }

    /// One key for all: evaluation compares everybody with everybody, as if on one device.
    static var key: TemplateKey { TemplateKey { _ in } }

    private static func name(_ observation: Observation) -> String {
        switch observation {
        case .nothing: "nothing"
        case .several: "several"
        case .unfit(let problem, _): problem.rawValue
        case .face: "face"
        }
    }
}

extension Frame {
    /// A picture file as it lies.
    init(pictureFile path: String) throws(CommandError) {
        do throws(PictureError) {
            let picture = try DecodedPicture(jpegFile: path)
            guard max(picture.widthPixels, picture.heightPixels) <= 8192 else {
                throw PictureError(
                    .sizeOutOfRange(widthPixels: picture.widthPixels, heightPixels: picture.heightPixels))
            }
            self.init(
                widthPixels: picture.widthPixels, heightPixels: picture.heightPixels, layout: .rgb24, sequence: 0
            ) { bytes in
                picture.withBytes { bytes.copyMemory(from: $0) }
            }
        } catch {
            throw CommandError("\(path): \(error)")
        }
    }
}
