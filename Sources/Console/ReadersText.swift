import Controller

/// `readers`: whether the wires are right. Of a card at most its last two digits, of a keypad how many keys.
enum ReadersText {
    static func lines(_ readers: [ReaderReport]) -> [String] {
        guard !readers.isEmpty else { return ["this board has no reader"] }
        return readers.flatMap { report in
            [
                row(report.reader.kind.rawValue, report.reader.isHealthy ? "healthy" : "NOT HEALTHY"),
                row("", report.last.map { words(for: $0, report.ageMilliseconds) } ?? "nothing came since the start"),
            ]
        }
    }

    private static func words(for last: WireReading, _ ageMilliseconds: Int64) -> String {
        let digits = last.lastTwoDigits.map { [", ends in \($0 < 10 ? "0" : "")\($0)"] } ?? []
        return ([last.amount.words, ", ", last.fault.map { "REFUSED: \($0.words)" } ?? "valid"] + digits)
            .joined() + ", \(ageMilliseconds / 1_000) s ago"
    }

    private static func row(_ name: String, _ text: String) -> String { ReplyText.padded(name, 9) + text }
}
