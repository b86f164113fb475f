/// Walks a tour: types its lines, waits until the terminal is quiet, and checks what was to be seen.
struct TourRunner {
    let bench: Bench
    let transcript: Transcript

    /// - Returns: whether every step showed what it promised. The last line said is `main job: N of N`.
    func run(_ script: TourScript, screens: String) -> Bool {
        bench.loop.settle()
        var passed = 0
        for (index, step) in script.steps.enumerated() {
            transcript.say("")
            transcript.say("-- \(index + 1) of \(script.steps.count)  \(step.title)")
            let failures = run(step)
            failures.forEach { transcript.say("NOT AS PROMISED: \($0)") }
            if failures.isEmpty { passed += 1 }
        }
        transcript.say("")
        transcript.say("Every screen of this tour is a picture in \(screens).")
        transcript.say("To try next, at the prompt of 'menshen run' without --tour: 'help', 'status', 'law why R14',")
        transcript.say("enrol as the tour did, then 'look' at somebody else; 'fire on', 'door open', 'unplug card'.")
        transcript.say("main job: \(passed) of \(script.steps.count)")
        return passed == script.steps.count
    }

    private func run(_ step: TourScript.Step) -> [String] {
        let start = transcript.lines.count
        var next = start
        var forbidden: [String] = []
        var failures: [String] = []
        for line in step.lines {
            switch line {
            case .narration(let words): transcript.say(words.isEmpty ? "" : "   \(words)")
            case .typed(let words):
                // What was typed must not count as what was answered.
                transcript.say("> \(words)")
                if !bench.type(words) { failures.append("the tour cannot quit") }
                bench.loop.settle()
            case .expected(let words):
                let found = transcript.lines[next...].firstIndex { Self.isAnswer($0) && Self.shows($0, words) }
                if let found { next = found + 1 } else { failures.append("expected '\(words)'") }
            case .forbidden(let words): forbidden.append(words)
            }
        }
        for words in forbidden
        where transcript.lines[start...].contains(where: { Self.isAnswer($0) && $0.contains(words) }) {
            failures.append("'\(words)' should not have come")
        }
        return failures
    }

    /// `^` asks for the words at the beginning of the line.
    private static func shows(_ line: String, _ words: String) -> Bool {
        words.hasPrefix("^") ? line.hasPrefix(words.dropFirst()) : line.contains(words)
    }

    /// Typed lines and narration are in the transcript too.
    private static func isAnswer(_ line: String) -> Bool { !line.hasPrefix("> ") && !line.hasPrefix("   ") }
}
