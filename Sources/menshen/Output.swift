import Glibc

/// Whole lines to standard output and standard error, written as they come.
enum Output {
    /// To standard output, as it is.
    /// - Returns: false when nobody takes it any more.
    @discardableResult
    static func write(_ text: String) -> Bool { write(text, to: STDOUT_FILENO) }

    /// Each line begins with the program's name, so that it can be found in a log.
    static func complain(_ text: String) {
        for line in text.split(separator: "\n") { write("menshen: \(line)\n", to: STDERR_FILENO) }
    }

    @discardableResult
    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if written > 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest[written...])
                } else if errno != EINTR {
                    return false
                }
            }
            return true
        }
    }
}
