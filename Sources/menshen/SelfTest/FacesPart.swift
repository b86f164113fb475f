import FaceCore

/// The face core with a model pack: every layer against the pack's own digests, and the whole way from a drawn frame to a
/// comparison score, which has no reference and is there to be compared between machines.
struct FacesPart {
    let packPath: String?

    func run() -> SelfTestReport {
        guard let packPath else { return .leftOut("no --pack given") }
        do throws(PackError) { return try report(ModelPack(MappedFile(path: packPath))) } catch {
            return .failed("\(packPath): \(error)")
        }
    }

    private func report(_ pack: ModelPack) throws(PackError) -> SelfTestReport {
        var report = SelfTestReport()
        let statement = try PackStatement(pack)
        _ = try CalibrationTable(pack)
        let layers = try check(pack, &report)
        let stages = try StageDigests(computing: pack)
        report.summary = "\(statement.name): \(layers) layers as the pack promises"
        report.details.append("from a drawn frame (no reference; to compare between machines):")
        for entry in stages.entries {
            report.details.append("\(entry.stage.padded(to: 19)) \(entry.digest.shortHexadecimal)  \(entry.count)")
        }
        report.details.append("comparison score \(stages.score) (\(stages.score.rawValue) of \(ComparisonScore.one))")
        return report
    }

    /// - Returns: how many layers there are.
    private func check(_ pack: ModelPack, _ report: inout SelfTestReport) throws(PackError) -> Int {
        let promised = try LayerDigests(reading: pack).entries
        let computed = try LayerDigests(computing: pack).entries
        report.expect("layers", promised.map(\.layer), came: computed.map(\.layer))
        report.details.append("layers for the reference chip:")
        for (want, have) in zip(promised, computed) {
            report.details.append("\(have.layer.padded(to: 19)) \(have.digest.shortHexadecimal)")
            report.expect("layer \(want.layer)", want.digest.hexadecimal, came: have.digest.hexadecimal)
        }
        return computed.count
    }
}
