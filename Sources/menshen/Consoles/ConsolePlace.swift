import Hardware

/// Where a console is plugged in, as the kernel's own `console=` writes it: `/dev/ttyS1,9600`.
struct ConsolePlace: Equatable {
    static let usualBaud = 115_200

    let path: String
    let baud: Int

    /// - Throws: when the speed is none that a UART has.
    init(_ text: String) throws(Refusal) {
        let parts = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            (path, baud) = (text, Self.usualBaud)
            return
        }
        guard let baud = Int(parts[1]), SerialLine.bauds.contains(baud) else {
            throw Refusal(
                "--console \(text): the speed is one of \(SerialLine.bauds.map(String.init).joined(separator: " "))")
        }
        (path, self.baud) = (String(parts[0]), baud)
    }
}
