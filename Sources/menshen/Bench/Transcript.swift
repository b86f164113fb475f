/// Every line the bench says, kept for whoever checks it.
final class Transcript {
    private(set) var lines: [String] = []
    private let keepsLines: Bool

    /// - Parameter keepsLines: false for a bench that runs for days.
    init(keepsLines: Bool) { self.keepsLines = keepsLines }

    func say(_ line: String) {
        if keepsLines { lines.append(line) }
        Output.say(line)
    }
}
