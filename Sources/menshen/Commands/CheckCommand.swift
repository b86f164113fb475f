import Arguments
import Controller
import Law
import Settings
import Timekeeping

/// `menshen check`: everything that can be said before the terminal runs.
struct CheckCommand {
    let boardPath: String, sitePath: String, packPath: String?

    init(_ invocation: Invocation) {
        boardPath = invocation.text("board")
        sitePath = invocation.text("site")
        packPath = invocation.optionalText("pack")
    }

    /// - Returns: 1 when faces would be off.
    func carryOut() throws(Refusal) -> Int32 {
        let settings = try LoadedSettings(boardPath: boardPath, sitePath: sitePath)
        settings.warnings.forEach { print($0) }
        var parts: FaceParts?
        if let packPath { parts = try FaceParts(packPath: packPath, site: settings.site) }
        let clock = ClockReading(uptime: Uptime(milliseconds: 0), wall: WallTime(seconds: 0), trust: .trusted)
        // Readers count as healthy and the store as current: what is checked here is what was written down.
        let facts = Facts(
            site: settings.site.declaration, alternatives: settings.board.alternatives, clock: clock,
            expiryIsCurrent: true, errorRates: parts?.summary.errorRates)
        let findings = Gates.findings(for: facts)
        for finding in findings { print("\(finding.requirement) \(finding.verdict.rawValue): \(finding.reason)") }
        print("journals: \(settings.capacityWords)")
        if let parts { Self.tell(parts) } else { print("pack: none given, so faces are off") }
        return Gates.faceBlockers(findings).isEmpty && parts != nil ? ExitCode.success : ExitCode.failure
    }

    private static func tell(_ parts: FaceParts) {
        let point = parts.point
        let kind = point.isInterpolated ? "interpolated between measured points" : "measured"
        print("pack: \(parts.vision.engine.statement.name)")
        print("FMR \(point.wanted): threshold \(point.threshold), decided by \(point.population), \(kind)")
        if let misses = point.falseNonMatches {
            print(
                "FNMR at that threshold: \(misses.perBillion / 10_000_000).\(twoDigits(misses.perBillion / 100_000 % 100)) % of single comparisons on \(misses.population)"
            )
        }
    }

    private static func twoDigits(_ number: UInt32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension BoardSettings {
    /// The readers that are fitted, as if all of them worked.
    var alternatives: [Alternative] {
        var all: [Alternative] = []
        if hasCardReader { all.append(Alternative(.card, isHealthy: true)) }
        if hasKeypad { all.append(Alternative(.keypad, isHealthy: true)) }
        return all
    }
}
