import Glibc

/// Why a command cannot go on: one line for each finding, ready to print.
struct Refusal: Error {
    let lines: [String]
    init(_ lines: [String]) { self.lines = lines }
    init(_ line: String) { lines = [line] }
}

/// What goes to standard error.
enum Report {
    static func failure(_ line: String) {
        for part in line.split(separator: "\n") { fputs("menshen: \(part)\n", stderr) }
    }
}
