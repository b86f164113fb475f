/// Every line the bench says, kept for whoever checks it.
final class Transcript {
    private(set) var lines: [String] = []
    private let keepsLines: Bool
    /// Stands at the end while a person may type; empty otherwise.
    var prompt = ""

    /// - Parameter keepsLines: false for a bench that runs for days.
    init(keepsLines: Bool) { self.keepsLines = keepsLines }

    func say(_ line: String) {
        if keepsLines { lines.append(line) }
        // A line that comes by itself takes the prompt's place, and the prompt comes again below it.
        Output.write(prompt.isEmpty ? "\(line)\n" : "\r\u{1B}[K\(line)\n\(prompt)")
    }

    func showPrompt() { Output.write("\r\u{1B}[K\(prompt)") }
}
