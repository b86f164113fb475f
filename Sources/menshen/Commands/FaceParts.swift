import Controller
import FaceCore
import Law
import Settings

/// What a model pack gives: the engine, the locator, and the threshold of the site's false match rate.
struct FaceParts {
    let vision: FaceVision
    let point: OperatingPoint
    let summary: PackSummary

    /// - Throws: what is wrong with the pack, or why it cannot keep the rate the site asks for.
    init(packPath: String, site: SiteSettings) throws(Refusal) {
        do throws(PackError) {
            let pack = try ModelPack(MappedFile(path: packPath))
            vision = try FaceVision(pack: pack)
            try vision.engine.selfTest()
        } catch { throw Refusal("\(packPath): \(error)") }
        switch Self.operatingPoint(site, vision.engine.calibration) {
        case .success(let point): self.point = point
        case .failure(let error): throw Refusal(error.findings[0].description)
        }
        summary = Self.summary(vision.engine, point)
    }

    /// Why faces would be off with this pack; nil: they would not.
    static func lapse(of site: SiteSettings, _ calibration: CalibrationTable) -> SettingsFinding? {
        if case .failure(let error) = operatingPoint(site, calibration) { error.findings[0] } else { nil }
    }

    private static func operatingPoint(
        _ site: SiteSettings, _ calibration: CalibrationTable
    ) -> Result<OperatingPoint, SettingsError> {
        func refuse(_ key: String, _ why: String) -> Result<OperatingPoint, SettingsError> {
            .failure(SettingsError([site.source.finding(at: key, why)]))
        }
        guard site.declaration.matchMode == .verify else {
            return refuse(
                "match.mode",
                "is identify (1:N): this pack and this firmware are for one claimed person at a time (1:1)")
        }
        guard (1...TemplateSet.capacity).contains(site.match.enrolmentCaptures) else {
            return refuse("match.enrolment_captures", "must be 1 to \(TemplateSet.capacity)")
        }
        guard let rate = FalseMatchRate(oneIn: site.match.falseMatchOneIn) else {
            preconditionFailure("settings let only possible rates through")
        }
        do throws(CalibrationError) { return .success(try calibration.operatingPoint(for: rate)) } catch {
            return refuse("match.false_match_rate", "\(error)")
        }
    }

    private static func summary(_ engine: FaceEngine, _ point: OperatingPoint) -> PackSummary {
        let digits = Array("0123456789abcdef")
        let digest = engine.pack.digest.prefix(6).map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
        let misses = point.falseNonMatches.map { ($0.perBillion + 50_000) / 100_000 } ?? 10_000
        return PackSummary(
            name: engine.statement.name,
            errorRates: ErrorRates(
                falseMatchOneIn: point.wanted.oneIn, falseNonMatchPerTenThousand: Int(misses),
                packIdentity: "\(engine.statement.name) \(digest)", isEstimated: point.isInterpolated))
    }
}
