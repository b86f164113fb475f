import Glibc

/// Every line the bench says, on standard output, and kept for whoever checks it.
final class Transcript {
    private(set) var lines: [String] = []
    private let keepsLines: Bool

    /// - Parameter keepsLines: false for a bench that runs for days.
    init(keepsLines: Bool) { self.keepsLines = keepsLines }

    func say(_ line: String) {
        if keepsLines { lines.append(line) }
        var text = line
        text.append("\n")
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = write(STDOUT_FILENO, rest.baseAddress, rest.count)
                if written > 0 { rest = UnsafeRawBufferPointer(rebasing: rest[written...]) }
                else if errno != EINTR { return }  // nobody reads any more
            }
        }
    }
}
