/// Why a command cannot go on: one line for each finding, ready to print.
struct Refusal: Error {
    let lines: [String]
    init(_ lines: [String]) { self.lines = lines }
    init(_ line: String) { lines = [line] }
}
