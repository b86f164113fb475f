import Settings
import Timekeeping

/// A tour as it is written: steps with narration, typed lines, and what must be seen.
///
///     # a comment for who reads the file
///     @ 2026-03-02T01:00:00Z: when it takes place, before the first step
///     == title of a step
///     what is going on, in words, shown as it is
///     > a line that is typed
///     ? words that the terminal must print in this step, after the ones before; ^words begin the line
///     ! words that it must not print in this step
struct TourScript: Equatable {
    enum Line: Equatable {
        case narration(String)
        case typed(String)
        case expected(String)
        case forbidden(String)
    }

    struct Step: Equatable {
        var title: String
        var lines: [Line]
    }

    var steps: [Step]
    /// When the tour takes place; its clock stands still except where time is said to pass.
    var start: WallTime?

    /// - Throws: everything that is wrong with it, as `line N: …`.
    init(_ text: String) throws(TourScriptError) {
        var steps: [Step] = []
        var problems: [String] = []
        for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = raw.last == "\r" ? raw.dropLast() : raw
            if line.hasPrefix("#") || (line.isEmpty && steps.isEmpty) { continue }
            if steps.isEmpty, line.hasPrefix("@ ") {
                start = WallTime(iso8601: String(line.dropFirst(2)))
                if start == nil { problems.append("line \(index + 1): a time is written 2026-03-02T01:00:00Z") }
            } else if line.hasPrefix("== ") {
                steps.append(Step(title: String(line.dropFirst(3)), lines: []))
            } else if steps.isEmpty {
                problems.append("line \(index + 1): before the first step ('== title')")
            } else {
                steps[steps.count - 1].lines.append(Self.line(line))
            }
        }
        for step in steps where !step.lines.contains(where: \.isExpectation) {
            problems.append("step '\(step.title)' expects nothing, so it could not fail")
        }
        if steps.isEmpty { problems.append("no step ('== title')") }
        guard problems.isEmpty else { throw TourScriptError(problems: problems) }
        self.steps = steps
    }

    private static func line(_ line: Substring) -> Line {
        if line.hasPrefix("> ") { return .typed(String(line.dropFirst(2))) }
        if line.hasPrefix("? ") { return .expected(String(line.dropFirst(2))) }
        if line.hasPrefix("! ") { return .forbidden(String(line.dropFirst(2))) }
        return .narration(String(line))
    }
}

extension TourScript.Line {
    var isExpectation: Bool {
        if case .expected = self { true } else { false }
    }
}

struct TourScriptError: Error, Equatable {
    let problems: [String]
}
