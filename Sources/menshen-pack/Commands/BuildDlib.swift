import Arguments
import FaceCore
import Foundation

/// `menshen-pack build dlib`: published files to a model pack.
struct BuildDlib {
    static let command = Command(
        ["build", "dlib"], summary: "make a pack of dlib's face network, its landmark regressor and an LBP cascade",
        options: [
            Option("models", .text("DIR"), help: "the published files (default: the cache directory)"),
            Option("ranges", .text("FILE"), help: "activation ranges (default: Config/packs/dlib-ranges.json)"),
            Option("calibration", .text("FILE"), help: "error rates (default: Config/packs/dlib-calibration.json)"),
            Option("out", .text("FILE"), help: "the pack to write (default: packs/dlib.mpack in the cache directory)"),
        ])

    static let cascadeName = "lbpcascade_frontalface.xml"
    static let cascadeSHA256 = "6f5f20091b0d20311c929bcd8c927074e50bd0ac6424321016c679f43cf5ebcf"
    static let landmarksName = "shape_predictor_5_face_landmarks.dat"
    static let landmarksSHA256 = "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888"

    let models: String
    let ranges: String
    let calibration: String
    let out: String

    init(models: String, ranges: String, calibration: String, out: String) {
        (self.models, self.ranges, self.calibration, self.out) = (models, ranges, calibration, out)
    }

    init(_ invocation: Invocation) throws {
        models = invocation.optionalText("models") ?? Places.models
        ranges = try invocation.optionalText("ranges") ?? Places.configuration("dlib-ranges.json")
        calibration = try invocation.optionalText("calibration") ?? Places.configuration("dlib-calibration.json")
        out = invocation.optionalText("out") ?? Places.pack("dlib")
    }

    func run() throws {
        let bytes = try makePack()
        try OutputFile.write(bytes, to: out)
        print("\(out): \(bytes.count) bytes")
    }

    func makePack() throws -> [UInt8] {
        let network = try source(ResnetImport.fileName, ResnetImport.sha256, ResnetImport.read)
        let cascade = try source(Self.cascadeName, Self.cascadeSHA256, CascadeImport.section)
        let landmarks = try source(
            Self.landmarksName, Self.landmarksSHA256, LandmarkImport.section)
        let rates = try CalibrationFile(path: calibration)
        let clips = try ActivationRanges(path: ranges)
        try Self.expectNetwork(rates.network, calibration)
        try Self.expectNetwork(clips.network, ranges)
        var sections: [(SectionName, [UInt8])] = [
            (.network, try QuantiseResnet.section(network, clips)),
            (.cascade, cascade),
            (.landmarks, landmarks),
            (.calibration, try CalibrationWriter.section(rates)),
        ]
        sections.append((.digests, try Self.digests(sections)))
        sections.insert((.statement, DlibStatement.section(rates)), at: 0)
        let bytes = PackWriter.file(sections)
        // What was written must be what a terminal accepts.
        try FaceEngine(pack: ModelPack(copying: bytes)).selfTest()
        return bytes
    }

    /// Reads one published file, checks that it is the one this program was written for, and imports it.
    private func source<Model>(
        _ name: String, _ sha256: String, _ read: ([UInt8]) throws(ImportError) -> Model
    ) throws -> Model {
        let path = models + "/" + name
        let bytes = try InputFile.read(path)
        do throws(ImportError) {
            let actual = InputFile.sha256(bytes)
            guard actual == sha256 else { throw ImportError(.wrongDigest(expected: sha256, actual: actual)) }
            return try read(bytes)
        } catch {
            throw CommandError("\(path): \(error)")
        }
    }

    /// Figures of another network say nothing about this one.
    private static func expectNetwork(_ name: String, _ path: String) throws(CommandError) {
        guard name == ResnetImport.networkName else {
            throw CommandError("\(path): it is of network \"\(name)\", not of \(ResnetImport.networkName)")
        }
    }

    private static func digests(_ sections: [(SectionName, [UInt8])]) throws -> [UInt8] {
        try LayerDigests(computing: ModelPack(copying: PackWriter.file(sections))).encoded
    }
}
