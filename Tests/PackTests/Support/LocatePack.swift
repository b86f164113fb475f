import Foundation
import PictureFiles

@testable import FaceCore
@testable import menshen_pack

/// A pack with the two sections that find faces, made from the published files.
enum LocatePack {
    static let cascadeFile = Result { try InputFile.read(Assets.models + "/" + BuildDlib.cascadeName) }
    static let landmarksFile = Result { try InputFile.read(Assets.models + "/" + BuildDlib.landmarksName) }
    static let cascadeSection = Result { try CascadeImport.section(from: cascadeFile.get()) }
    static let landmarksSection = Result { try LandmarkImport.section(from: landmarksFile.get()) }

    static let pack: Result<ModelPack, any Error> = Result {
        try ModelPack(
            copying: PackWriter.file([(.cascade, cascadeSection.get()), (.landmarks, landmarksSection.get())]))
    }

    static func locator(
        _ gates: QualityGates = .verification, search: FaceSearch = FaceSearch()
    ) throws -> FaceLocator {
        let pack = try pack.get()
        return FaceLocator(
            cascade: try LbpCascade(pack), predictor: try LandmarkPredictor(pack), gates: gates, search: search)
    }

    /// One of the sample pictures, as it lies.
    static func sample(_ name: String) throws -> Frame { try Frame(pictureFile: Assets.models + "/\(name).jpg") }

    /// A sample picture as the simulated camera sees it: red green blue.
    static func exposure(_ name: String, widthPixels: Int, heightPixels: Int, seed: UInt64) throws -> [UInt8] {
        let scene = PictureScene(
            try DecodedPicture(jpegFile: Assets.models + "/\(name).jpg"), widthPixels: widthPixels,
            heightPixels: heightPixels)
        var generator = SeededGenerator(seed: seed)
        return [UInt8](unsafeUninitializedCapacity: widthPixels * heightPixels * 3) { buffer, count in
            scene.expose(into: UnsafeMutableRawBufferPointer(buffer), using: &generator)
            count = buffer.count
        }
    }
}

extension Frame {
    /// A frame of red green blue bytes.
    init(rgb: [UInt8], widthPixels: Int, heightPixels: Int) {
        self.init(widthPixels: widthPixels, heightPixels: heightPixels, layout: .rgb24, sequence: 0) {
            $0.copyBytes(from: rgb)
        }
    }
}
