import Glibc

/// Whole lines to standard output and standard error, written as they come.
enum Output {
    static func say(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }

    /// Each line begins with the program's name, so that it can be found in a log.
    static func complain(_ text: String) {
        for line in text.split(separator: "\n") { write("menshen: \(line)\n", to: STDERR_FILENO) }
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if written > 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest[written...])
                } else if errno != EINTR {
                    return  // nobody reads any more
                }
            }
        }
    }
}
