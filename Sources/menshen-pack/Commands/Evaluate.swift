import Arguments
import FaceCore
import Foundation

/// `menshen-pack evaluate`: how well a pack finds and tells faces.
struct Evaluate {
    static let command = Command(
        ["evaluate"], summary: "measure a pack on pairs of pictures",
        options: [
            Option("pack", .text("FILE"), help: "the pack (default: packs/dlib.mpack in the cache directory)"),
            Option("pairs", .text("CSV"), .required, help: "columns same (1 or 0), a, b: two pictures below DIR"),
            Option("images", .text("DIR"), .required, help: "a directory per person, JPEG files in them"),
            Option("json", .flag, help: "print JSON"),
            Option(
                "least-face", .integer("PIXELS", 24...1024), .otherwise("\(FaceSearch().leastSidePixels)"),
                help: "smaller faces are not looked for"),
            Option("calibration", .text("OUT"), help: "write the score counts into this calibration file"),
            Option("population", .text("NAME"), help: "whom the pictures show, for the calibration file"),
        ])

    let pack: String
    let pairs: String
    let images: String
    let wantsJSON: Bool
    let search: FaceSearch
    let calibration: String?
    let population: String?

    init(_ invocation: Invocation) throws(CommandError) {
        pack = invocation.optionalText("pack") ?? Places.pack("dlib")
        pairs = invocation.text("pairs")
        images = invocation.text("images")
        wantsJSON = invocation.flag("json")
        search = FaceSearch(leastSidePixels: invocation.integer("least-face"))
        calibration = invocation.optionalText("calibration")
        population = invocation.optionalText("population")
        guard (calibration == nil) == (population == nil) else {
            throw CommandError("--calibration and --population go together")
        }
    }

    func run() throws {
        let model: ModelPack
        do throws(PackError) {
            model = try ModelPack(MappedFile(path: pack))
            try FaceEngine(pack: model).selfTest()
        } catch {
            throw CommandError("\(pack): \(error)")
        }
        // Before the long work: whether its result may be written where it shall be.
        let file = try calibration.map { try calibrationFile($0, model) }
        let list = try PairList(csv: String(decoding: InputFile.read(pairs), as: UTF8.self), path: pairs)
        let evaluation = try Evaluation(model, list, imagesDirectory: images, search: search) { done in
            guard done % 100 == 0 || done == list.pictures.count else { return }
            FileHandle.standardError.write(Data("\r\(done) of \(list.pictures.count) pictures ".utf8))
        }
        FileHandle.standardError.write(Data("\n".utf8))
        let comparisons = try evaluation.compareAll()
        let report = try report(evaluation, comparisons, model)
        print(wantsJSON ? report.json : report.text)
        if let file, let calibration, let population {
            try write(comparisons, evaluation, into: file, calibration, population)
        }
    }

    private func report(
        _ evaluation: Evaluation, _ comparisons: AllComparisons, _ model: ModelPack
    ) throws -> EvaluationReport {
        let list = evaluation.list
        let scores = evaluation.pairScores
        guard scores.count >= FoldAccuracy.foldCount else {
            throw CommandError(
                "only \(scores.count) pairs have two faces, at least \(FoldAccuracy.foldCount) are needed")
        }
        let step = max(1, list.pictures.count / Evaluation.timedPictures)
        let timed = stride(from: 0, to: list.pictures.count, by: step).map { images + "/" + list.pictures[$0] }
        return EvaluationReport(
            pack: model.digest.hexadecimal, pictures: list.pictures.count, picturesWithFace: evaluation.detectedCount,
            detectionRate: Double(evaluation.detectedCount) / Double(list.pictures.count), pairs: list.pairs.count,
            comparedPairs: scores.count, accuracy: FoldAccuracy(scores),
            impostorComparisons: comparisons.impostors.total, genuineComparisons: comparisons.genuine.total,
            trueAcceptRates: EvaluationReport.falseAcceptRates.map(comparisons.trueAcceptRate),
            observations: evaluation.observations,
            milliseconds: try StageTimes(model, pictures: timed, search: search))
    }

    /// The file as it is, or a new one, of the network that is in the pack.
    private func calibrationFile(_ path: String, _ model: ModelPack) throws -> CalibrationFile {
        guard let network = try PackStatement(model).fields.first(where: { $0.key == "network" })?.value else {
            throw CommandError("\(pack): it does not name its network, which a calibration file has to")
        }
        guard FileManager.default.fileExists(atPath: path) else {
            return CalibrationFile(network: network, populations: [])
        }
        let file = try CalibrationFile(path: path)
        guard file.network == network else {
            throw CommandError("\(path): it is of network \"\(file.network)\", the pack is of \(network)")
        }
        return file
    }

    /// Other populations in the file stay as they are.
    private func write(
        _ comparisons: AllComparisons, _ evaluation: Evaluation, into file: CalibrationFile, _ path: String,
        _ name: String
    ) throws {
        var file = file
        let source =
            "Integer chain from frame to template, flip averaged; every picture with every other: \(evaluation.detectedCount) "
            + "pictures of \(evaluation.peopleCount) people, each used many times, so the comparisons are not independent; false "
            + "non-matches are of one single picture with another."
        let measured = CalibrationFile.Population(
            name: name, source: source, impostorComparisons: comparisons.impostors.total,
            genuineComparisons: comparisons.genuine.total, points: comparisons.calibrationPoints)
        if let index = file.populations.firstIndex(where: { $0.name == name }) {
            file.populations[index] = measured
        } else {
            file.populations.append(measured)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try OutputFile.write(Array(encoder.encode(file)) + [UInt8(ascii: "\n")], to: path)
    }
}
