import Foundation

@testable import FaceCore
@testable import menshen_pack

/// Files that are not part of the project; a test that needs one is skipped, and says so, where it is absent.
enum Assets {
    static let models = Places.models
    static let hasModels = check(
        [ResnetImport.fileName, BuildDlib.landmarksName, BuildDlib.cascadeName].map { models + "/" + $0 })
    static let hasPictures = check(["obama", "obama2", "obama3", "biden"].map { models + "/\($0).jpg" })

    /// The root of the checkout.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    static let oracle = root + "/../shared/models/dlib_resnet_reference.onnx"
    static let hasOracle = check([oracle])

    private static func check(_ paths: [String]) -> Bool {
        let missing = paths.filter { !FileManager.default.fileExists(atPath: $0) }
        for path in missing { print("SKIPPED: tests that need \(path), which is not there") }
        return missing.isEmpty
    }

    /// The dlib pack, made once for all tests from the published files and `Config/packs`.
    static let dlibPack: Result<[UInt8], any Error> = Result {
        try BuildDlib(
            models: models, ranges: root + "/Config/packs/dlib-ranges.json",
            calibration: root + "/Config/packs/dlib-calibration.json", out: "/nonexistent"
        ).makePack()
    }

    static let dlibResnet: Result<DlibResnet, any Error> = Result {
        try ResnetImport.read(InputFile.read(models + "/" + ResnetImport.fileName))
    }
}
