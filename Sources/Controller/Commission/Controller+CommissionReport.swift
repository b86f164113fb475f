import CSodium
import Law
import Timekeeping

/// How the walk went, for paper. It is kept in memory, and each of its lines in the journal, with the digest of the whole.
extension Controller {
    var commissionReport: [String] {
        commissionReportBody + ["", "digest   BLAKE2b-256 of what stands above:", commissionReportDigest]
    }

    /// 64 hexadecimal digits, of the lines above it with their ends.
    var commissionReportDigest: String {
        let bytes = Array(commissionReportBody.flatMap { Array("\($0)\n".utf8) })
        var digest = [UInt8](repeating: 0, count: 32)
        let status = crypto_generichash(&digest, digest.count, bytes, UInt64(bytes.count), nil, 0)
        precondition(status == 0, "BLAKE2b refuses only impossible lengths")
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// - Precondition: a walk has ended.
    private var commissionReportBody: [String] {
        let walk = commission!
        return ["Report of a door that was tried, wire by wire", ""] + head(of: walk) + [""]
            + walk.resultLines + [""] + attestations(of: walk)
    }

    private func head(of walk: Commission) -> [String] {
        let policy = configuration.doorPolicy
        let rows = [
            ("device", "Menshen \(configuration.version)\(configuration.isBench ? ", BENCH: no real door" : "")"),
            ("pack", configuration.pack?.name ?? "none"),
            ("site", operatorName.isEmpty ? "not declared" : operatorName),
            ("door", configuration.site.door.isEmpty ? "not declared" : configuration.site.door),
            (
                "lock",
                "\(policy.failure.rawValue), \(policy.mode.rawValue), strike \(policy.strikeMilliseconds) ms, "
                    + "held open after \(policy.heldOpenMilliseconds) ms"
            ),
            ("by", walk.by), ("begun", Self.words(for: walk.startedAt)), ("ended", Self.words(for: walk.endedAt!)),
        ]
        return rows.flatMap { ReportText.row($0.0, 9, $0.1) }
    }

    private static func words(for time: ClockReading) -> String {
        "\(time.wall.utcText), clock \(time.trust.rawValue)"
    }

    /// What somebody answers for, in the words of the law's requirements.
    private func attestations(of walk: Commission) -> [String] {
        walk.steps.flatMap { step, result -> [String] in
            guard let requirement = step.requirement else { return [] }
            let explanation = Requirement.explanation(requirement)
            return ReportText.row(requirement.description, 5, explanation.dutyChinese)
                + ReportText.row("", 5, explanation.dutyEnglish)
                + ReportText.row("", 5, "\(step.task): \(result?.words ?? "NOT ANSWERED")")
        } + ["", "signed   ______________________________   day   ____________________"]
    }
}
